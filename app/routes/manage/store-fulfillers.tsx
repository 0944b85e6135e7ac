import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { healthWords } from '#app/components/store/fulfiller-views.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { fulfillerHealth } from '#app/domain/store/queries/fulfillers.server.ts'
import { fulfillers } from '#integrations/fulfillers.ts'

export const meta: MetaFunction = () => [{ title: 'Who hands it out' }]

/** Everybody who can hand out rewards, and how each does. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_store')
  const health = await fulfillerHealth(program.id)
  return {
    rows: fulfillers.map(({ id, title, about, access }) => {
      const own = health.find((one) => one.fulfiller === id) ?? null
      const needed = access.filter((field) => !field.optional).map((field) => field.name)
      return { id, title, about, health: healthWords(own, needed), sent: own?.sent ?? 0, waiting: own?.waiting ?? 0, failed: own?.failed ?? 0 }
    }),
  }
}

const builtIn = [
  { title: 'We do, by hand', about: 'A packing list, a table for the warehouse, and tracking numbers typed in or uploaded. Nothing to set up.' },
  { title: 'The pool of codes', about: 'You upload codes, each is given to one member alone in the moment of the order. Nothing to set up.' },
]

/** Who hands out rewards. */
export default function StoreFulfillers() {
  const { rows } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Who hands it out"
        crumbs={[{ label: 'Store', to: '/manage/store' }, { label: 'Who hands it out' }]}
        lead="Each reward names one of these in its editor. Orders go there by themselves as soon as they are approved."
      />
      <ul className="grid gap-5 md:grid-cols-2 xl:grid-cols-3">
        {rows.map((row) => (
          <li key={row.id} className="card relative flex flex-col gap-3 p-5 transition-shadow hover:shadow-lift sm:p-6">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <h2 className="text-lg font-bold tracking-tight">
                <Link to={`/manage/store/fulfillers/${row.id}`} className="no-underline after:absolute after:inset-0 hover:text-leaf">
                  {row.title}
                </Link>
              </h2>
              <Pill tone={row.health.tone}>{row.health.words}</Pill>
            </div>
            <p className="text-muted">{row.about}</p>
            <p className="mt-auto text-sm text-muted tabular-nums">
              {row.sent + row.waiting + row.failed === 0
                ? 'No order yet'
                : `${row.sent} handed over, ${row.waiting} on the way there${row.failed > 0 ? `, ${row.failed} to look at` : ''}`}
            </p>
          </li>
        ))}
        {builtIn.map((one) => (
          <li key={one.title} className="flex flex-col gap-3 rounded-lg border border-dashed p-5 sm:p-6">
            <h2 className="text-lg font-bold tracking-tight">{one.title}</h2>
            <p className="text-muted">{one.about}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
