import { Deed, Letter, Words } from '#app/emails/look.tsx'

type Fill = { program: string; name: string; title: string; banner: string; until: string; last: boolean; link: string }

export const subject = ({ title, last, until }: Fill) => (last ? `Until ${until}: ${title}` : title)

/** Sent when a campaign starts, and once more three days before its end. */
export function CampaignNews({ program, name, title, banner, until, last, link }: Fill) {
  const words = last ? `“${title}” goes on until ${until}. There is still something in it that you have not done.` : banner || `“${title}” has begun.`
  return (
    <Letter
      program={program}
      preview={words}
      title={title}
      reason={`You get this mail because you are a member of ${program}. To get no more mails about campaigns, open the page above and switch them off at its end.`}
    >
      <Words>{`Hello ${name},`}</Words>
      <Words>{words}</Words>
      {!last && until && <Words>{`It goes on until ${until}.`}</Words>}
      <Deed href={link}>See what you can do</Deed>
    </Letter>
  )
}
