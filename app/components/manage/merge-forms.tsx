import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { type MergeForm, mergeSchema } from '#app/domain/members/merges.ts'

type Party = { id: number; handle: string; name: string; mergedInto: number | null }
type Props = { one: Party; other: Party; together: boolean; lastResult: SubmissionResult<string[]> | null; refusal: string | null }

/** Makes one person of two accounts, or parts them again. */
export function MergeForms({ one, other, together, lastResult, refusal }: Props) {
  return (
    <>
      {refusal && (
        <Notice tone="danger" announce title="Nothing was changed">
          {refusal}
        </Notice>
      )}
      {together ? <SplitForm account={one.mergedInto === null ? other : one} /> : <MergeFields one={one} other={other} lastResult={lastResult} />}
    </>
  )
}

function SplitForm({ account }: { account: Party }) {
  return (
    <Section
      title="Split them"
      lead={`@${account.handle} gets back every line, word, place and level, entry for entry, as if the two had never been one. Both sign in anew.`}
    >
      <Form method="post">
        <input type="hidden" name="do" value="split" />
        <input type="hidden" name="account" value={account.id} />
        <Button variant="danger">Split @{account.handle} off</Button>
      </Form>
    </Section>
  )
}

function MergeFields({ one, other, lastResult }: Omit<Props, 'together' | 'refusal'>) {
  const [form, fields] = useForm<MergeForm>({
    id: 'merge',
    lastResult,
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: mergeSchema }),
  })
  const card = (kept: Party, gone: Party) => ({
    value: String(kept.id),
    label: `@${kept.handle}`,
    description: `${kept.name} is the person. The page of @${gone.handle} leads here, and its ways to sign in too.`,
  })
  return (
    <Section title="Make one person of them" lead="Points, limits, levels and boards count together from then on. You can split them at any time.">
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-5">
        <RadioCards
          field={{ id: 'keep', name: 'keep' }}
          label="Which profile stays"
          cards={[card(one, other), card(other, one)]}
          defaultValue={String(one.id)}
        />
        <TextareaField key={fields.reason.key} field={fields.reason} rows={3} label="How you know" hint="It stands in the audit log." />
        <div>
          <Button>Merge them</Button>
        </div>
      </Form>
    </Section>
  )
}
