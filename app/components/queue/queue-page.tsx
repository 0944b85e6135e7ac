import { Form, useRevalidator } from '@remix-run/react'
import { useMemo } from 'react'

import { useLive } from '#app/components/shell/live.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { itemKey, kindTitles } from '#app/domain/reviews/queue.ts'

import type { QueueView } from './panel-view.ts'
import { QueueList } from './queue-list.tsx'
import { SubmissionView } from './submission-view.tsx'
import { queueKeys, useKeys } from './use-keys.ts'
import { DisputeView, FlagView, LinkView, type Place, VerdictForms } from './verdict-forms.tsx'

const toldWords: Record<string, string> = {
  approve: 'Approved. The member reads it now.',
  return: 'Returned, with your reason. Their text is kept.',
  reject: 'Rejected, with your reason.',
  counted: 'Your approval counts. It waits for somebody else now.',
  many: 'Approved at once.',
  undone: 'All taken back: every award is reversed, and everything waits again.',
  flag: 'Done.',
  dispute: 'Answered. The member reads it now.',
}

type Props = {
  view: QueueView
  sent: { refusal: string | null; errors: Record<string, string[] | null> }
  reader: { zone: string; locale: string; now: string; pointsName: string }
}

/** The work queue: what waits on the left, the one that is open on the right. Every step is a link or a form, and has a key. */
export function QueuePage({ view, sent, reader }: Props) {
  const { revalidate } = useRevalidator()
  // Others decide too: what is open here must still wait.
  useLive('/live', revalidate, { always: true })
  const query = (part: Record<string, string | null>): string => {
    const all = Object.entries({ ...view.filter, ...part }).filter((pair): pair is [string, string] => Boolean(pair[1]))
    return all.length > 0 ? `${view.base}?${new URLSearchParams(all).toString()}` : view.base
  }
  const addressOf = (key: string): string => query({ item: key })
  const keys = useMemo(() => view.items.map(itemKey), [view.items])
  const at = view.selected === null ? -1 : keys.indexOf(view.selected)
  const [before, after] = [keys[at - 1], keys[at + 1]]
  useKeys(before ? addressOf(before) : null, after ? addressOf(after) : null)
  const place: Place = { where: query({}).split('?')[1] ?? '', next: view.next, errors: sent.errors }
  const total = view.counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="flex flex-col gap-6">
      {view.told && !sent.refusal && toldWords[view.told] && (
        <Notice tone="good" announce>
          {toldWords[view.told]}
        </Notice>
      )}
      {sent.refusal && (
        <Notice tone="danger" announce>
          {sent.refusal}
        </Notice>
      )}
      <Undo view={view} place={place} reader={reader} />
      <Filters view={view} total={total} query={query} />
      {view.items.length === 0 && (
        <EmptyState title="Nothing waits" leaves={9}>
          Whatever members hand in, ask or report appears here, the oldest first.
        </EmptyState>
      )}
      {view.items.length > 0 && (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 xl:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
          <div className="flex flex-col gap-4 max-xl:order-2">
            <QueueList items={view.items} selected={view.selected} addressOf={addressOf} now={reader.now} />
            <BulkForm view={view} place={place} />
            <Keys />
          </div>
          <section aria-label="What is open" className="card p-5 sm:p-6 xl:sticky xl:top-6">
            <PanelView view={view} place={place} reader={reader} />
          </section>
        </div>
      )}
    </div>
  )
}

function PanelView({ view, place, reader }: { view: QueueView; place: Place; reader: Props['reader'] }) {
  const { panel, staff } = view
  const voice = { zone: reader.zone, locale: reader.locale, now: reader.now }
  if (!panel) return <p className="text-muted">This was decided a moment ago.</p>
  if (panel.kind === 'submission')
    return (
      <div className="flex flex-col gap-6" key={panel.id}>
        <SubmissionView panel={panel} staff={staff} reader={voice} />
        <VerdictForms panel={panel} place={place} pointsName={reader.pointsName} />
      </div>
    )
  if (panel.kind === 'dispute')
    return <DisputeView key={panel.id} panel={panel} place={place} staff={staff} pointsName={reader.pointsName} reader={voice} />
  if (panel.kind === 'flag') return <FlagView key={panel.id} panel={panel} place={place} reader={voice} />
  return <LinkView panel={panel} />
}

function Filters({ view, total, query }: { view: QueueView; total: number; query: (part: Record<string, string | null>) => string }) {
  const { kind, language } = view.filter
  const kinds = view.counts.map((one) => ({
    label: kindTitles[one.kind].many,
    to: query({ kind: one.kind }),
    current: kind === one.kind,
    count: one.count,
  }))
  return (
    <div className="flex flex-wrap items-center gap-4">
      {view.counts.length > 0 && (
        <TabLinks look="chips" label="What" tabs={[{ label: 'All', to: query({ kind: null }), current: kind === null, count: total }, ...kinds]} />
      )}
      {view.languages.length > 1 && (
        <TabLinks
          look="chips"
          label="Language"
          tabs={[
            { label: 'Any language', to: query({ language: null }), current: language === null },
            ...view.languages.map((one) => ({ label: one.toUpperCase(), to: query({ language: one }), current: language === one })),
          ]}
        />
      )}
    </div>
  )
}

function BulkForm({ view, place }: { view: QueueView; place: Place }) {
  if (!view.items.some((item) => item.bulk !== undefined)) return null
  const tickAll = () => {
    const boxes = [...document.querySelectorAll<HTMLInputElement>('input[form="bulk"]')]
    const on = boxes.some((box) => !box.checked)
    for (const box of boxes) box.checked = on
  }
  return (
    <Form id="bulk" method="post" className="flex flex-wrap items-center gap-3" preventScrollReset>
      <input type="hidden" name="do" value="bulk" />
      <input type="hidden" name="key" value={view.formKey} />
      <input type="hidden" name="where" value={place.where} />
      <Button variant="outline" size="sm">
        Approve what is ticked
      </Button>
      <Button type="button" variant="ghost" size="sm" onClick={tickAll}>
        Tick all
      </Button>
      <p className="w-full text-sm text-muted">Each is paid, the least where an amount can be chosen. You can take it all back for ten minutes.</p>
    </Form>
  )
}

function Undo({ view, place, reader }: { view: QueueView; place: Place; reader: Props['reader'] }) {
  return view.undo.map((bulk, n) => (
    <Form key={bulk.id} method="post" preventScrollReset>
      <input type="hidden" name="do" value="undo" />
      <input type="hidden" name="bulk" value={bulk.id} />
      <input type="hidden" name="where" value={place.where} />
      <Notice
        tone="info"
        title={`${bulk.count} approved at once`}
        action={
          <Button variant="outline" size="sm" data-key={n === 0 ? 'undo' : undefined}>
            Take all {bulk.count} back
          </Button>
        }
      >
        Until <Time iso={bulk.until} zone={reader.zone} locale={reader.locale} now={reader.now} look="time" /> one button takes them back.
      </Notice>
    </Form>
  ))
}

function Keys() {
  return (
    <div data-key="help" className="max-sm:hidden">
      <Disclosure summary="Keys">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {queueKeys.map(([key, deed]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded-sm border bg-sunk px-1.5 py-0.5">{key}</kbd>
              </dt>
              <dd className="text-muted">{deed}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  )
}
