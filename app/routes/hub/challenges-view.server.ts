import type { Guest, SignedIn } from '#app/auth/guests.server.ts'
import type { ChallengeCard, CardState } from '#app/components/challenges/challenge-card.tsx'
import { audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { type Challenge, opennessOf, worthOf } from '#app/domain/challenges/challenges.ts'
import { figuresOf, marksOf, publishedChallenges, type Round, roundsOf } from '#app/domain/challenges/queries/taking-part.server.ts'
import { nextRound } from '#app/domain/challenges/rounds.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import { checkers } from '#app/domain/challenges/types/type.ts'

type Who = Pick<Guest, 'program'> & { member: Pick<SignedIn, 'id' | 'timeZone'> | null }

const atHome = ['returned', 'going', 'open'] as const

/** The challenges that this person may see now, in the order of lists. Visitors see those that are open to them. */
export async function visibleChallenges({ program, member }: Who, now: Date): Promise<Challenge[]> {
  const shown = (await publishedChallenges(program.id)).filter((one) => opennessOf(one, now) !== 'hidden')
  if (!member) return shown.filter((one) => one.audience.visitors === true && opennessOf(one, now) === 'open')
  const { asked, indexes } = differentAudiences(shown)
  const meant = await audiencesWith(program.id, member.id, asked, now, undefined, true)
  return shown.filter((_, n) => meant[indexes[n] ?? 0] === true)
}

/** Each audience once: most challenges are for everybody. */
function differentAudiences(challenges: readonly Challenge[]) {
  const known = new Map<string, number>()
  const asked: Challenge['audience'][] = []
  const indexes = challenges.map(({ audience }) => {
    const name = JSON.stringify(audience)
    const index = known.get(name) ?? asked.push(audience) - 1
    known.set(name, index)
    return index
  })
  return { asked, indexes }
}

/** What a card says of a challenge to a member: where they stand, what it brings, who checks it. */
export function cardOf(
  challenge: Challenge,
  told: {
    rounds: readonly Round[]
    zone: string
    now: Date
    mark: 'saved' | 'dismissed' | null
    figures: { done: number; taken: number }
    completed: ReadonlySet<number>
  },
): ChallengeCard {
  const { rounds, zone, now } = told
  const next = nextRound(challenge.recurrence, rounds, now, zone)
  const current = next.kind === 'going' ? rounds.find((one) => one.round === next.round) : undefined
  const { places } = challenge
  const left = places?.kind === 'first' ? Math.max(0, places.count - told.figures.taken) : null
  const checks = challenge.stages.map((stage) => stageTypeOf(stage.type).checkedBy(stageTypeOf(stage.type).settings.parse(stage.settings)))
  const check = (['person', 'channel', 'machine', 'self'] as const).find((one) => checks.includes(one)) ?? 'self'
  const needs = challenge.needs.some((id) => !told.completed.has(id))
  return {
    id: challenge.id,
    slug: challenge.slug,
    title: challenge.title,
    summary: challenge.summary,
    minutes: challenge.minutes,
    effort: challenge.effort,
    topics: challenge.topics,
    worth: worthOf(challenge),
    currency: challenge.award.currency === 'points' ? null : challenge.award.currency,
    check: checkers[check],
    steps: challenge.stages.length,
    passed: current?.passed ?? 0,
    state: stateOf(challenge, { current, next, needs, gone: left === 0, now }),
    until: next.kind === 'wait' ? next.until.toISOString() : null,
    opensAt: challenge.opensAt?.toISOString() ?? null,
    closesAt: challenge.closesAt?.toISOString() ?? null,
    zone: challenge.timeZone,
    placesLeft: left,
    done: told.figures.done,
    mark: told.mark,
    onboarding: challenge.onboarding,
    earned: rounds.reduce((sum, one) => sum + one.points, 0),
  }
}

type Ground = { current: Round | undefined; next: ReturnType<typeof nextRound>; needs: boolean; gone: boolean; now: Date }

function stateOf(challenge: Challenge, { current, next, needs, gone, now }: Ground): CardState {
  const openness = opennessOf(challenge, now)
  if (current) {
    if (openness !== 'open') return 'closed'
    return current.work === 'waiting' ? 'waiting' : current.work === 'returned' ? 'returned' : 'going'
  }
  if (next.kind === 'done') return 'done'
  if (openness === 'closed') return 'closed'
  if (openness === 'soon') return 'soon'
  if (next.kind === 'wait') return 'wait'
  if (needs) return 'locked'
  return gone ? 'gone' : 'open'
}

/** All cards of a member, those put away included. */
export async function challengeCards(guest: Who & { member: Pick<SignedIn, 'id' | 'timeZone'> }, now: Date): Promise<ChallengeCard[]> {
  const { program, member } = guest
  const challenges = await visibleChallenges(guest, now)
  const [rounds, marks, figures] = await Promise.all([
    roundsOf(program.id, member.id),
    marksOf(program.id, member.id),
    figuresOf(
      program.id,
      challenges.map((one) => one.id),
    ),
  ])
  const completed = new Set(rounds.filter((one) => one.state === 'completed').map((one) => one.challengeId))
  return challenges.map((challenge) =>
    cardOf(challenge, {
      rounds: rounds.filter((one) => one.challengeId === challenge.id),
      zone: member.timeZone,
      now,
      mark: marks.get(challenge.id) ?? null,
      figures: figures.get(challenge.id) ?? { done: 0, taken: 0 },
      completed,
    }),
  )
}

/** What a member can do next: what came back, what was begun, the first steps, then what is open; at most three. */
export async function homeChallenges(guest: Who & { member: Pick<SignedIn, 'id' | 'timeZone'> }, now: Date): Promise<ChallengeCard[]> {
  const cards = (await challengeCards(guest, now)).filter((card) => card.mark !== 'dismissed')
  const rank = (card: ChallengeCard): number => (atHome as readonly string[]).indexOf(card.state) * 2 + (card.onboarding ? 0 : 1)
  const doable = cards.filter((card) => (atHome as readonly string[]).includes(card.state))
  return doable.sort((one, other) => rank(one) - rank(other)).slice(0, 3)
}
