import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { ChallengePolicy as Policy } from '#app/domain/challenges/policy.ts'

/** What holds for all challenges: the most that they give to one person a day. */
export function ChallengePolicy({ policy, errors, pointsName }: { policy: Policy; errors: string[]; pointsName: string }) {
  const busy = useNavigation().state === 'submitting'
  return (
    <Section
      title="A day’s limit"
      lead="What challenges and check-ins give to one person on one day of their own calendar. Whoever reaches it reads why they got less; the challenge still counts as done."
    >
      <Form method="post" className="flex flex-wrap items-end gap-4" preventScrollReset>
        <div className="w-64">
          <TextField
            key={policy.mostADay ?? 0}
            field={{ id: 'mostADay', name: 'mostADay', ...(errors.length > 0 && { errors }) }}
            label="At most a day"
            type="number"
            min={1}
            max={1_000_000}
            unit={pointsName}
            placeholder="no limit"
            defaultValue={policy.mostADay ?? ''}
          />
        </div>
        <Button variant="outline" pending={busy}>
          Save the limit
        </Button>
      </Form>
    </Section>
  )
}
