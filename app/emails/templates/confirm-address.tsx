import { Deed, Letter, Words } from '#app/emails/look.tsx'

export const subject = ({ program }: { program: string }) => `Finish joining ${program}`

/** Sent to a new address: the link that finishes joining. */
export function ConfirmAddress({ program, name, link }: { program: string; name: string; link: string }) {
  return (
    <Letter
      program={program}
      preview={`One step, and your place at ${program} is ready.`}
      title={`Welcome, ${name}`}
      reason={`You get this mail because somebody entered this address to join ${program}. If it was not you, leave it: nothing happens without the link.`}
    >
      <Words>Open this link to finish joining {program}. It works once, for 24 hours.</Words>
      <Deed href={link}>Finish joining</Deed>
    </Letter>
  )
}
