import { Form, Link } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import type { Choice } from '#app/components/ui/select-field.tsx'
import type { Address } from '#app/contract/fulfiller.ts'
import { AddressFields } from './address-fields.tsx'

/** The ticket of a raffle, and where its draw can be computed again. */
export function TicketNote({ ticket, slug }: { ticket: string; slug: string | null }) {
  return (
    <div className="flex flex-col gap-3">
      <CopyField label="Your ticket" value={ticket} hint="It stands in the published list of the draw, and says nothing about whose it is." />
      {slug && (
        <p>
          <Link to={`/raffles/${slug}`} className="text-link">
            The draw, and why it is fair
          </Link>
        </p>
      )}
    </div>
  )
}

type Props = { start: Partial<Address>; countries: readonly Choice[]; errors: Record<string, string[]> }

/** Where a prize should go, asked when it is won. */
export function PrizeAddress({ start, countries, errors }: Props) {
  return (
    <Form method="post" className="card flex flex-col gap-5 p-5 sm:p-6">
      <AddressFields start={start} countries={countries} errors={errors} />
      <p className="text-sm text-muted">It is sealed, used for this prize alone, and erased some weeks after it came.</p>
      <div>
        <Button name="do" value="address">
          Send it there
        </Button>
      </div>
    </Form>
  )
}
