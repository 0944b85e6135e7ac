import { Link } from '@react-email/components'
import { Deed, Letter, Words } from '#app/emails/look.tsx'

export const subject = ({ program }: { program: string }) => `You have an account at ${program} already`

/** Sent in place of the confirmation when the address has an account: the page itself says the same in both cases. */
export function AlreadyMember({ program, name, signIn, reset }: { program: string; name: string; signIn: string; reset: string }) {
  return (
    <Letter
      program={program}
      preview="Sign in with the account you have."
      title={`You are here already, ${name}`}
      reason={`You get this mail because somebody entered this address to join ${program}. If it was not you, there is nothing to do: nothing was changed.`}
    >
      <Words>This address has an account at {program}. Your points and your history are there: just sign in.</Words>
      <Deed href={signIn}>Sign in</Deed>
      <Words>
        <br />
        Forgot the password? <Link href={reset}>Choose a new one</Link>.
      </Words>
    </Letter>
  )
}
