import { Link } from '@remix-run/react'
import { Notice } from '#app/components/ui/notice.tsx'

/** Why a person should look before saying yes. Signs, and no verdict. */
export function OrderSignals({
  signals,
  shared,
  yes,
  trust,
}: {
  signals: readonly string[]
  shared: readonly { id: number; name: string }[]
  yes: string | null
  /** Where to decide about the trust in whoever ordered, when that is why it waits. */
  trust: string | null
}) {
  if (signals.length === 0 && shared.length === 0 && yes === null) return null
  return (
    <Notice tone="warning" title="Look at this first">
      {signals.map((signal) => (
        <p key={signal}>{signal}.</p>
      ))}
      {shared.length > 0 && (
        <p>
          The same address was used by{' '}
          {shared.map((one) => (
            <Link key={one.id} to={`/manage/members/${one.id}`} className="text-link mr-2">
              {one.name}
            </Link>
          ))}
        </p>
      )}
      {yes && <p>{yes}</p>}
      {trust && (
        <p>
          <Link to={trust} className="text-link">
            Decide about the trust in this member
          </Link>
        </p>
      )}
    </Notice>
  )
}
