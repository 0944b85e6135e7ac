import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { WayIn } from '#app/domain/access/providers.ts'

/** One channel: the member's accounts there, and every way to prove one. `code` is what to tell the bot there, `{code}` still open. */
export type ChannelAccounts = {
  key: string
  sourceId: number
  title: string
  icon: string
  accounts: { foreignId: string; handle: string; proof: string; since: string }[]
  ways: WayIn[]
  /** An account there opens the hub. */
  opens: boolean
  profile: { where: string; token: string; by: { put: string; label: string; press: string } | null } | null
  code: string | null
  /** Its people sign in there with this hub. */
  byHub: boolean
}

type Parts = {
  channel: ChannelAccounts
  clock: { zone: string; locale: string; now: string }
  children: ReactNode
  issued: string | null
  error: { handle: string; words: string } | null
}

/** One channel with the member's accounts in it. `children` are the buttons of the ways to sign in there. */
export function LinkedChannel({ channel, clock, children, issued, error }: Parts) {
  const { title, accounts, profile, code, sourceId } = channel
  return (
    <Section
      look="card"
      title={
        <span className="flex items-center gap-3">
          <ChannelIcon channel={channel.icon} size="sm" />
          {title}
        </span>
      }
    >
      {accounts.length > 0 && (
        <ul className="mb-2 flex flex-col gap-2">
          {accounts.map((account) => (
            <li key={account.foreignId}>
              <strong>{account.handle}</strong>
              <span className="block text-sm text-muted">
                Yours since <Time iso={account.since} look="date" {...clock} />: {account.proof}.
              </span>
            </li>
          ))}
        </ul>
      )}
      {accounts.length === 0 && <div className="flex flex-col items-start gap-3">{children}</div>}
      {accounts.length > 0 && channel.ways.length > 0 && !channel.opens && (
        <div className="mt-4 flex flex-col items-start gap-3">
          <p className="max-w-prose text-muted">It counts for you, but it does not sign you in yet. Sign in there once from here, and it will.</p>
          {children}
        </div>
      )}
      {accounts.length === 0 && channel.byHub && (
        <Form method="post" className="mt-3">
          <input type="hidden" name="source" value={sourceId} />
          <Button name="do" value="hub" variant="outline">
            I sign in there with this account
          </Button>
        </Form>
      )}
      {accounts.length === 0 && code && <ByCode channel={channel} issued={issued} />}
      {accounts.length === 0 && profile && <ByProfile channel={channel} profile={profile} error={error} />}
      {accounts.length > 0 && (
        <Disclosure summary="Unlink this account">
          <p className="mb-4 max-w-prose">
            What you earned with it stays yours. What you do there from then on waits until the account is linked again, by you or by whoever proves
            to own it.{channel.opens && ' You can no longer sign in with it.'}
          </p>
          <Form method="post">
            <input type="hidden" name="source" value={sourceId} />
            <Button name="do" value="unlink" variant="danger">{`Unlink ${title}`}</Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

function ByCode({ channel, issued }: { channel: ChannelAccounts; issued: string | null }) {
  const say = (channel.code ?? '').replace('{code}', issued ?? '')
  return (
    <div className="mt-4">
      {issued ? (
        <div className="flex max-w-md flex-col gap-2" role="status">
          <CopyField
            label={`Tell our bot on ${channel.title}`}
            value={say}
            hint="It works once, within ten minutes, from the account that is yours."
          />
          <p className="text-sm text-muted">Never tell it a code that somebody else gave you: your work there would become theirs.</p>
        </div>
      ) : (
        <Form method="post">
          <input type="hidden" name="source" value={channel.sourceId} />
          <Button name="do" value="code" variant="outline">{`Get a code for our bot on ${channel.title}`}</Button>
        </Form>
      )}
    </div>
  )
}

function ByProfile({
  channel,
  profile,
  error,
}: {
  channel: ChannelAccounts
  profile: NonNullable<ChannelAccounts['profile']>
  error: Parts['error']
}) {
  return (
    <Disclosure summary={channel.ways.length > 0 ? 'Or prove it without signing in there' : 'Prove your account'} open={error !== null}>
      <ol className="flex list-decimal flex-col gap-5 pl-5">
        <li>
          <CopyField label={profile.by?.put ?? `Put this into ${profile.where} of your public profile on ${channel.title}`} value={profile.token} />
        </li>
        <li>
          <Form method="post" className="flex flex-col items-start gap-4">
            <input type="hidden" name="source" value={channel.sourceId} />
            <div className="w-full max-w-sm">
              <TextField
                field={{ id: `handle-${channel.key}`, name: 'handle', errors: error ? [error.words] : undefined }}
                label={profile.by?.label ?? `Your user name on ${channel.title}`}
                defaultValue={error?.handle ?? ''}
                spellCheck={false}
                required
              />
            </div>
            <Button name="do" value="profile" variant="outline">
              {profile.by?.press ?? 'Read my profile'}
            </Button>
          </Form>
        </li>
      </ol>
      <p className="mt-4 text-sm text-muted">Once it is linked you can take the token out again.</p>
    </Disclosure>
  )
}
