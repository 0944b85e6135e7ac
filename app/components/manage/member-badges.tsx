import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'

import { Line } from './plain-fields.tsx'

export type MemberBadge = { slug: string; title: string; tier: number; times: boolean }
type Props = { held: readonly MemberBadge[]; choices: { value: string; label: string }[]; formKey: string; refusal: string | null; mayGive: boolean }

/** The badges a member holds, and the form that gives one by hand or takes it back. */
export function MemberBadges({ held, choices, formKey, refusal, mayGive }: Props) {
  return (
    <div className="flex flex-col gap-5">
      {held.length === 0 ? (
        <p className="text-muted">None yet.</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {held.map((badge) => (
            <li key={badge.slug}>
              <Pill tone="good">
                {badge.title} {badge.times ? `${badge.tier}×` : badge.tier > 1 ? badge.tier : ''}
              </Pill>
            </li>
          ))}
        </ul>
      )}
      {mayGive && choices.length > 0 && (
        <Form method="post" preventScrollReset className="flex flex-col gap-4">
          <input type="hidden" name="key" value={formKey} />
          {refusal && (
            <Notice tone="danger" announce title="Nothing was changed">
              {refusal}
            </Notice>
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField field={{ id: 'badge', name: 'badge' }} label="Badge given by hand" choices={choices} />
            <Line name="why" label="Reason" hint="It stands in the audit log." required />
          </div>
          <div className="flex gap-3">
            <Button name="way" value="give">
              Give it
            </Button>
            <Button name="way" value="take" variant="outline">
              Take one back
            </Button>
          </div>
        </Form>
      )}
    </div>
  )
}
