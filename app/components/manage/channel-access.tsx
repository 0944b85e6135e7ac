import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'

export type AccessView = {
  name: string
  label: string
  hint: string
  secret: boolean
  optional: boolean
  lines: boolean
  value: string
  set: boolean
}

type Parts = {
  title: string
  lead: string
  fields: readonly AccessView[]
  /** Nothing is sent to the hub: it asks for everything. */
  polled: boolean
  mayEdit: boolean
}

/** How the hub calls the platform: its address, and a key that is sealed. */
export function ChannelAccess({ title, lead, fields, polled, mayEdit }: Parts) {
  return (
    <Section title={polled ? 'What to ask for' : `How the hub calls ${title}`} lead={lead}>
      <Form method="post" preventScrollReset className="flex max-w-xl flex-col items-start gap-5">
        {fields.map((field) => (
          <div key={field.name} className="w-full">
            {field.lines ? (
              <Lines field={field} mayEdit={mayEdit} />
            ) : (
              <TextField
                field={{ id: `access-${field.name}`, name: field.name, defaultValue: field.secret ? '' : field.value, required: !field.optional }}
                label={field.label}
                hint={hintOf(field)}
                type={field.secret ? 'password' : 'text'}
                autoComplete="off"
                spellCheck={false}
                disabled={!mayEdit}
              />
            )}
          </div>
        ))}
        {polled && mayEdit && (
          <TextField
            field={{ id: 'access-since', name: 'since', defaultValue: '', required: false }}
            label="Read the past, too, back to"
            hint="Optional. Left empty, only what happens from now on counts. With a day, everything since then is credited at once."
            type="date"
          />
        )}
        {mayEdit && (
          <Button name="do" value="access" variant="outline">
            {polled ? 'Save' : 'Save the access'}
          </Button>
        )}
      </Form>
    </Section>
  )
}

function Lines({ field, mayEdit }: { field: AccessView; mayEdit: boolean }) {
  return (
    <TextareaField
      field={{ id: `access-${field.name}`, name: field.name, defaultValue: field.value, required: !field.optional }}
      label={field.label}
      hint={hintOf(field)}
      rows={Math.min(12, Math.max(4, field.value.split('\n').length + 1))}
      autoComplete="off"
      spellCheck={false}
      disabled={!mayEdit}
      className="font-mono text-sm"
    />
  )
}

function hintOf({ secret, set, optional, hint }: AccessView): string {
  if (secret && set) return 'A key is set and sealed. Enter another to replace it.'
  return optional ? `Optional. ${hint}` : hint
}
