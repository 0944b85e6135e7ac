import { NumberPolicy } from './number-policy.tsx'

/** For how many days a lower price of a rule is announced before it holds. */
export function NoticePolicy({ days, errors }: { days: number; errors: string[] }) {
  return (
    <NumberPolicy
      title="Notice before a rule pays less"
      lead="A change that pays less is announced on “How to earn” at once and holds after these days; until then the old price is paid. A change that pays more holds at once."
      asked={{ name: 'noticeDays', label: 'Announced for', unit: 'days', min: 0, max: 90 }}
      value={days}
      errors={errors}
      save="Save the notice"
      intent="notice"
    />
  )
}
