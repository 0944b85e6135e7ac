import { Form, useNavigation } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

/** For how many days a lower price of a rule is announced before it holds. */
export function NoticePolicy({ days, errors }: { days: number; errors: string[] }) {
  const busy = useNavigation().state === 'submitting'
  return (
    <Section
      title="Notice before a rule pays less"
      lead="A change that pays less is announced on “How to earn” at once and holds after these days; until then the old price is paid. A change that pays more holds at once."
    >
      <Form method="post" className="flex flex-wrap items-end gap-4" preventScrollReset>
        <div className="w-48">
          <TextField
            key={days}
            field={{ id: 'noticeDays', name: 'noticeDays', ...(errors.length > 0 && { errors }) }}
            label="Announced for"
            type="number"
            min={0}
            max={90}
            unit="days"
            defaultValue={days}
          />
        </div>
        <Button variant="outline" pending={busy} name="intent" value="notice">
          Save the notice
        </Button>
      </Form>
    </Section>
  )
}
