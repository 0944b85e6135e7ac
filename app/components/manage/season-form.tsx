import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, useNavigation } from '@remix-run/react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { seasonSchema } from '#app/domain/boards/seasons.ts'

/** What the form starts with; `id` is null for a new season. Times are wall clock times of the program. */
export type SeasonStart = { id: number | null; title: string; startsAt: string; endsAt: string; winners: number }

/** Plans a season, or changes one that has not started. */
export function SeasonForm({
  start,
  zone,
  lastResult,
  refusal,
}: {
  start: SeasonStart
  zone: string
  lastResult?: SubmissionResult<string[]> | null
  refusal?: string | null
}) {
  const [form, fields] = useForm({
    id: 'season',
    lastResult,
    defaultValue: { title: start.title, startsAt: start.startsAt, endsAt: start.endsAt, winners: String(start.winners) },
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: seasonSchema }),
  })
  const busy = useNavigation().formData?.get('do') === 'plan'
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate preventScrollReset className="flex max-w-xl flex-col gap-5">
      <input type="hidden" name="do" value="plan" />
      <input type="hidden" name="id" value={start.id ?? ''} />
      {refusal && (
        <Notice tone="danger" announce>
          {refusal}
        </Notice>
      )}
      <TextField field={fields.title} label="Title" placeholder="Winter 2027" />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField field={fields.startsAt} type="datetime-local" step={1} label="Starts" hint={`Wall clock of ${zone}.`} />
        <TextField field={fields.endsAt} type="datetime-local" step={1} label="Ends" hint="The first moment that no longer counts." />
      </div>
      <TextField
        field={fields.winners}
        type="number"
        min={1}
        max={100}
        label="Winners"
        hint="So many first places get a medal, and rules can pay them."
      />
      <div className="flex flex-wrap gap-3">
        <Button pending={busy}>{start.id === null ? 'Plan the season' : 'Save the season'}</Button>
        {start.id !== null && (
          <ButtonLink to="/manage/boards" variant="ghost">
            Leave it as it is
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}
