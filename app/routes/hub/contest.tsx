import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { ContestEntries } from '#app/components/together/contest-entries.tsx'
import { Medal } from '#app/components/together/contest-results.tsx'
import { phaseWords, tieWords } from '#app/components/together/contest-view.ts'
import { EntryForm } from '#app/components/together/entry-form.tsx'
import { PhaseSteps, type PhaseStep } from '#app/components/together/phase-steps.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { contestBySlug } from '#app/domain/contests/queries.server.ts'
import { ways } from '#app/domain/contests/contests.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { numberFrom } from '#app/routes/manage/reader.server.ts'
import { contestAction } from './contest-action.server.ts'
import { contestGround, contestView } from './contest-ground.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.contest.title ?? 'Contest' },
  { name: 'description', content: data?.contest.summary ?? '' },
]

const toldWords: Record<string, string> = {
  entered: 'Your entry is in. You can change or withdraw it until entries close.',
  withdrawn: 'Your entry is withdrawn.',
  voted: 'Your vote counts. You can take it back until voting closes.',
  unvoted: 'Your vote is yours again.',
  scored: 'Your scores are kept. You can change them until the jury rises.',
}

/** A contest with its entries, as this guest may see and do. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const contest = await contestBySlug(guest.program.id, params.slug ?? '', false)
  if (!contest) throw new Response('There is no such contest.', { status: 404, statusText: 'Not Found' })
  const now = new Date()
  const query = new URL(request.url).searchParams
  const ground = await contestGround(guest, contest, now)
  const edited = ground.entries.find((entry) => entry.mine && entry.removed === null && entry.id === numberFrom(query.get('entry')))
  const own = ground.entries.filter((entry) => entry.mine && entry.removed === null).length
  const kind = contest.takes[0] ?? 'text'
  return {
    ...ground,
    contest: contestView(contest, now),
    html: renderMarkdown(contest.body),
    takes: contest.takes,
    criteria: contest.criteria,
    form: edited ?? (own < contest.entriesEach ? { id: null, kind, title: '', text: '', url: '' } : null),
    told: query.get('told'),
    member: guest.member !== null,
    locale: guest.member?.locale ?? 'en',
    pointsName: guest.program.pointsName,
  }
}

/** Takes an entry, a vote or a juror's scores. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  return contestAction(guest, params.slug ?? '', await request.formData())
}

type View = Awaited<ReturnType<typeof loader>>['contest']

function stepsOf(contest: View): PhaseStep[] {
  const order = ['ahead', 'entries', 'between', 'voting', 'counting', 'decided']
  const now = order.indexOf(contest.phase)
  const state = (at: number): PhaseStep['state'] => (now === at ? 'now' : now > at ? 'past' : 'ahead')
  const voting = contest.way === 'jury' ? 'The jury sits' : 'Voting'
  return [
    { label: 'Entries', from: contest.entriesFrom, until: contest.entriesUntil, state: state(1) },
    { label: voting, from: contest.votesFrom, until: contest.votesUntil, state: state(3) },
    { label: 'Results', from: contest.votesUntil, state: state(5) },
  ]
}

/** One contest: what it asks for, what can be won, who takes part, and how it ended. */
export default function ContestPage() {
  const view = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { contest, member, locale, pointsName, form } = view
  const told = view.told ? toldWords[view.told] : undefined
  const words = phaseWords[contest.phase]
  return (
    <>
      <PageHeader
        title={contest.title}
        lead={contest.summary}
        crumbs={[{ label: 'Contests', to: '/contests' }, { label: contest.title }]}
        actions={<Pill tone={words.tone}>{words.label}</Pill>}
      />
      <div className="flex flex-col gap-12">
        {told && !sent && <Notice tone="good" announce children={told} />}
        {sent?.refusal && sent.about !== 'enter' && <Notice tone="danger" announce children={sent.refusal} />}
        <PhaseSteps steps={stepsOf(contest)} zone={contest.timeZone} locale={locale} />
        <div className="grid gap-10 lg:grid-cols-[2fr_1fr]">
          <div className="min-w-0">
            <Prose html={view.html} />
            <Disclosure summary={`How it is decided: ${ways[contest.way].toLowerCase()}`}>
              <p className="max-w-prose text-muted">{tieWords[contest.way]}</p>
            </Disclosure>
          </div>
          {contest.prizes.length > 0 && (
            <Section title="What can be won" look="card">
              <ol className="flex flex-col gap-3">
                {contest.prizes.map((prize, index) => (
                  <li key={index} className="flex items-center gap-3">
                    <Medal place={index + 1} />
                    <span className="font-semibold tabular-nums">
                      {prize.points.toLocaleString(locale)} {pointsName}
                      {prize.badge && <span className="block text-sm font-normal text-muted">and a badge</span>}
                    </span>
                  </li>
                ))}
              </ol>
            </Section>
          )}
        </div>
        {contest.phase === 'entries' && !member && (
          <Notice>
            <Link to={`/sign-in?to=${encodeURIComponent(`/contests/${contest.slug}`)}`} className="text-link" children="Sign in" /> to hand something
            in.
          </Notice>
        )}
        {contest.phase === 'entries' && member && form && (
          <Section id="entry-form" title={form.id === null ? 'Hand something in' : 'Change your entry'}>
            <EntryForm
              key={`${form.id} ${view.entries.length}`}
              start={{ id: form.id, kind: form.kind, title: form.title, text: form.text, url: form.url }}
              takes={view.takes}
              lastResult={sent?.result}
              refusal={sent?.about === 'enter' ? sent.refusal : null}
            />
          </Section>
        )}
        {contest.phase !== 'ahead' && (
          <Section id="entries" title={contest.phase === 'decided' ? 'Every entry in its place' : 'Entries'}>
            <ContestEntries {...view} />
          </Section>
        )}
      </div>
    </>
  )
}
