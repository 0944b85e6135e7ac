import { Link } from '@remix-run/react'
import { Clock, Coins, MapPin, ShieldCheck, Stamp, Truck } from 'lucide-react'
import type { ReactNode } from 'react'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { ShippingTruth } from '#app/domain/store/shipping.ts'

/** Everything somebody should know before a click: cost and what is left, way, customs, time, and who has to say yes. */
export type TruthView = { price: number; spendable: number; shipping: ShippingTruth | null; waits: string[]; limit: string | null }

/** The truth before the click. */
export function Truth({ truth, pointsName, locale }: { truth: TruthView; pointsName: string; locale: string }) {
  const { price, spendable, shipping, waits, limit } = truth
  const after = spendable - price
  return (
    <dl className="divide-y rounded-lg border bg-card">
      <Fact icon={<Coins aria-hidden className="size-5" />} label="It costs">
        <span className="font-semibold tabular-nums">
          {formatPoints(price, locale)} {pointsName}
        </span>
        <span className="block text-sm text-muted tabular-nums">
          {after >= 0
            ? `You have ${formatPoints(spendable, locale)}; ${formatPoints(after, locale)} stay with you. Your level and places stay as they are.`
            : `You have ${formatPoints(spendable, locale)}: ${formatPoints(-after, locale)} to go.`}
        </span>
      </Fact>
      {shipping && (
        <>
          <Fact icon={<MapPin aria-hidden className="size-5" />} label="Ships from">
            {shipping.from ?? 'Not said yet'}
          </Fact>
          <Fact icon={<Truck aria-hidden className="size-5" />} label="To you" bad={shipping.served === false}>
            {shipping.served === null
              ? 'Say where you live in your settings, and you read here whether it is sent there.'
              : shipping.served
                ? `It is sent to ${shipping.to}.`
                : `It cannot be sent to ${shipping.to}.`}
          </Fact>
          {shipping.served !== false && (
            <Fact icon={<Stamp aria-hidden className="size-5" />} label="Customs" bad={shipping.duties === 'possible'}>
              {shipping.dutiesWords}
            </Fact>
          )}
          {shipping.days && shipping.served !== false && (
            <Fact icon={<Clock aria-hidden className="size-5" />} label="On its way">
              {shipping.days} after it left the house
            </Fact>
          )}
        </>
      )}
      <Fact icon={<ShieldCheck aria-hidden className="size-5" />} label="Who says yes">
        {waits.length === 0 ? 'Nobody has to: it goes on at once.' : waits.join(' ')}
        <span className="block text-sm text-muted">If it cannot be done, all your points come back by themselves.</span>
      </Fact>
      {limit && (
        <Fact icon={<span aria-hidden className="size-5" />} label="Limit">
          {limit}
        </Fact>
      )}
    </dl>
  )
}

/** Said to whoever has just ordered the same: going on makes a second order. */
export function OrderedBefore({ id, at, reader }: { id: number; at: string; reader: { zone: string; locale: string; now: string } }) {
  return (
    <Notice title="You have ordered this already">
      <Link to={`/orders/${id}`} className="text-link">
        Order {id}
      </Link>{' '}
      is from <Time iso={at} {...reader} />. Go on only if you want a second one.
    </Notice>
  )
}

/** Said when the parcel goes to another country than the one that the truth was about. */
export function OtherCountry({ truth }: { truth: TruthView }) {
  const { shipping } = truth
  const served = shipping?.served !== false
  return (
    <Notice tone="warning" announce title={`To ${shipping?.to ?? 'that country'} it is another way`}>
      <p>{served ? shipping?.dutiesWords : `It cannot be sent to ${shipping?.to}.`}</p>
      <p className="mt-2">
        {served ? 'Nothing is ordered yet. If this is fine with you, order again.' : 'Nothing is ordered, and your points are untouched.'}
      </p>
    </Notice>
  )
}

function Fact({ icon, label, bad = false, children }: { icon: ReactNode; label: string; bad?: boolean; children: ReactNode }) {
  return (
    <div className={joinClasses('relative py-3.5 pr-5 pl-13', bad && 'bg-gold-soft')}>
      <dt className="text-sm text-muted">
        <span className={joinClasses('absolute top-4 left-5', bad ? 'text-gold' : 'text-leaf')}>{icon}</span>
        {label}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
