import { Deed, Letter, Words } from '#app/emails/look.tsx'

export const subject = ({ program }: { program: string }) => `Your password at ${program} was changed`

/** Sent after a password was changed, so that nobody can do it unnoticed. */
export function PasswordChanged({ program, name, reset }: { program: string; name: string; reset: string }) {
  return (
    <Letter
      program={program}
      preview="If it was you, there is nothing to do."
      title="Your password was changed"
      reason={`You get this mail because you have an account at ${program}.`}
    >
      <Words>
        Hello {name}, your password was changed just now, and every browser that was signed in has to sign in anew. If it was you, there is nothing to
        do.
      </Words>
      <Words>If it was not you, take the account back at once by choosing a new password:</Words>
      <Deed href={reset}>Choose a new password</Deed>
    </Letter>
  )
}
