import { type Account, accountFields, fieldTitles } from '#app/domain/accounts/accounts.ts'

/** What a customer system says of a member, and what that rests on. */
export function MemberAccount({ account }: { account: Account & { consent: string; list: string } }) {
  const rows = accountFields.filter((field) => account[field] !== '').map((field) => ({ label: fieldTitles[field], value: account[field] }))
  return (
    <section aria-label="Account data" className="flex flex-col gap-2">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {rows.map((row) => (
          <div key={row.label}>
            <dt className="text-sm text-muted">{row.label}</dt>
            <dd className="font-medium break-words">{row.value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-muted">
        From the list “{account.list}”, by the consent {account.consent}.
      </p>
    </section>
  )
}
