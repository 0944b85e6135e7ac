import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

type Asked = { name: string; label: string; unit: string; min: number; max: number; placeholder?: string }

/** One number that holds for a whole program, with what it means and a button of its own. `intent` tells a page of several forms which one it is. */
export function NumberPolicy({
  title,
  lead,
  asked,
  value,
  errors,
  save,
  intent,
}: {
  title: string
  lead: string
  asked: Asked
  value: number | null
  errors: string[]
  save: string
  intent?: string
}) {
  const busy = useNavigation().state === 'submitting'
  const { name, ...field } = asked
  return (
    <Section title={title} lead={lead}>
      <Form method="post" className="flex flex-wrap items-end gap-4" preventScrollReset>
        <div className="w-60">
          <TextField
            key={value}
            field={{ id: name, name, ...(errors.length > 0 && { errors }) }}
            type="number"
            defaultValue={value ?? ''}
            {...field}
          />
        </div>
        <Button variant="outline" pending={busy} {...(intent && { name: 'intent', value: intent })}>
          {save}
        </Button>
      </Form>
    </Section>
  )
}
