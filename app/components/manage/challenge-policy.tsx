import type { ChallengePolicy as Policy } from '#app/domain/challenges/policy.ts'

import { NumberPolicy } from './number-policy.tsx'

/** What holds for all challenges: the most that they give to one person a day. */
export function ChallengePolicy({ policy, errors, pointsName }: { policy: Policy; errors: string[]; pointsName: string }) {
  return (
    <NumberPolicy
      title="A day’s limit"
      lead="What challenges and check-ins give to one person on one day of their own calendar. Whoever reaches it reads why they got less; the challenge still counts as done."
      asked={{ name: 'mostADay', label: 'At most a day', unit: pointsName, min: 1, max: 1_000_000, placeholder: 'no limit' }}
      value={policy.mostADay ?? null}
      errors={errors}
      save="Save the limit"
    />
  )
}
