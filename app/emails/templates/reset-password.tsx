import { Deed, Letter, Words } from '#app/emails/look.tsx'

export const subject = ({ program }: { program: string }) => `Choose a new password for ${program}`

/** Sent when somebody forgot the password: the link that lets them choose another. */
export function ResetPassword({ program, name, link }: { program: string; name: string; link: string }) {
  return (
    <Letter
      program={program}
      preview="The link works once, for one hour."
      title="Choose a new password"
      reason="You get this mail because somebody asked for it on the sign-in page. If it was not you, leave it: your password stays as it is."
    >
      <Words>
        Hello {name}, open this link to choose a new password. It works once, for one hour. Afterwards every browser that is signed in has to sign in
        anew.
      </Words>
      <Deed href={link}>Choose a new password</Deed>
    </Letter>
  )
}
