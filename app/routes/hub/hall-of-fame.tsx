import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { TogetherTabs } from '#app/components/together/together-tabs.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LaurelBranch } from '#app/components/ui/laurel-branch.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { spotlightsOf } from '#app/domain/spotlights/queries.server.ts'
import { faceReader } from './contest-ground.server.ts'

export const meta: MetaFunction = () => [{ title: 'Hall of fame' }, { name: 'description', content: 'Whom this community has honored, and why.' }]

/** Everybody who was honored, the latest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const spotlights = await spotlightsOf(guest.program.id, false)
  const faces = await facesOf(
    guest.program.id,
    spotlights.map((one) => one.memberId),
    faceReader(guest),
  )
  return {
    spotlights: spotlights.map(({ slug, title, citation, memberId }) => ({ slug, title, citation, face: faces[memberId] ?? null })),
    member: guest.member !== null,
  }
}

/** The hall of fame: the latest large, the others beside one another. */
export default function HallOfFame() {
  const { spotlights, member } = useLoaderData<typeof loader>()
  const [latest, ...others] = spotlights
  return (
    <>
      <PageHeader title="Hall of fame" lead="People without whom this place would be a different one." />
      <TogetherTabs current="fame" member={member} />
      {!latest && <EmptyState title="Nobody so far">The first member of the month will stand here, with the reason.</EmptyState>}
      {latest && (
        <Link
          to={`/hall-of-fame/${latest.slug}`}
          className="relative mb-10 flex flex-wrap items-center gap-x-8 gap-y-5 overflow-hidden rounded-lg bg-grove px-7 py-8 text-on-grove no-underline"
        >
          {latest.face && <Avatar handle={latest.face.handle} size="xl" className="ring-4 ring-shine" />}
          <span className="min-w-0 flex-1 basis-64">
            <span className="block font-semibold text-shine">{latest.title}</span>
            <span className="block text-xl font-extrabold tracking-tight">{latest.face?.name ?? 'A member'}</span>
            <span className="mt-2 line-clamp-3 max-w-prose text-grove-muted">{latest.citation}</span>
          </span>
          <LaurelBranch filled={7} className="absolute -right-6 -bottom-4 w-44 opacity-20 max-sm:hidden" />
        </Link>
      )}
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {others.map((one) => (
          <li key={one.slug} className="card p-6">
            <div className="flex items-center gap-4">
              {one.face && <Avatar handle={one.face.handle} size="lg" />}
              <div className="min-w-0">
                <h2 className="truncate text-lg font-bold tracking-tight">
                  <Link to={`/hall-of-fame/${one.slug}`} className="hover:text-leaf hover:underline">
                    {one.face?.name ?? 'A member'}
                  </Link>
                </h2>
                <p className="text-sm text-gold">{one.title}</p>
              </div>
            </div>
            <p className="mt-4 line-clamp-3 text-muted">{one.citation}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
