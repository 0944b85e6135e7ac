import { Deed, Letter, Words } from '#app/emails/look.tsx'

export type OrderNewsFill = { program: string; name: string; heading: string; words: string; why: string; link: string }

export const subject = ({ heading }: OrderNewsFill) => heading

/** Sent when an order gets into another state, and when something happens to a reward that somebody wished for. */
export function OrderNews({ program, name, heading, words, why, link }: OrderNewsFill) {
  return (
    <Letter program={program} preview={words} title={heading} reason={`You get this mail because of the store of ${program}.`}>
      <Words>{`Hello ${name}, ${words.charAt(0).toLowerCase()}${words.slice(1)}`}</Words>
      {why && <Words>{why}</Words>}
      <Deed href={link}>{link.includes('/orders/') ? 'See your order' : 'See it in the store'}</Deed>
    </Letter>
  )
}
