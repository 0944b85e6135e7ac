import { Body, Button, Container, Head, Heading, Hr, Html, Preview, Text } from '@react-email/components'
import type { ReactNode } from 'react'

const leaf = '#1d5c3f'
const ink = '#17261d'
const muted = '#566158'
const paper = '#faf6ec'
const font = "Figtree, 'Segoe UI', Helvetica, Arial, sans-serif"

/** The leaf of the house, as a character: mail programs draw neither SVG nor outside pictures before they are asked. */
const mark = '\u{1F33F}'

/** The paper on which every mail is written: the program's name with the leaf, a heading, the words, and why it came. */
export function Letter({
  program,
  preview,
  title,
  reason,
  children,
}: {
  program: string
  preview: string
  title: string
  reason: string
  children: ReactNode
}) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ backgroundColor: paper, color: ink, fontFamily: font, margin: 0, padding: '32px 12px' }}>
        <Container style={{ backgroundColor: '#ffffff', border: '1px solid #e3dbc8', borderRadius: 14, maxWidth: 520, padding: '32px 32px 24px' }}>
          <Text style={{ color: leaf, fontSize: 16, fontWeight: 700, margin: '0 0 20px' }}>
            {mark} {program}
          </Text>
          <Heading as="h1" style={{ fontSize: 24, lineHeight: '30px', margin: '0 0 16px' }}>
            {title}
          </Heading>
          {children}
          <Hr style={{ borderColor: '#e3dbc8', margin: '28px 0 16px' }} />
          <Text style={{ color: muted, fontSize: 13, lineHeight: '20px', margin: 0 }}>{reason}</Text>
        </Container>
      </Body>
    </Html>
  )
}

/** A paragraph of a mail. */
export function Words({ children }: { children: ReactNode }) {
  return <Text style={{ fontSize: 16, lineHeight: '25px', margin: '0 0 16px' }}>{children}</Text>
}

/** The one thing to do, as a button; the address stands below it for mail programs that show no buttons. */
export function Deed({ href, children }: { href: string; children: ReactNode }) {
  return (
    <>
      <Button href={href} style={{ backgroundColor: leaf, borderRadius: 999, color: '#ffffff', fontSize: 16, fontWeight: 700, padding: '13px 24px' }}>
        {children}
      </Button>
      <Text style={{ color: muted, fontSize: 13, lineHeight: '20px', margin: '16px 0 0', wordBreak: 'break-all' }}>{href}</Text>
    </>
  )
}
