import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { stepViews } from '#app/components/hub/standing-view.ts'
import { PathSteps } from '#app/components/standing/path-steps.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { pathsOf } from '#app/domain/standing/queries.server.ts'
import { adapters } from '#integrations/registry.ts'
import { pathGround } from './path-ground.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Path' }]

/** One path with its stages as this member stands on them. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const [paths, { ground, badges, levels }] = await Promise.all([pathsOf(guest.program.id), pathGround(guest, guest.member)])
  const path = paths.find((one) => one.slug === params.slug)
  if (!path) throw new Response('There is no such path.', { status: 404, statusText: 'Not Found' })
  const { title, story } = path
  const steps = stepViews(path, ground, badges, levels, cardsFrom(adapters))
  const asked = steps.flatMap((step) => step.conditions)
  return { title, story, steps, done: asked.filter((one) => one.met).length, total: asked.length, locale: guest.member.locale }
}

/** A path: what is reached, what is open, what comes after. */
export default function Path() {
  const { title, story, steps, done, total, locale } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} lead={story} crumbs={[{ label: 'Paths', to: '/paths' }, { label: title }]} />
      <p className="-mt-3 mb-8 flex max-w-md items-center gap-4">
        <progress value={done} max={Math.max(total, 1)} aria-label="What is done" className="h-2 min-w-0 flex-1 accent-leaf" />
        <strong className="tabular-nums">
          {done} of {total} done
        </strong>
      </p>
      <PathSteps steps={steps} locale={locale} />
    </>
  )
}
