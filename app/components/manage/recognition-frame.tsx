import type { ReactNode } from 'react'

import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'

const tabs = [
  { id: 'levels', label: 'Levels' },
  { id: 'badges', label: 'Badges' },
  { id: 'cards', label: 'Stamp cards' },
  { id: 'streaks', label: 'Streaks' },
  { id: 'paths', label: 'Paths' },
] as const

type Props = { tab: (typeof tabs)[number]['id']; lead: string; saved: boolean; faults?: readonly string[]; children: ReactNode }

/** The frame around the pages on which managers say what members can reach: tabs, what was saved, what is wrong. */
export function RecognitionFrame({ tab, lead, saved, faults = [], children }: Props) {
  return (
    <>
      <PageHeader dense title="Recognition" lead={lead} />
      <div className="mb-7">
        <TabLinks label="Kinds of recognition" tabs={tabs.map(({ id, label }) => ({ label, to: `/manage/${id}`, current: id === tab }))} />
      </div>
      {faults.length > 0 ? (
        <div className="mb-6">
          <Notice tone="danger" announce title="Nothing was saved">
            <ul className={faults.length > 1 ? 'list-disc pl-4' : undefined}>
              {faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        </div>
      ) : (
        saved && (
          <div className="mb-6">
            <Notice tone="good" announce>
              Saved. Members stand by it from this moment on.
            </Notice>
          </div>
        )
      )}
      {children}
    </>
  )
}
