import { Deed, Letter, Words } from '#app/emails/look.tsx'

export type PointsExpireFill = { program: string; name: string; points: string; day: string; last: boolean; link: string }

export const subject = ({ points, day, last }: PointsExpireFill) =>
  last ? `Last reminder: ${points} expire on ${day}` : `${points} expire on ${day}`

/** Sent twice before points expire: in good time, and shortly before. */
export function PointsExpire({ program, name, points, day, last, link }: PointsExpireFill) {
  return (
    <Letter
      program={program}
      preview={`Spend them before ${day}. Your level stays as it is.`}
      title={`${points} expire on ${day}`}
      reason={`You get this mail because you have points at ${program} that are about to expire. It comes twice, and this is the ${last ? 'second' : 'first'} time.`}
    >
      <Words>
        Hello {name}, the oldest of your points expire when they are not spent in time. {points} of them go on {day}, unless you spend them before.
      </Words>
      <Words>What you have earned in all, your level, your badges and your places on boards stay as they are.</Words>
      <Deed href={link}>See your points</Deed>
    </Letter>
  )
}
