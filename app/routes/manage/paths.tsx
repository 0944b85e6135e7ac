import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { cardOf } from '#app/components/hub/kinds.ts'
import { PathForm } from '#app/components/manage/path-form.tsx'
import { RecognitionFrame } from '#app/components/manage/recognition-frame.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { listedChallenges } from '#app/domain/challenges/queries/authoring.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { pathFrom } from '#app/domain/standing/forms.ts'
import { allBadges, allPaths, levelsOf } from '#app/domain/standing/queries.server.ts'
import { savePath } from '#app/flows/save-path.server.ts'
import { kindChoices, ruleCards } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Paths' }]

/** Every path, and what stages can ask for. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'see_rules')
  const [paths, badges, levels, challenges] = await Promise.all([
    allPaths(program.id),
    allBadges(program.id),
    levelsOf(program.id),
    listedChallenges(program.id),
  ])
  const query = new URL(request.url).searchParams
  const { cards, channels } = await kindChoices(program.id)
  const kinds = channels.map((channel) => ({
    group: channel.title,
    choices: Object.entries(cards)
      .filter(([kind, card]) => kind.startsWith(`${channel.id}:`) && !card.undo)
      .map(([value, card]) => ({ value, label: card.noun[1] })),
  }))
  const tiers = badges
    .filter((badge) => !badge.retired)
    .flatMap((badge) =>
      (badge.tiers.length > 1 ? badge.tiers : [1]).map((tier) => ({ value: `${badge.slug}:${tier}`, label: `${badge.title}, tier ${tier}` })),
    )
  return {
    paths,
    open: paths.find((path) => path.slug === query.get('edit')) ?? null,
    choices: {
      kinds: kinds.filter((group) => group.choices.length > 0),
      badges: tiers,
      levels: levels.map((level) => ({ value: String(level.rank), label: level.title })),
      challenges: challenges.filter((one) => one.state !== 'archived').map(({ slug, title }) => ({ value: slug, label: title })),
    },
    saved: query.has('saved'),
    mayEdit: may(member.roles, 'edit_rules'),
  }
}

/** Saves a path, new or known. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_rules')
  const form = await request.formData()
  const slug = String(form.get('slug') ?? '')
  if (slug !== '' && !(await allPaths(program.id)).some((path) => path.slug === slug))
    return data({ faults: ['There is no such path.'] }, { status: 404 })
  const { cards } = ruleCards()
  const challenges = new Map((await listedChallenges(program.id)).map((one) => [one.slug, one.title]))
  const read = pathFrom(form, slug || null, (kind) => cardOf(cards, kind).noun[1], challenges)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await savePath(read.value, slug === '', actor)
  if ('message' in saved) return data({ faults: [saved.message] }, { status: 409 })
  return redirect('/manage/paths?saved', 303)
}

/** Paths, as managers see and write them. */
export default function Paths() {
  const { paths, open, choices, saved, mayEdit } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <RecognitionFrame
      tab="paths"
      lead="Ordered stages, from learner to adviser: each opens after the one before."
      saved={saved}
      faults={sent?.faults}
    >
      {paths.length === 0 && <EmptyState title="No paths yet">A path shows members where they can grow. Three stages are enough.</EmptyState>}
      <ul className="mb-12 border-t empty:hidden">
        {paths.map((path) => (
          <li key={path.slug} className="border-b py-3">
            <p className="flex flex-wrap items-center gap-3 font-bold">
              {mayEdit ? (
                <Link to={`/manage/paths?edit=${path.slug}#form`} className="hover:text-leaf hover:underline">
                  {path.title}
                </Link>
              ) : (
                path.title
              )}
              {path.retired && <Pill>Retired</Pill>}
            </p>
            <p className="text-sm text-muted">{path.stages.map((stage) => stage.title).join(', then ')}</p>
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Section id="form" title={open ? `Change “${open.title}”` : 'A new path'}>
          <PathForm key={open?.slug ?? 'new'} path={open} choices={choices} />
        </Section>
      )}
    </RecognitionFrame>
  )
}
