import { Form, useNavigation } from '@remix-run/react'

import { type FaceView, PersonLine } from '#app/components/together/person-line.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'

import { type Draft, DraftChoice, DraftLine, DraftLines, textOf } from './draft-fields.tsx'

type Listed = { memberId: number; face: FaceView; reasons: { label: string; value: string }[]; honored: number }
type Props = { draft: Draft; candidates: readonly Listed[]; badges: { value: string; label: string }[]; month: string }

/** The shortlist with what speaks for each, and what is published with the one who is picked. */
export function SpotlightForm({ draft, candidates, badges, month }: Props) {
  const busy = useNavigation().formData?.get('do') === 'publish'
  if (candidates.length === 0) return <EmptyState title="Nobody earned anything in this month" leaves={1} children="Choose another month." />
  return (
    <Form method="post" preventScrollReset className="flex flex-col gap-7">
      <input type="hidden" name="do" value="publish" />
      <input type="hidden" name="month" value={month} />
      <fieldset>
        <legend className="mb-3 text-sm font-semibold">Who</legend>
        <ol className="grid gap-3 lg:grid-cols-2">
          {candidates.map((one, index) => (
            <li key={one.memberId}>
              <label className="card flex items-start gap-4 p-4 hover:border-leaf has-checked:border-leaf has-checked:bg-leaf-soft">
                <input
                  type="radio"
                  name="memberId"
                  value={one.memberId}
                  defaultChecked={textOf(draft, 'memberId') === String(one.memberId)}
                  className="mt-2 size-4 shrink-0"
                />
                <span className="min-w-0">
                  <span className="flex items-center gap-3">
                    <span className="text-muted tabular-nums">{index + 1}</span>
                    <PersonLine face={one.face} />
                  </span>
                  <span className="mt-2 block text-sm text-muted">
                    {one.reasons.map((reason) => `${reason.label}: ${reason.value}`).join(' · ')}
                    {one.honored > 0 && ` · honored ${one.honored === 1 ? 'once' : `${one.honored} times`} within a year`}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ol>
      </fieldset>
      <div className="grid max-w-3xl gap-5 sm:grid-cols-2">
        <DraftLine draft={draft} name="title" label="Title" required />
        <DraftLine draft={draft} name="points" label="Points with it" type="number" min={0} />
        <div className="sm:col-span-2">
          <DraftLines draft={draft} name="citation" label="Why" rows={4} hint="They read it beside the points, and it stands in the hall of fame." />
        </div>
        <DraftChoice draft={draft} name="badge" label="A badge with it" choices={[{ value: '', label: 'None' }, ...badges]} />
      </div>
      <div>
        <Button pending={busy}>Publish, and give the award</Button>
      </div>
    </Form>
  )
}
