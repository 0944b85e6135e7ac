import { Form } from '@remix-run/react'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** A member's proven mail addresses, since when what is done under them is theirs (null: it is not), and the channels that know people by address. */
export type OwnAddressView = {
  addresses: string[]
  since: string | null
  channels: { id: number; title: string; icon: string; waiting: number }[]
}

const both = new Intl.ListFormat('en', { type: 'conjunction' })

/** What is done under the member's own mail address: one button makes it theirs, another ends that. */
export function OwnAddress({ view, clock }: { view: OwnAddressView; clock: { zone: string; locale: string; now: string } }) {
  const { addresses, since, channels } = view
  const waiting = channels.reduce((sum, channel) => sum + channel.waiting, 0)
  return (
    <Section look="card" title={<span className="break-words">{`Done under ${both.format(addresses)}`}</span>}>
      <p className="mb-4 max-w-prose text-muted">
        {since === null
          ? 'Some channels know people by their mail address alone. Yours is proven here, so you can let what is done under it count as yours.'
          : 'What is done under it in these channels counts as yours, at once.'}
      </p>
      <ul className="mb-4 flex flex-col gap-2">
        {channels.map(({ id, title, icon, waiting: count }) => (
          <li key={id} className="flex items-center gap-3">
            <ChannelIcon channel={icon} size="sm" />
            <strong>{title}</strong>
            {count > 0 && <span className="text-sm text-muted">{count === 1 ? '1 thing waits for you' : `${count} things wait for you`}</span>}
          </li>
        ))}
      </ul>
      {(since === null || waiting > 0) && (
        <Form method="post" className="mb-2">
          <Button name="do" value="address">
            {waiting === 0 ? 'Count what I do there' : waiting === 1 ? 'Link it' : `Link all ${waiting}`}
          </Button>
        </Form>
      )}
      {since !== null && (
        <>
          <p className="mb-2 text-sm text-muted">
            Yours since <Time iso={since} look="date" {...clock} />: it is your own mail address. It opens no door: you cannot sign in with it there.
          </p>
          <Disclosure summary="Unlink my address">
            <p className="mb-4 max-w-prose">What you earned under it stays yours. What comes later waits until you link it again.</p>
            <Form method="post">
              <Button name="do" value="no-address" variant="danger">
                Unlink my address
              </Button>
            </Form>
          </Disclosure>
        </>
      )}
    </Section>
  )
}
