import { Truck } from 'lucide-react'
import { Time } from '#app/components/ui/time.tsx'

export type ParcelLine = { carrier: string; number: string; url: string; shippedAt: string; deliveredAt: string | null }

/** The parcels of an order, each with its tracking. */
export function ParcelList({ parcels, reader }: { parcels: readonly ParcelLine[]; reader: { zone: string; locale: string; now: string } }) {
  if (parcels.length === 0) return null
  return (
    <ul className="flex flex-col gap-3">
      {parcels.map((parcel) => (
        <li key={`${parcel.number}-${parcel.shippedAt}`} className="card flex items-start gap-3 p-4">
          <Truck aria-hidden className="mt-0.5 size-5 shrink-0 text-leaf" />
          <p className="min-w-0">
            <span className="font-semibold">{parcel.carrier || 'On its way'}</span>
            {parcel.number && (
              <>
                {' '}
                {/^https?:\/\//.test(parcel.url) ? (
                  <a href={parcel.url} rel="noreferrer" className="text-link">
                    {parcel.number}
                  </a>
                ) : (
                  parcel.number
                )}
              </>
            )}
            <span className="block text-sm text-muted">
              Left on <Time iso={parcel.shippedAt} look="date" {...reader} />
              {parcel.deliveredAt && (
                <>
                  , came on <Time iso={parcel.deliveredAt} look="date" {...reader} />
                </>
              )}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
