import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'

import type { SetupGuide } from '#app/contract/adapter.ts'

import { ChannelState } from './channel-card.tsx'
import { ChannelTabLinks, type ChannelTabs } from './channel-frame.tsx'
import { ChannelGuide } from './channel-guide.tsx'
import { ChannelLine, LinePill, type LineView } from './channel-line.tsx'
import { ChannelPoll, type PollView } from './channel-poll.tsx'
import { ChannelSecrets, FreshSecret, type SecretView } from './channel-secrets.tsx'
import { DeliveriesTable, type DeliveryState, type DeliveryView, deliveryStates } from './deliveries-table.tsx'
import type { Reader } from './reader.ts'
import { type Told, ToldNotice } from './told.tsx'

/** What an action of this page answers; fresh secrets are seen this once. */
export type ChannelTold = Told & { secrets?: { name: string; value: string }[]; othersEndAt?: string | null }

export type ChannelWhole = {
  title: string
  slug: string
  tabs: ChannelTabs
  state: 'on' | 'off'
  silent: number | null
  connected: boolean
  /** What people write is not kept. */
  bare: boolean
  url: string
  setup: SetupGuide
  /** The hub's own connection, for a channel that has one. */
  line: LineView | null
  /** How asking goes, for a channel that only asks. */
  poll: PollView | null
  names: readonly string[]
  /** The platform makes the secret. */
  theirs: boolean
  fromEnv: string | null
  secrets: SecretView[]
  ignored: string[]
  deliveries: DeliveryView[]
  older: number | null
  paged: boolean
  filter: DeliveryState | null
  mayEdit: boolean
  mayOpen: boolean
  reader: Reader
}

/** One channel: connecting it, its secrets, who never earns there, and the deliveries. */
export function ChannelPage({ view, told }: { view: ChannelWhole; told: ChannelTold | null }) {
  const { reader, mayEdit, connected, setup, url, poll } = view
  const fresh = told?.secrets
  const lastAt = poll?.foundAt ?? view.deliveries[0]?.receivedAt ?? (view.paged ? reader.now : null)
  const guideOpen = Boolean(fresh) || view.deliveries.length === 0 || (view.line !== null && !view.line.open)
  return (
    <>
      <PageHeader
        dense
        title={
          <span className="flex flex-wrap items-center gap-3">
            {view.title}
            {view.line && connected && view.state === 'on' ? (
              <LinePill line={view.line} />
            ) : (
              <ChannelState channel={{ state: view.state, connected, lastAt, silent: view.silent }} />
            )}
          </span>
        }
        crumbs={[{ label: 'Channels', to: '/manage/channels' }, { label: view.title }]}
        actions={mayEdit && connected && <StateButton state={view.state} />}
      />
      <ChannelTabLinks slug={view.slug} tabs={view.tabs} current="channel" />
      <div className="flex flex-col gap-10">
        <ToldNotice told={told} />
        {fresh && !view.line && <FreshSecret secrets={fresh} othersEndAt={told.othersEndAt ?? null} reader={reader} />}
        {fresh && view.line && (
          <ToldNotice told={{ tone: 'good', words: `${view.title} has its place here. Now give the hub a bot: it takes the steps below.` }} />
        )}
        {poll && <ChannelPoll poll={poll} slug={view.slug} connected={connected} mayEdit={mayEdit} reader={reader} />}
        {poll && mayEdit && (
          <Section title="How to set it up">
            <ChannelGuide steps={setup.steps} docs={setup.docs} url={url} secret={null} copies={setup.copies} />
          </Section>
        )}
        {mayEdit && !poll && !connected && !fresh && !view.theirs && (
          <>
            <Connect title={view.title} listens={view.line !== null} />
            <Section title="What you will do there">
              <ChannelGuide steps={setup.steps} docs={setup.docs} url={null} secret={null} />
            </Section>
          </>
        )}
        {view.line && connected && <ChannelLine line={view.line} slug={view.slug} mayEdit={mayEdit} reader={reader} />}
        {mayEdit && !poll && (connected || fresh || view.theirs) && (
          <Section title={view.line ? 'Setting it up' : 'Address and secret'}>
            <div className="flex flex-col gap-6">
              {!view.line && !(guideOpen && setup.steps.some((step) => step.includes('{url}'))) && (
                <div className="max-w-xl">
                  <CopyField label="Webhook address" value={url} />
                </div>
              )}
              {!view.line && (
                <ChannelSecrets
                  secrets={view.secrets}
                  names={view.names}
                  theirs={view.theirs ? view.title : null}
                  fromEnv={view.fromEnv}
                  reader={reader}
                />
              )}
              <Disclosure look="card" open={guideOpen} summary="How to connect it on the other side">
                <ChannelGuide steps={setup.steps} docs={setup.docs} url={url} secret={fresh?.[0]?.value ?? null} copies={setup.copies} />
              </Disclosure>
            </div>
          </Section>
        )}
        {((connected && !poll) || view.deliveries.length > 0) && <Deliveries view={view} />}
        {mayEdit && connected && <Ignored accounts={view.ignored} />}
      </div>
    </>
  )
}

function StateButton({ state }: { state: 'on' | 'off' }) {
  return (
    <Form method="post">
      <input type="hidden" name="to" value={state === 'on' ? 'off' : 'on'} />
      <Button name="do" value="state" variant={state === 'on' ? 'outline' : 'primary'} size="sm" className="min-h-11">
        {state === 'on' ? 'Close the channel' : 'Open the channel'}
      </Button>
    </Form>
  )
}

function Connect({ title, listens }: { title: string; listens: boolean }) {
  return (
    <EmptyState
      title={`Connect ${title}`}
      action={
        <Form method="post">
          <Button name="do" value="connect">
            {listens ? 'Begin' : 'Make an address and a secret'}
          </Button>
        </Form>
      }
    >
      {listens
        ? 'The hub listens with a bot of yours, in the channels that you name and nowhere else. Of what people say it keeps ids and counts.'
        : 'You get an address to call and a secret that proves who calls. The secret is shown once, right after.'}
    </EmptyState>
  )
}

function Deliveries({ view }: { view: ChannelWhole }) {
  const base = `/manage/channels/${view.slug}`
  const address = (state: DeliveryState | null, before: number | null) => {
    const query = new URLSearchParams({ ...(state && { state }), ...(before !== null && { before: String(before) }) })
    return query.size > 0 ? `${base}?${query}` : base
  }
  const tabs = [{ label: 'All', to: address(null, null), current: view.filter === null }]
  for (const [state, words] of Object.entries(deliveryStates) as [DeliveryState, { label: string }][]) {
    tabs.push({ label: words.label, to: address(state, null), current: view.filter === state })
  }
  return (
    <Section
      title="Deliveries"
      lead={
        view.filter
          ? deliveryStates[view.filter].means
          : view.bare
            ? 'What the platform sent, without what people wrote: that is kept only while a rule asks about it.'
            : 'Everything the platform sent, kept as it came.'
      }
      id="deliveries"
    >
      <div className="mb-4">
        <TabLinks look="chips" label="State of the delivery" tabs={tabs} />
      </div>
      {view.deliveries.length > 0 ? (
        <DeliveriesTable rows={view.deliveries} slug={view.slug} open={view.mayOpen} reader={view.reader} />
      ) : (
        <p className="py-6 text-muted">
          {view.filter || view.paged ? 'None of this kind.' : 'Nothing yet. Send something on the other side, and it appears here within a second.'}
        </p>
      )}
      <Pagination
        label="Pages of deliveries"
        newer={view.paged ? address(view.filter, null) : null}
        older={view.older === null ? null : address(view.filter, view.older)}
      />
    </Section>
  )
}

function Ignored({ accounts }: { accounts: readonly string[] }) {
  return (
    <Section
      title="Accounts that never earn"
      lead="Bots, staff and service accounts, by handle or id, one a line. What they do is recorded and gives nothing."
    >
      <Form method="post" className="flex max-w-xl flex-col items-start gap-3">
        <label htmlFor="accounts" className="sr-only">
          Accounts that never earn, one a line
        </label>
        <textarea
          id="accounts"
          name="accounts"
          rows={Math.min(10, Math.max(3, accounts.length + 1))}
          defaultValue={accounts.join('\n')}
          key={accounts.join('\n')}
          spellCheck={false}
          className="input-face font-mono text-sm"
        />
        <Button name="do" value="ignored" variant="outline">
          Save the list
        </Button>
      </Form>
    </Section>
  )
}
