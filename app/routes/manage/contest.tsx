import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ContestEntryList } from '#app/components/manage/contest-entry-list.tsx'
import { ContestForm } from '#app/components/manage/contest-form.tsx'
import type { Draft } from '#app/components/manage/draft-fields.tsx'
import { movesFrom, StateButtons } from '#app/components/manage/state-buttons.tsx'
import { Told } from '#app/components/manage/together-frame.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { localIn } from '#app/domain/boards/seasons.ts'
import { contestSchema, prizesAsText } from '#app/domain/contests/contests.ts'
import { contestBySlug, type ContestLine, entriesOf, juryOf } from '#app/domain/contests/queries.server.ts'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { moveContest } from '#app/flows/move-contest.server.ts'
import { saveContest } from '#app/flows/save-contest.server.ts'
import { faceReader } from '#app/routes/hub/contest-ground.server.ts'
import { readForm } from './read-form.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.contest?.title ?? 'New contest' }]

function draftFrom(contest: ContestLine | null, jurors: readonly string[], zone: string): Draft {
  if (!contest)
    return { takes: ['text', 'link'], way: 'vote', timeZone: zone, entriesEach: '1', votesEach: '1', levelFrom: '0', prizes: '500\n250\n100' }
  const at = (instant: Date): string => localIn(contest.timeZone, instant).slice(0, 16)
  const { title, summary, body, takes, way, timeZone } = contest
  return {
    ...{ title, summary, body, takes, way, timeZone, prizes: prizesAsText(contest.prizes), criteria: contest.criteria.join('\n') },
    ...{
      entriesFrom: at(contest.entriesFrom),
      entriesUntil: at(contest.entriesUntil),
      votesFrom: at(contest.votesFrom),
      votesUntil: at(contest.votesUntil),
    },
    ...{ entriesEach: String(contest.entriesEach), votesEach: String(contest.votesEach), levelFrom: String(contest.levelFrom) },
    jurors: jurors.map((handle) => `@${handle}`).join(', '),
  }
}

async function contestOr404(program: number, slug: string | undefined): Promise<ContestLine | null> {
  if (slug === 'new') return null
  const contest = await contestBySlug(program, slug ?? '', true)
  if (!contest) throw new Response('There is no such contest.', { status: 404, statusText: 'Not Found' })
  return contest
}

/** A contest with its entries, or a new one. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const { program } = guest
  const contest = await contestOr404(program.id, params.slug)
  const [entries, jury] = contest
    ? await Promise.all([entriesOf(program.id, contest.id, null), juryOf(program.id, contest.id, null)])
    : [[], { jurors: [] }]
  const [faces, handles] = await Promise.all([
    facesOf(
      program.id,
      entries.map((entry) => entry.memberId),
      faceReader(guest),
    ),
    handlesOf(program.id, jury.jurors),
  ])
  return {
    contest: contest && { id: contest.id, slug: contest.slug, title: contest.title, state: contest.state },
    draft: draftFrom(contest, Object.values(handles), program.timeZone),
    entries: entries.map((entry) => ({ id: entry.id, title: entry.title, url: entry.url, text: entry.text, face: faces[entry.memberId] ?? null })),
    told: new URL(request.url).searchParams.get('told'),
  }
}

/** Saves it, moves it on, or takes an entry out. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_contests')
  const form = await request.formData()
  const refused = (message: string, status: number, draft: Draft | null = null) => data({ faults: [message], draft }, { status })
  const what = form.get('do')
  if (what === 'move' || what === 'remove') {
    const id = numberFrom(form.get('id')) ?? 0
    const to = String(form.get('to'))
    const reason = String(form.get('reason') ?? '').trim()
    if (what === 'remove' && reason.length < 5) return refused('Say why, in a few words: the author reads them.', 400)
    if (what === 'move' && to !== 'published' && to !== 'paused' && to !== 'archived') return refused('There is nothing like that to do.', 400)
    const order = what === 'remove' ? { id, removed: numberFrom(form.get('entry')) ?? 0, reason } : { id, to: to as 'published' }
    const done = await moveContest(order, actor)
    return 'message' in done ? refused(done.message, 409) : redirect(`/manage/contests/${params.slug}?told=moved`, 303)
  }
  const contest = await contestOr404(program.id, params.slug)
  const read = readForm(form, contestSchema, ['takes'])
  if ('faults' in read) return data(read, { status: 400 })
  const done = await saveContest(contest?.id ?? null, read.value, actor)
  if ('message' in done) return refused(done.message, 409, Object.fromEntries([...form].map(([name, value]) => [name, String(value)])))
  return redirect(`/manage/contests/${done.slug}?told=saved`, 303)
}

const toldWords: Record<string, string> = { saved: 'Saved.', moved: 'Done. Members see it so from this moment on.' }

/** A contest, as managers write and run it. */
export default function ManageContest() {
  const { contest, draft, entries, told } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={contest?.title ?? 'New contest'}
        crumbs={[{ label: 'Contests', to: '/manage/contests' }, { label: contest?.title ?? 'New' }]}
        actions={contest && <StateButtons id={contest.id} title={contest.title} moves={movesFrom(contest.state)} size="md" />}
      />
      <div className="flex flex-col gap-10">
        <Told told={told && !sent ? toldWords[told] : null} faults={sent?.faults} />
        {contest && (
          <p className="flex flex-wrap items-center gap-4">
            <Pill tone={contest.state === 'published' ? 'good' : 'quiet'}>{contest.state}</Pill>
            <Link to={`/contests/${contest.slug}`} className="text-link" children="Its page" />
          </p>
        )}
        {entries.length > 0 && (
          <Section title={`Entries (${entries.length})`}>
            <ContestEntryList contestId={contest?.id ?? 0} entries={entries} open={contest?.state !== 'decided'} />
          </Section>
        )}
        {contest?.state !== 'decided' && contest?.state !== 'archived' && <ContestForm draft={sent?.draft ?? draft} isNew={!contest} />}
      </div>
    </>
  )
}
