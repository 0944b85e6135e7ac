import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Breadcrumb } from '#app/components/ui/breadcrumb.tsx'
import { LaurelBranch } from '#app/components/ui/laurel-branch.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { spotlightBySlug } from '#app/domain/spotlights/queries.server.ts'
import { faceReader } from './contest-ground.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title}: ${data.face?.name ?? 'a member'}` : 'Hall of fame' },
  { name: 'description', content: data?.citation ?? '' },
]

/** One page of the hall of fame. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const spotlight = await spotlightBySlug(guest.program.id, params.slug ?? '')
  if (!spotlight) throw new Response('There is no such page.', { status: 404, statusText: 'Not Found' })
  const faces = await facesOf(guest.program.id, [spotlight.memberId], faceReader(guest))
  const { title, citation, reasons, points } = spotlight
  return {
    ...{ title, citation, reasons, points, face: faces[spotlight.memberId] ?? null },
    locale: guest.member?.locale ?? 'en',
    pointsName: guest.program.pointsName,
  }
}

/** Who was honored, in the words of those who picked them, with what the book says. */
export default function SpotlightPage() {
  const { title, citation, reasons, points, face, locale, pointsName } = useLoaderData<typeof loader>()
  return (
    <article className="mx-auto max-w-3xl">
      <Breadcrumb crumbs={[{ label: 'Hall of fame', to: '/hall-of-fame' }, { label: title }]} />
      <header className="mt-4 flex flex-col items-center rounded-lg bg-grove px-6 py-10 text-center text-on-grove">
        <LaurelBranch filled={7} className="mb-4 w-40" />
        {face && <Avatar handle={face.handle} size="xl" className="ring-4 ring-shine" />}
        <p className="mt-5 font-semibold text-shine">{title}</p>
        <h1 className="text-2xl font-extrabold tracking-tight">
          {face ? (
            <Link to={`/members/${encodeURIComponent(face.handle)}`} className="text-current no-underline hover:underline">
              {face.name}
            </Link>
          ) : (
            'A member'
          )}
        </h1>
        {points > 0 && (
          <p className="mt-2 text-grove-muted tabular-nums">
            with {points.toLocaleString(locale)} {pointsName} from all of us
          </p>
        )}
      </header>
      <blockquote className="mx-auto mt-9 max-w-prose text-lg leading-8 whitespace-pre-line">{citation}</blockquote>
      {reasons.length > 0 && (
        <div className="mt-10">
          <Section title="What the book says">
            <dl className="grid grid-cols-2 gap-x-8 gap-y-6 sm:grid-cols-3">
              {reasons.map((reason) => (
                <div key={reason.label}>
                  <dt className="text-sm text-muted first-letter:uppercase">{reason.label}</dt>
                  <dd className="text-xl font-bold tracking-tight tabular-nums">{reason.value}</dd>
                </div>
              ))}
            </dl>
          </Section>
        </div>
      )}
    </article>
  )
}
