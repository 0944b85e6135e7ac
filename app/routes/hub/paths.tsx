import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { stagesOf } from '#app/domain/standing/paths.ts'
import { pathsOf } from '#app/domain/standing/queries.server.ts'
import { pathGround } from './path-ground.server.ts'

export const meta: MetaFunction = () => [{ title: 'Paths' }]

/** Every path with how far the member is on it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const [paths, { ground }] = await Promise.all([pathsOf(guest.program.id), pathGround(guest, guest.member)])
  return {
    paths: paths.map((path) => {
      const stages = stagesOf(path, ground)
      return {
        slug: path.slug,
        title: path.title,
        story: path.story,
        stages: stages.map((one) => ({ title: one.stage.title, state: one.state })),
        here: stages.find((one) => one.state === 'open')?.stage.title ?? null,
      }
    }),
  }
}

/** The paths a member can walk. */
export default function Paths() {
  const { paths } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Paths"
        lead="From your first step to the one others ask for advice."
        crumbs={[{ label: 'Badges and streaks', to: '/badges' }, { label: 'Paths' }]}
      />
      {paths.length === 0 && <EmptyState title="No paths yet">The people who run the program have not laid one out so far.</EmptyState>}
      <ul className="grid gap-6 md:grid-cols-2">
        {paths.map((path) => (
          <li key={path.slug} className="card p-6">
            <h2 className="text-lg font-bold tracking-tight">
              <Link to={`/paths/${path.slug}`} className="hover:text-leaf hover:underline">
                {path.title}
              </Link>
            </h2>
            {path.story && <p className="mt-1 text-muted">{path.story}</p>}
            <ol className="mt-5 flex gap-2">
              {path.stages.map((stage) => (
                <li key={stage.title} className="min-w-0 flex-1">
                  <span
                    aria-hidden
                    className={joinClasses(
                      'block h-2 rounded-full',
                      stage.state === 'reached' ? 'bg-leaf' : stage.state === 'open' ? 'bg-shine' : 'bg-line',
                    )}
                  />
                  <span
                    className={joinClasses('mt-1.5 block text-sm leading-snug break-words', stage.state === 'open' ? 'font-semibold' : 'text-muted')}
                  >
                    {stage.title}
                    <span className="sr-only">
                      {stage.state === 'reached' ? ', reached' : stage.state === 'open' ? ', you are here' : ', locked'}
                    </span>
                  </span>
                </li>
              ))}
            </ol>
            <p className="mt-4 text-sm text-muted">{path.here ? `Next: ${path.here}` : 'You walked all of it.'}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
