import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { type OrderState, openStates } from '#app/domain/store/orders.ts'

type Props = {
  state: OrderState
  moves: readonly OrderState[]
  parcel: string
  /** What comes back on a no, in words. */
  points: string
  /** Who outside hands it out, by name; null where our own hands do. */
  outside: string | null
}

/** What staff can do with an order in its state; only what is allowed is offered, and nobody packs what somebody outside sends. */
export function OrderDecision({ state, moves, parcel, points, outside }: Props) {
  if (moves.length === 0) return <p className="text-muted">This order is done.</p>
  return (
    <div className="flex flex-col gap-4">
      {outside && openStates.includes(state) && <p className="text-muted">{outside} hands it out. What it tells moves the order by itself.</p>}
      <div className="flex flex-wrap gap-3">
        {moves.includes('approved') && <Step what="approve">Say yes</Step>}
        {moves.includes('in_fulfillment') && !outside && <Step what="pack">Hand to the packers</Step>}
        {moves.includes('delivered') && <Step what="deliver">It was delivered</Step>}
      </div>
      {moves.includes('shipped') && (
        <Form method="post" className="card flex flex-col items-start gap-4 p-5">
          <input type="hidden" name="do" value="ship" />
          <input type="hidden" name="parcel" value={parcel} />
          <p className="font-semibold">It left the house</p>
          <div className="grid w-full gap-4 sm:grid-cols-3">
            <TextField field={{ id: 'carrier', name: 'carrier' }} label="Carrier" />
            <TextField field={{ id: 'number', name: 'number' }} label="Tracking number" />
            <TextField field={{ id: 'url', name: 'url' }} label="Link for tracking" />
          </div>
          <Button variant="outline">It is on its way</Button>
        </Form>
      )}
      {moves.includes('rejected') && <Ending what="reject" title="Say no" action="Decline, and give it back" points={points} />}
      {moves.includes('cancelled') && <Ending what="cancel" title="Cancel it" action="Cancel, and give it back" points={points} />}
      {state === 'in_fulfillment' && (
        <Ending what="missing" title="It is not there: out of stock at the packer" action="Cancel, and correct the stock" points={points} />
      )}
      {moves.includes('returned') && <Ending what="return" title="It came back" action="Take it back, and give the points back" points={points} />}
    </div>
  )
}

function Step({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <Form method="post">
      <Button name="do" value={what}>
        {children}
      </Button>
    </Form>
  )
}

function Ending({ what, title, action, points }: { what: string; title: string; action: string; points: string }) {
  return (
    <Disclosure summary={title}>
      <Form method="post" className="flex flex-col items-start gap-4">
        <input type="hidden" name="do" value={what} />
        <div className="w-full">
          <TextareaField
            field={{ id: `why-${what}`, name: 'why', required: true, minLength: 10 }}
            label="Why, in words for the member"
            hint={`${points} go back by themselves.`}
            rows={2}
          />
        </div>
        <Button variant="danger">{action}</Button>
      </Form>
    </Disclosure>
  )
}
