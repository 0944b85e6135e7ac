import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { StorePolicy } from '#app/domain/store/caution.ts'

/** What holds for the whole store: money, waiting, notice, erasure and trust. */
export function PolicyForm({ policy, errors }: { policy: StorePolicy; errors: Record<string, string[]> }) {
  const field = (name: keyof StorePolicy) => ({ id: `policy-${name}`, name, errors: errors[name], required: name !== 'yearlyLimit' })
  const days = (name: keyof StorePolicy, label: string, hint: string) => (
    <TextField field={field(name)} label={label} hint={hint} type="number" min={0} defaultValue={policy[name] as number} unit="days" />
  )
  return (
    <Form method="post" className="grid gap-5 sm:grid-cols-2">
      <TextField field={field('unit')} label="Money is in" defaultValue={policy.unit} hint="Three letters, such as EUR." maxLength={3} />
      <TextField
        field={field('yearlyLimit')}
        label="Yearly value for one person"
        hint="By tax value. What passes it waits for a person. Empty: no limit."
        type="number"
        step="0.01"
        min={0}
        defaultValue={policy.yearlyLimit === null ? '' : policy.yearlyLimit / 100}
        unit={policy.unit}
      />
      {days('holdDays', 'An order waits for a yes at most', 'Then everything goes back by itself.')}
      {days('noticeDays', 'A higher price is announced', 'Before it holds. Whoever wished for it hears of it.')}
      {days('addressDays', 'An address is erased', 'So many days after the order is done.')}
      {days('trustDays', 'A member is trusted after', 'And after the orders beside. Until then a person looks at each order.')}
      <TextField field={field('trustOrders')} label="Orders delivered before that" type="number" min={0} defaultValue={policy.trustOrders} />
      <TextField field={field('burst')} label="Orders in a day that make a person look" type="number" min={1} defaultValue={policy.burst} />
      <div className="sm:col-span-2">
        <Button>Save</Button>
      </div>
    </Form>
  )
}
