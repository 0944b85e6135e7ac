import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { challengeTitles } from '#app/domain/challenges/queries/named.server.ts'
import { feedbackOf } from '#app/domain/talk/queries.server.ts'
import { ratingWords } from '#app/domain/talk/talk.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Feedback' }]

/** How members found each challenge, and what they say about it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'enter_manage')
  const rows = await feedbackOf(guest.program.id)
  const named = await challengeTitles(
    guest.program.id,
    rows.map((row) => row.id),
  )
  return {
    rows: rows.map(({ lastAt, useful, not, ...row }) => ({
      ...row,
      title: named.get(row.id)?.title ?? `Challenge ${row.id}`,
      slug: named.get(row.id)?.slug ?? '',
      words: ratingWords({ useful, not }),
      share: useful + not > 0 ? Math.round((100 * useful) / (useful + not)) : null,
      lastAt: lastAt?.toISOString() ?? null,
    })),
    reader: readerOf(guest),
  }
}

/** What members say about challenges. */
export default function Feedback() {
  const { rows, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Feedback"
        lead="On every challenge members say with one click whether it was worth their time, and talk about it below."
      />
      {rows.length === 0 && <EmptyState title="Nobody has rated anything yet">The first clicks come with the first finished challenges.</EmptyState>}
      {rows.length > 0 && (
        <ul className="divide-y rounded-lg border bg-card">
          {rows.map((row) => (
            <li key={row.id} className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-6 gap-y-2 px-5 py-4 md:grid-cols-[minmax(0,1fr)_14rem]">
              <div className="min-w-0">
                <Link to={`/challenges/${row.slug}/talk`} className="font-semibold">
                  {row.title}
                </Link>
                {row.last && (
                  <p className="truncate text-muted">
                    “{row.last}”{' '}
                    {row.lastAt && (
                      <span className="text-sm">
                        <Time iso={row.lastAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
                      </span>
                    )}
                  </p>
                )}
                <p className="text-sm text-muted">{row.comments === 1 ? '1 comment' : `${row.comments} comments`}</p>
              </div>
              {row.share !== null && (
                <div>
                  <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunk">
                    <div className="h-full bg-leaf" style={{ width: `${row.share}%` }} />
                  </div>
                  <p className="mt-1 text-sm text-muted">{row.words}</p>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
