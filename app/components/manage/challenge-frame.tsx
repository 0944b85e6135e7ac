import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import type { ChallengeState } from '#app/domain/challenges/challenges.ts'

import { ChallengeStatePill } from './challenge-state.tsx'

type Shown = { id: number; slug: string; title: string; state: ChallengeState; paused: boolean }
type Props = { tab: 'edit' | 'preview' | 'results'; challenge: Shown; told?: string | null; mayEdit?: boolean; children: ReactNode }

const toldWords: Record<string, string> = {
  added: 'This is your draft. Nobody sees it until you publish it.',
  saved: 'Saved.',
  published: 'It is published. Whoever it is meant for sees it when its window is open.',
  copied: 'This is the copy: a draft that nobody has done. Change what should be different.',
  template: 'It is kept as a template. You find it where new challenges begin.',
  close: 'It is closed. What is waiting for a person can still be looked at.',
  reopen: 'It is open again.',
  archive: 'It is put away. What members did and were paid for it stays.',
  restore: 'It is back, and closed. Open it again when you are ready.',
}

/** The frame around the pages of one challenge: its name and state, what can be done with the whole of it, and the way between its pages. */
export function ChallengeFrame({ tab, challenge, told, mayEdit = true, children }: Props) {
  const { id, slug, title, state, paused } = challenge
  const page = `/manage/challenges/${id}`
  const tabs = [
    ...(mayEdit ? [{ label: 'Edit', to: page, current: tab === 'edit' }] : []),

    { label: 'Through other eyes', to: `${page}/preview`, current: tab === 'preview' },
    { label: 'Results', to: `${page}/results`, current: tab === 'results' },
  ]
  return (
    <>
      <PageHeader
        dense
        title={
          <span className="flex flex-wrap items-center gap-3">
            {title} <ChallengeStatePill state={state} paused={paused} />
          </span>
        }
        crumbs={[{ label: 'Challenges', to: '/manage/challenges' }, { label: title }]}
        actions={
          <>
            {(state === 'published' || state === 'closed') && (
              <ButtonLink to={`/challenges/${slug}`} variant="ghost" size="sm">
                Its page
              </ButtonLink>
            )}
            {mayEdit && <Wholes id={id} state={state} />}
          </>
        }
      />
      <div className="mb-7">
        <TabLinks label="This challenge" tabs={tabs} />
      </div>
      {told && toldWords[told] && (
        <div className="mb-7">
          <Notice tone="good" announce>
            {toldWords[told]}
          </Notice>
        </div>
      )}
      {children}
    </>
  )
}

function Wholes({ id, state }: { id: number; state: ChallengeState }) {
  const buttons = [
    { wish: 'duplicate', label: 'Duplicate', shown: true },
    { wish: 'template', label: 'Keep as template', shown: true },
    { wish: 'close', label: 'Close', shown: state === 'published' },
    { wish: 'reopen', label: 'Open again', shown: state === 'closed' },
    { wish: 'archive', label: 'Put away', shown: state !== 'archived' },
    { wish: 'restore', label: 'Bring back', shown: state === 'archived' },
  ]
  return (
    <Form method="post" action={`/manage/challenges/${id}`} className="flex flex-wrap gap-2">
      {buttons
        .filter((button) => button.shown)
        .map(({ wish, label }) => (
          <Button key={wish} name="do" value={wish} variant="outline" size="sm">
            {label}
          </Button>
        ))}
    </Form>
  )
}
