import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { type EntryKind, entryKinds, entrySchema } from '#app/domain/contests/contests.ts'

/** What the form starts with; `id` is null for a new entry. */
export type EntryStart = { id: number | null; kind: EntryKind; title: string; text: string; url: string }

/** Hands an entry in, or changes one's own. */
export function EntryForm({
  start,
  takes,
  lastResult,
  refusal,
}: {
  start: EntryStart
  takes: readonly EntryKind[]
  lastResult?: SubmissionResult<string[]> | null
  refusal?: string | null
}) {
  const [form, fields] = useForm({
    id: 'entry',
    lastResult,
    defaultValue: start,
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: entrySchema }),
  })
  const busy = useNavigation().formData?.get('do') === 'enter'
  const onlyText = takes.length === 1 && takes[0] === 'text'
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate preventScrollReset className="flex max-w-xl flex-col gap-5">
      <input type="hidden" name="do" value="enter" />
      <input type="hidden" name="entry" value={start.id ?? ''} />
      {refusal && (
        <Notice tone="danger" announce title="It was not handed in">
          {refusal}
        </Notice>
      )}
      {takes.length === 1 ? (
        <input type="hidden" name="kind" value={takes[0]} />
      ) : (
        <SelectField field={fields.kind} label="It is" choices={takes.map((value) => ({ value, label: entryKinds[value] }))} />
      )}
      <TextField field={fields.title} label="Title" />
      {!onlyText && (
        <TextField field={fields.url} type="url" label="Web address" placeholder="https://" hint="Where your link or picture can be seen." />
      )}
      <TextareaField field={fields.text} rows={5} label={onlyText ? 'Your entry' : 'Your entry, or a few words about it'} />
      <div className="flex flex-wrap gap-3">
        <Button pending={busy}>{start.id === null ? 'Hand it in' : 'Save my entry'}</Button>
      </div>
    </Form>
  )
}
