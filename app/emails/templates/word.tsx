import { Section, Text } from '@react-email/components'
import { Deed, Letter, Words } from '#app/emails/look.tsx'

export type WordFill = { program: string; name: string; title: string; words: string; quote: string; deed: string; link: string }

export const subject = ({ program, title }: WordFill) => `${title} (${program})`

/** Sent when a person decided about something of a member's, or answered them: what happened, in whose words, and the way on. */
export function Word({ program, name, title, words, quote, deed, link }: WordFill) {
  return (
    <Letter program={program} preview={words} title={title} reason={`You get this mail because it concerns something of yours at ${program}.`}>
      <Words>{`Hello ${name}, ${words}`}</Words>
      {quote && (
        <Section style={{ borderLeft: '3px solid #e3ad35', margin: '0 0 20px', padding: '2px 0 2px 16px' }}>
          {quote.split('\n').map((line, n) => (
            <Text key={n} style={{ fontSize: 16, lineHeight: '25px', margin: 0 }}>
              {line}
            </Text>
          ))}
        </Section>
      )}
      <Deed href={link}>{deed}</Deed>
    </Letter>
  )
}
