import type { ReactNode } from 'react'

import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'

import { type Told, ToldNotice } from './told.tsx'

type Place = 'channels' | 'deliveries' | 'imports' | 'rehearsal'

const places: { id: Place; label: string; to: string }[] = [
  { id: 'channels', label: 'Channels', to: '/manage/channels' },
  { id: 'deliveries', label: 'Deliveries', to: '/manage/channels/deliveries' },
  { id: 'imports', label: 'Lists', to: '/manage/channels/lists' },
  { id: 'rehearsal', label: 'Rehearsal', to: '/manage/channels/rehearsal' },
]

const titles: Record<Place, string> = { channels: 'Channels', deliveries: 'Deliveries', imports: 'Lists', rehearsal: 'Rehearsal' }

/** The frame of the pages that look at all channels together. */
export function ChannelsFrame({
  current,
  lead,
  actions,
  told = null,
  children,
}: {
  current: Place
  lead: string
  actions?: ReactNode
  told?: Told | null
  children: ReactNode
}) {
  return (
    <>
      <PageHeader dense title={titles[current]} lead={lead} actions={actions} />
      <div className="mb-7">
        <TabLinks label="Pages about channels" tabs={places.map(({ id, label, to }) => ({ label, to, current: id === current }))} />
      </div>
      <div className="flex flex-col gap-8">
        <ToldNotice told={told} />
        {children}
      </div>
    </>
  )
}
