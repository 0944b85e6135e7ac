import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

export type AccessView = { name: string; label: string; hint: string; secret: boolean; optional: boolean; value: string; set: boolean }

/** How the hub calls the platform: its address, and a key that is sealed. */
export function ChannelAccess({ title, lead, fields, mayEdit }: { title: string; lead: string; fields: readonly AccessView[]; mayEdit: boolean }) {
  return (
    <Section title={`How the hub calls ${title}`} lead={lead}>
      <Form method="post" preventScrollReset className="flex max-w-xl flex-col items-start gap-5">
        {fields.map((field) => (
          <div key={field.name} className="w-full">
            <TextField
              field={{ id: `access-${field.name}`, name: field.name, defaultValue: field.secret ? '' : field.value, required: !field.optional }}
              label={field.label}
              hint={field.secret && field.set ? 'A key is set and sealed. Enter another to replace it.' : field.hint}
              type={field.secret ? 'password' : 'text'}
              autoComplete="off"
              spellCheck={false}
              disabled={!mayEdit}
            />
          </div>
        ))}
        {mayEdit && (
          <Button name="do" value="access" variant="outline">
            Save the access
          </Button>
        )}
      </Form>
    </Section>
  )
}
