import type { ReactNode } from 'react'

import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'

const tabs = [
  { id: 'contests', label: 'Contests' },
  { id: 'raffles', label: 'Raffles' },
  { id: 'events', label: 'Events' },
  { id: 'teams', label: 'Teams' },
  { id: 'goals', label: 'Goals' },
  { id: 'spotlights', label: 'Spotlights' },
  { id: 'surprises', label: 'Surprises' },
] as const

type Props = {
  tab: (typeof tabs)[number]['id']
  lead: string
  told?: string | null
  faults?: readonly string[]
  actions?: ReactNode
  children: ReactNode
}

/** The frame around the pages on which managers run what members do together: tabs, what was done, what is wrong. */
export function TogetherFrame({ tab, lead, told, faults = [], actions, children }: Props) {
  return (
    <>
      <PageHeader dense title="Together" lead={lead} actions={actions} />
      <div className="mb-7">
        <TabLinks label="Together" tabs={tabs.map(({ id, label }) => ({ label, to: `/manage/${id}`, current: id === tab }))} />
      </div>
      {(faults.length > 0 || told) && (
        <div className="mb-6">
          <Told told={told} faults={faults} />
        </div>
      )}
      {children}
    </>
  )
}

/** What was done, or what is wrong. */
export function Told({ told, faults = [] }: { told?: string | null; faults?: readonly string[] }) {
  if (faults.length === 0) return told ? <Notice tone="good" announce children={told} /> : null
  return (
    <Notice tone="danger" announce title="Nothing was changed">
      <ul className={faults.length > 1 ? 'list-disc pl-4' : undefined}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </Notice>
  )
}
