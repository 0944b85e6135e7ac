import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '#app/auth/guests.server.ts'
import { csvText } from '#app/domain/store/csv.ts'
import { addressesOf } from '#app/domain/store/queries/orders.server.ts'
import { groupFrom, orderRows } from './order-views.server.ts'

/** Orders of a group as a table for a warehouse, with addresses; what somebody else packs stays out of what is to be packed. No cell can become a formula. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'run_store')
  const query = new URL(request.url).searchParams
  const group = groupFrom(query.get('group'))
  const found = await orderRows(guest, group, '', null, 5_000)
  const rows = group === 'pack' || group === 'packing' ? found.rows.filter((row) => row.outside === null) : found.rows
  const addresses = await addressesOf(
    guest.program.id,
    rows.map((row) => row.id),
  )
  const head = [
    'order',
    'state',
    'title',
    'choice',
    'member',
    'points',
    'name',
    'line 1',
    'line 2',
    'postcode',
    'city',
    'region',
    'country',
    'phone',
    'ordered',
    'handed out by',
  ]
  const lines = rows.map((row) => {
    const to = addresses.get(row.id)
    const where = [to?.name, to?.lineOne, to?.lineTwo, to?.postcode, to?.city, to?.region, to?.country, to?.phone]
    return [row.id, row.state, row.title, row.choice, row.handle, row.price, ...where, row.at, row.outside ?? '']
  })
  return new Response(csvText([head, ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="orders-${group}.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}
