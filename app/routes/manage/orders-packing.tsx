import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AddressLines } from '#app/components/store/address-lines.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { addressLines } from '#app/domain/store/address.ts'
import { addressesOf } from '#app/domain/store/queries/orders.server.ts'
import { countryName } from '#app/domain/store/shipping.ts'
import { orderRows } from './order-views.server.ts'

export const meta: MetaFunction = () => [{ title: 'Packing list' }]

/** What our own hands are to pack, prizes too: sums for the shelf, and a slip for each parcel. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'run_store')
  const [approved, packing] = await Promise.all([orderRows(guest, 'pack', '', null, 500), orderRows(guest, 'packing', '', null, 500)])
  const ours = [...packing.rows, ...approved.rows].filter((row) => row.outside === null)
  const addresses = await addressesOf(
    guest.program.id,
    ours.map((row) => row.id),
  )
  const rows = ours.filter((row) => row.kind === 'physical' || addresses.has(row.id)).sort((one, other) => one.id - other.id)
  const sums = new Map<string, number>()
  for (const row of rows) {
    const what = row.choice ? `${row.title}, ${row.choice}` : row.title
    sums.set(what, (sums.get(what) ?? 0) + 1)
  }
  return {
    sums: [...sums].sort(([one], [other]) => one.localeCompare(other)).map(([what, count]) => ({ what, count })),
    slips: rows.map(({ id, title, choice, handle }) => {
      const to = addresses.get(id)
      return { id, title, choice, handle, lines: to ? addressLines(to, countryName(to.country)) : ['No address'] }
    }),
  }
}

/** The packing list, made for paper. */
export default function Packing() {
  const { sums, slips } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Packing list"
        lead="Print this page. Everything that got a yes and is not on its way."
        crumbs={[{ label: 'Orders', to: '/manage/orders' }, { label: 'Packing list' }]}
      />
      {slips.length === 0 ? (
        <EmptyState title="Nothing to pack" action={<ButtonLink to="/manage/orders">Orders</ButtonLink>}>
          Orders that got a yes are here.
        </EmptyState>
      ) : (
        <>
          <ul className="mb-8 max-w-prose divide-y border-y">
            {sums.map(({ what, count }) => (
              <li key={what} className="flex justify-between gap-4 py-2">
                <span>{what}</span>
                <span className="font-semibold tabular-nums">{count}</span>
              </li>
            ))}
          </ul>
          <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 print:grid-cols-2">
            {slips.map((slip) => (
              <li key={slip.id} className="card break-inside-avoid p-5">
                <p className="flex justify-between gap-3 font-semibold">
                  <span>
                    {slip.title}
                    {slip.choice && <span className="block font-normal">{slip.choice}</span>}
                  </span>
                  <span className="text-muted tabular-nums">{slip.id}</span>
                </p>
                <AddressLines lines={slip.lines} className="mt-3" />
                <p className="mt-3 text-sm text-muted">@{slip.handle}</p>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}
