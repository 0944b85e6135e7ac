import { Deed, Letter, Words } from '#app/emails/look.tsx'

type Fill = { program: string; name: string; card: string; left: number; until: string; link: string }

export const subject = ({ card }: Fill) => `Your next one counts double: ${card}`

/** Sent once when a stamp card is four fifths full: the next stamp counts double for a while. */
export function CardNudge({ program, name, card, left, until, link }: Fill) {
  const last = new Date(until).toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  return (
    <Letter
      program={program}
      preview={`${left === 1 ? 'One stamp is' : `${left} stamps are`} missing on “${card}”.`}
      title="Nearly there"
      reason={`You get this mail once for this card because you have an account at ${program}.`}
    >
      <Words>
        Hello {name}, {left === 1 ? 'one stamp is' : `${left} stamps are`} missing on your card “{card}”. Your next one counts double if you do it by{' '}
        {last}.
      </Words>
      <Deed href={link}>See the card</Deed>
    </Letter>
  )
}
