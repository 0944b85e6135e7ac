import type { ReactNode } from 'react'

import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'

import { type Told, ToldNotice } from './told.tsx'

/** Which of a channel's own pages there are besides its first. */
export type ChannelTabs = { past: boolean; mapping: boolean; gives: boolean; /** Nothing is sent to the hub: it asks. */ asked: boolean }

type Tab = 'channel' | 'past' | 'mapping' | 'gives'

/** The row of links between the pages of one channel. */
export function ChannelTabLinks({ slug, tabs, current }: { slug: string; tabs: ChannelTabs; current: Tab }) {
  const base = `/manage/channels/${slug}`
  const all: { id: Tab; label: string; to: string; shown: boolean }[] = [
    { id: 'channel', label: tabs.asked ? 'Asking' : 'Connection and deliveries', to: base, shown: true },
    { id: 'past', label: tabs.asked ? 'What is asked for' : 'Past and access', to: `${base}/past`, shown: tabs.past },
    { id: 'gives', label: 'Giving back', to: `${base}/gives`, shown: tabs.gives },
    { id: 'mapping', label: 'Messages in another form', to: `${base}/mapping`, shown: tabs.mapping },
  ]
  const shown = all.filter((tab) => tab.shown)
  if (shown.length < 2) return null
  return (
    <div className="mb-7">
      <TabLinks label="Pages of this channel" tabs={shown.map(({ id, label, to }) => ({ label, to, current: id === current }))} />
    </div>
  )
}

/** The frame of a channel's further pages: where it stands, what was said. */
export function ChannelFrame({
  title,
  slug,
  tabs,
  current,
  told,
  children,
}: {
  title: string
  slug: string
  tabs: ChannelTabs
  current: Tab
  told: Told | null
  children: ReactNode
}) {
  return (
    <>
      <PageHeader dense title={title} crumbs={[{ label: 'Channels', to: '/manage/channels' }, { label: title }]} />
      <ChannelTabLinks slug={slug} tabs={tabs} current={current} />
      <div className="flex flex-col gap-10">
        <ToldNotice told={told} />
        {children}
      </div>
    </>
  )
}
