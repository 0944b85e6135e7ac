import type { Guest, SignedIn } from '#app/auth/guests.server.ts'
import type { StepView } from '#app/components/challenges/challenge-steps.tsx'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'
import { figuresOf, marksOf, progressOf, type Round, roundsOf, workOf } from '#app/domain/challenges/queries/taking-part.server.ts'
import { languageName } from '#app/domain/challenges/credit.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import { checkers } from '#app/domain/challenges/types/type.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { activityOfGrant } from '#app/domain/ledger/queries/grants.server.ts'
import { raffleOf } from '#app/domain/raffles/queries.server.ts'
import { codeOf, hereOf, type Progress } from './challenge-here.server.ts'
import { cardOf, visibleChallenges } from './challenges-view.server.ts'

/** The challenge of this address, if it is meant for this person; for everybody else there is none. */
export async function challengeFor(guest: Guest, slug: string | undefined, now: Date): Promise<{ challenge: Challenge; visible: Challenge[] }> {
  const visible = await visibleChallenges(guest, now)
  const challenge = visible.find((one) => one.slug === slug)
  if (!challenge) throw new Response('There is no such challenge.', { status: 404, statusText: 'Not Found' })
  return { challenge, visible }
}

const none: Progress = { passed: new Map(), work: new Map() }

/** Everything on a challenge's page for a member. */
export async function challengeView(guest: Guest & { member: SignedIn }, slug: string | undefined, now: Date) {
  const { challenge, visible } = await challengeFor(guest, slug, now)
  return viewOf(guest, challenge, visible, now)
}

/** The page of a challenge as this member sees it, whether or not they may; `visible` are the others that they see. */
export async function viewOf(
  { program, member }: Pick<Guest, 'program'> & { member: Pick<SignedIn, 'id' | 'timeZone' | 'state'> },
  challenge: Challenge,
  visible: readonly Challenge[],
  now: Date,
) {
  const [all, marks, figures] = await Promise.all([
    roundsOf(program.id, member.id),
    marksOf(program.id, member.id),
    figuresOf(program.id, [challenge.id]),
  ])
  const rounds = all.filter((one) => one.challengeId === challenge.id)
  const completed = new Set(all.filter((one) => one.state === 'completed').map((one) => one.challengeId))
  const told = { zone: member.timeZone, now, mark: marks.get(challenge.id) ?? null, completed }
  const card = cardOf(challenge, { ...told, rounds, figures: figures.get(challenge.id) ?? { done: 0, taken: 0 } })
  const round = rounds.findLast((one) => one.state === 'open') ?? rounds.at(-1)
  const progress = round ? { passed: await progressOf(program.id, round.id), work: await workOf(program.id, round.id) } : none
  const code = codeOf(program.id, challenge.id, member.id)
  return {
    card,
    html: challenge.body === '' ? '' : renderMarkdown(challenge.body),
    needs: challenge.needs.flatMap((id) => {
      const one = visible.find((other) => other.id === id)
      return one ? [{ slug: one.slug, title: one.title, done: completed.has(id) }] : []
    }),
    extra: extraWords(challenge),
    places: challenge.places,
    draw: challenge.places?.kind === 'raffle' ? await raffleOf(program.id, `challenge:${challenge.id}`) : null,
    place: round?.place ?? null,
    roundId: round?.id ?? null,
    paused: member.state === 'paused',
    steps: stepsOf(challenge, round, progress),
    here: hereOf(challenge, round, progress, { code, now }),
    retryAt: round?.retryAt && round.retryAt > now ? round.retryAt.toISOString() : null,
    why: await whyLess(program.id, round, card.worth.min),
    next: nextOf(visible, completed, all, challenge),
  }
}

/** Where it stands why a completed round gave less than the challenge says; null where it did not. */
async function whyLess(program: number, round: Round | undefined, worth: number): Promise<string | null> {
  if (round?.state !== 'completed' || !round.grantId || round.points >= worth) return null
  const activity = await activityOfGrant(program, round.grantId)
  return activity === null ? null : `/activity/${activity}`
}

/** What to do after it: the next of the first steps, else anything open that was not begun. */
function nextOf(visible: readonly Challenge[], completed: ReadonlySet<number>, rounds: readonly Round[], present: Challenge) {
  const free = visible.filter(
    (one) => one.id !== present.id && !rounds.some((round) => round.challengeId === one.id) && one.needs.every((id) => completed.has(id)),
  )
  const next = free.find((one) => one.onboarding) ?? free[0]
  return next ? { slug: next.slug, title: next.title, minutes: next.minutes } : null
}

function extraWords({ extra }: Challenge): string[] {
  const { languages, topics, variety } = extra
  return [
    ...(languages ? [`× ${languages.factor} for the first in ${languages.list.map(languageName).join(', ')}`] : []),
    ...(topics ? [`× ${topics.factor} for the first about ${topics.list.join(', ')}`] : []),
    ...(variety && variety.points > 0 ? [`+ ${variety.points} each time for a topic or language you have not used here before`] : []),
  ]
}

/** The stages on the member's way: those passed, the present one, and what may come. */
function stepsOf(challenge: Challenge, round: Round | undefined, { passed }: Progress): StepView[] {
  const done = (stage: Stage): boolean => passed.get(stage.id)?.at != null
  const stageId = round ? round.stageId : (challenge.stages[0]?.id ?? null)
  const over = round?.state === 'completed'
  return challenge.stages
    .filter((stage) => !over || done(stage))
    .map((stage) => ({
      id: stage.id,
      title: stage.title,
      task: stageTypeOf(stage.type).task,
      check: checkers[stageTypeOf(stage.type).checkedBy(stageTypeOf(stage.type).settings.parse(stage.settings))],
      points: challenge.award.mode === 'stages' ? stage.points : 0,
      state: done(stage) ? ('passed' as const) : stage.id === stageId ? ('here' as const) : ('ahead' as const),
      at: passed.get(stage.id)?.at?.toISOString() ?? null,
    }))
}
