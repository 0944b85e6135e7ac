import { Form, Link, useNavigation } from '@remix-run/react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { kindTitles } from '#app/domain/reviews/queue.ts'

import type { DisputePanel, FlagPanel, LinkPanel, SubmissionPanel } from './panel-view.ts'
import { SubmissionView } from './submission-view.tsx'

/** What every form of the queue carries: where the reader stands, and what comes next. `errors` are those of the form that was sent last, by field. */
export type Place = { where: string; next: string | null; errors: Record<string, string[] | null> }
type Voice = { zone: string; locale: string; now: string }

function Hidden({ wanted, place, values }: { wanted: string; place: Place; values: Record<string, string | number> }) {
  return (
    <>
      <input type="hidden" name="do" value={wanted} />
      <input type="hidden" name="where" value={place.where} />
      {place.next && <input type="hidden" name="next" value={place.next} />}
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** Approve, return or reject; three forms, so that each works without script. */
export function VerdictForms({ panel, place, pointsName }: { panel: SubmissionPanel; place: Place; pointsName: string }) {
  const ids = { submission: panel.id, version: panel.version }
  const busy = useNavigation().state === 'submitting'
  const { range } = panel
  const field = (name: string) => ({
    id: `${name}-${panel.id}`,
    name: name.replace(/^.*-/, ''),
    errors: place.errors[name.replace(/^.*-/, '')] ?? undefined,
  })
  return (
    <div className="flex flex-col gap-2 border-t pt-5">
      <Form method="post" className="flex flex-wrap items-end gap-4" preventScrollReset>
        <Hidden wanted="verdict" place={place} values={{ ...ids, verdict: 'approve' }} />
        {range && (
          <div className="w-44">
            <TextField
              field={field('points')}
              type="number"
              min={range.min}
              max={range.max}
              defaultValue={range.min}
              label={`How many ${pointsName}`}
              hint={`${range.min} to ${range.max}`}
            />
          </div>
        )}
        <div className="min-w-56 flex-1">
          <TextField field={field('note')} label="A word to the member" placeholder="Optional. It stands beside the award." maxLength={500} />
        </div>
        <Button pending={busy} data-key="approve">
          Approve
        </Button>
      </Form>
      {(['return', 'reject'] as const).map((verdict) => (
        <div key={verdict} data-part={verdict}>
          <Disclosure summary={verdict === 'return' ? 'Return for a change' : 'Reject'} open={verdict === 'return' && Boolean(place.errors.reason)}>
            <Form method="post" className="flex flex-col gap-3" preventScrollReset>
              <Hidden wanted="verdict" place={place} values={{ ...ids, verdict }} />
              <TextareaField
                field={field(`${verdict}-reason`)}
                label="Reason"
                hint={
                  verdict === 'return'
                    ? 'The member reads it, keeps the text, and hands it in again.'
                    : 'The member reads it, and can ask somebody else to look.'
                }
                rows={3}
                required
                minLength={10}
              />
              <div>
                <Button variant={verdict === 'return' ? 'outline' : 'danger'} pending={busy}>
                  {verdict === 'return' ? 'Return it' : 'Reject it'}
                </Button>
              </div>
            </Form>
          </Disclosure>
        </div>
      ))}
    </div>
  )
}

/** A request for a second judgment, with what it is about, and the form for whoever may answer it. */
export function DisputeView({
  panel,
  place,
  staff,
  pointsName,
  reader,
}: {
  panel: DisputePanel
  place: Place
  staff: boolean
  pointsName: string
  reader: Voice
}) {
  const { submission, measure } = panel
  return (
    <div className="flex flex-col gap-6">
      <div>
        <h2 className="text-lg font-bold">{panel.who} asks for a second judgment</h2>
        <p className="text-muted">
          {panel.title}, promised by <Time iso={panel.dueAt} {...reader} look="date" />
          {panel.overdue && <strong className="ml-2 text-danger">overdue</strong>}
        </p>
        <blockquote className="mt-3 border-l-3 border-gold pl-4 whitespace-pre-line">{panel.reason}</blockquote>
      </div>
      {measure && (
        <div className="rounded-lg border p-4">
          <p className="font-semibold">{measure.step}</p>
          <p className="whitespace-pre-line">{measure.reason}</p>
          {measure.note && <p className="mt-2 text-sm whitespace-pre-line text-muted">For staff: {measure.note}</p>}
        </div>
      )}
      {submission && <SubmissionView panel={submission} staff={staff} reader={reader} />}
      {panel.barred && <Notice tone="info">{panel.barred}</Notice>}
      {!panel.barred && (
        <Form method="post" className="flex flex-col gap-4 border-t pt-5" preventScrollReset>
          <Hidden wanted="dispute" place={place} values={{ dispute: panel.id }} />
          <TextareaField
            field={{ id: `answer-${panel.id}`, name: 'answer', errors: place.errors.answer ?? undefined }}
            label="Your answer"
            hint={`${panel.who} reads it.`}
            rows={4}
            required
            minLength={10}
          />
          {submission?.range && (
            <div className="w-44">
              <TextField
                field={{ id: 'points', name: 'points' }}
                type="number"
                min={submission.range.min}
                max={submission.range.max}
                defaultValue={submission.range.min}
                label={`How many ${pointsName}`}
              />
            </div>
          )}
          <div className="flex flex-wrap gap-3">
            <Button name="outcome" value="changed" data-key="approve">
              {submission ? 'Approve it after all' : 'Lift it'}
            </Button>
            <Button name="outcome" value="kept" variant="outline">
              It stays as it is
            </Button>
          </div>
        </Form>
      )}
    </div>
  )
}

/** A flag, and what to do about it. */
export function FlagView({ panel, place, reader }: { panel: FlagPanel; place: Place; reader: Voice }) {
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h2 className="text-lg font-bold">{panel.title}</h2>
        <p className="text-muted">
          {panel.sort}
          {panel.memberId !== null && (
            <>
              {', '}
              <Link to={`/manage/members/${panel.memberId}`} className="text-link">
                {panel.who}
              </Link>
            </>
          )}
          , <Time iso={panel.raisedAt} {...reader} />
        </p>
      </div>
      <p className="max-w-prose whitespace-pre-line">{panel.detail}</p>
      <Link to={panel.url} className="text-link">
        Open where it happened
      </Link>
      <Form method="post" className="flex flex-col gap-4 border-t pt-5" preventScrollReset>
        <Hidden wanted="flag" place={place} values={{ flag: panel.id }} />
        <TextareaField
          field={{ id: `note-${panel.id}`, name: 'note' }}
          label="Note"
          rows={3}
          hint="Where something is removed, the member reads it."
        />
        <div className="flex flex-wrap gap-3">
          <Button name="outcome" value="dismissed" data-key="approve">
            Nothing wrong
          </Button>
          <Button name="outcome" value="acted" variant="danger">
            {panel.sort === 'Reported comment' ? 'Remove the comment' : 'I acted on it'}
          </Button>
          {panel.memberId !== null && (
            <ButtonLink variant="outline" to={`/manage/members/${panel.memberId}/conduct`}>
              Conduct
            </ButtonLink>
          )}
        </div>
      </Form>
    </div>
  )
}

/** Something that is handled on a page of its own. */
export function LinkView({ panel }: { panel: LinkPanel }) {
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h2 className="text-lg font-bold">{panel.item.title}</h2>
        <p className="text-muted">{kindTitles[panel.item.kind].one}</p>
      </div>
      <p className="max-w-prose">{panel.item.detail}</p>
      {panel.item.href && (
        <div>
          <ButtonLink to={panel.item.href} data-key="approve">
            Open it
          </ButtonLink>
        </div>
      )}
    </div>
  )
}
