import { Deed, Letter, Words } from '#app/emails/look.tsx'

export type AccountLinkedFill = { program: string; name: string; account: string; channel: string; link: string }

export const subject = ({ program }: AccountLinkedFill) => `An account was linked to yours at ${program}`

/** Sent for every account that is newly linked to a member, so that nobody can slip one in unnoticed. */
export function AccountLinked({ program, name, account, channel, link }: AccountLinkedFill) {
  return (
    <Letter
      program={program}
      preview="If it was you, there is nothing to do."
      title="An account was linked to yours"
      reason={`You get this mail because you have an account at ${program}.`}
    >
      <Words>{`Hello ${name}, an account was linked to yours just now: ${account} on ${channel}. What it does there counts for you. If it was you, there is nothing to do.`}</Words>
      <Words>If that was not you, or the account is somebody else’s, remove it here:</Words>
      <Deed href={link}>See your linked accounts</Deed>
    </Letter>
  )
}
