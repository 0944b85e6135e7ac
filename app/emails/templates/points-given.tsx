import { Deed, Letter, Words } from '#app/emails/look.tsx'

export type PointsGivenFill = { program: string; name: string; points: string; reason: string; taken: boolean; link: string }

export const subject = ({ program, points, taken }: PointsGivenFill) =>
  taken ? `${points} at ${program} were taken back` : `You were given ${points} at ${program}`

/** Sent when a program manager gives points to somebody by hand, and when that is taken back. */
export function PointsGiven({ program, name, points, reason, taken, link }: PointsGivenFill) {
  return (
    <Letter
      program={program}
      preview={reason}
      title={taken ? `${points} were taken back` : `You were given ${points}`}
      reason={`You get this mail because you are a member of ${program}.`}
    >
      <Words>
        {taken
          ? `Hello ${name}, ${points} that a program manager gave you a moment ago were taken back. ${reason} Whatever else you have stays as it is.`
          : `Hello ${name}, a program manager gave you ${points}:`}
      </Words>
      {!taken && <Words>{reason}</Words>}
      <Deed href={link}>See your activity</Deed>
    </Letter>
  )
}
