import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { returnPath } from '#app/auth/return-path.ts'
import { type ChallengeCard, ChallengeRow } from '#app/components/challenges/challenge-card.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { markChallenge } from '#app/flows/mark-challenge.server.ts'
import { cardOf, challengeCards, visibleChallenges } from './challenges-view.server.ts'
import { groupsOf, shelfOf, shelves } from './challenge-shelves.ts'

export const meta: MetaFunction = () => [{ title: 'Challenges' }]

/** What there is to do for this person: members by where they stand, visitors what they may try. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const now = new Date()
  const { program, member } = guest
  const reader = {
    zone: member?.timeZone ?? program.timeZone,
    locale: member?.locale ?? 'en',
    now: now.toISOString(),
    pointsName: program.pointsName,
  }
  const query = new URL(request.url).searchParams
  const shelf = shelfOf(query.get('show'))
  if (!member) {
    const plain = { rounds: [], zone: program.timeZone, now, mark: null, figures: { done: 0, taken: 0 }, completed: new Set<number>() }
    const cards = (await visibleChallenges(guest, now)).map((one) => cardOf(one, plain))
    return { member: false, cards, all: cards.length, counts: null, topics: [], shelf, topic: '', minutes: '', reader }
  }
  const all = await challengeCards({ ...guest, member }, now)
  const topic = query.get('topic') ?? ''
  const minutes = query.get('minutes') ?? ''
  const on = (name: keyof typeof shelves): ChallengeCard[] => all.filter(shelves[name].holds)
  const cards = on(shelf).filter((card) => (!topic || card.topics.includes(topic)) && (!minutes || card.minutes <= Number(minutes)))
  const counts = { todo: on('todo').length, saved: on('saved').length, done: on('done').length, away: on('away').length }
  return {
    member: true,
    cards,
    all: all.length,
    counts,
    topics: [...new Set(all.flatMap((card) => card.topics))].sort(),
    shelf,
    topic,
    minutes,
    reader,
  }
}

const markSchema = z.object({ challenge: z.coerce.number().int().positive(), mark: z.enum(['saved', 'dismissed', 'none']) })

/** Saves a challenge for later, puts it away, or takes that back. */
export async function action({ request }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request)
  const sent = markSchema.safeParse(Object.fromEntries(await request.formData()))
  if (!sent.success) return data({ error: 'Choose a challenge on this page.' }, { status: 400 })
  const { challenge, mark } = sent.data
  await markChallenge({ program: program.id, by: member.id }, challenge, mark === 'none' ? null : mark)
  const from = request.headers.get('referer')
  const path = from && URL.canParse(from) ? new URL(from) : null
  return redirect(path?.pathname.startsWith('/challenges') ? returnPath(path.pathname + path.search, '/challenges') : '/challenges', 303)
}

/** The list of challenges. */
export default function Challenges() {
  const { member, cards, counts, topics, shelf, topic, minutes, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Challenges"
        lead={
          member
            ? 'Things worth doing, with what they bring and how long they take.'
            : 'Try these without an account. Join afterwards, and what they bring is yours.'
        }
      />
      {counts && (
        <div className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
          <TabLinks
            label="Which challenges"
            tabs={(Object.keys(shelves) as (keyof typeof shelves)[]).map((name) => ({
              label: shelves[name].label,
              to: name === 'todo' ? '/challenges' : `/challenges?show=${name}`,
              current: name === shelf,
              count: counts[name],
            }))}
          />
          <Form method="get" className="flex flex-wrap items-center gap-2">
            {shelf !== 'todo' && <input type="hidden" name="show" value={shelf} />}
            <div className="w-40">
              <Select
                name="topic"
                aria-label="Topic"
                placeholder="Any topic"
                defaultValue={topic}
                choices={topics.map((one) => ({ value: one, label: one }))}
              />
            </div>
            <div className="w-40">
              <Select
                name="minutes"
                aria-label="Time it takes"
                placeholder="Any length"
                defaultValue={minutes}
                choices={['5', '15', '30', '60'].map((one) => ({ value: one, label: `up to ${one} min` }))}
              />
            </div>
            <Button variant="outline" size="sm">
              Show
            </Button>
          </Form>
        </div>
      )}
      {cards.length === 0 ? <Nothing shelf={shelf} narrowed={topic !== '' || minutes !== ''} /> : null}
      <div className="flex flex-col gap-12">
        {groupsOf(cards).map((group) => (
          <Section key={group.title} title={group.title}>
            <ul className="border-t">
              {group.cards.map((card) => (
                <ChallengeRow key={card.id} card={card} reader={reader} marks={member} />
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </>
  )
}

function Nothing({ shelf, narrowed }: { shelf: keyof typeof shelves; narrowed: boolean }) {
  if (narrowed)
    return (
      <EmptyState title="Nothing fits" action={<ButtonLink to="/challenges">Show all</ButtonLink>}>
        Choose another topic or more time.
      </EmptyState>
    )
  return (
    <EmptyState title={shelves[shelf].empty} action={<ButtonLink to="/earn">How to earn otherwise</ButtonLink>}>
      {shelves[shelf].teaches}
    </EmptyState>
  )
}
