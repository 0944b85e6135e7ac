import type { Guest, SignedIn } from '#app/auth/guests.server.ts'
import type { HereView, StepView } from '#app/components/challenges/challenge-steps.tsx'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { type Challenge, type Stage, stageAfter } from '#app/domain/challenges/challenges.ts'
import { figuresOf, marksOf, progressOf, type Round, roundsOf, type Work, workOf } from '#app/domain/challenges/queries/taking-part.server.ts'
import { languageName } from '#app/domain/challenges/credit.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import { deedSettings } from '#app/domain/challenges/types/outside-event.ts'
import { checkers } from '#app/domain/challenges/types/type.ts'
import { keyedHash } from '#app/foundation/crypto.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { adapters } from '#integrations/registry.ts'
import { cardOf, visibleChallenges } from './challenges-view.server.ts'

/** The word by which a member's own posts are known in a challenge. */
export function codeOf(program: number, challenge: number, member: number): string {
  return `laurel-${keyedHash('share-code', `${program}/${challenge}/${member}`).slice(0, 6)}`
}

/** The challenge of this address, if it is meant for this person; for everybody else there is none. */
export async function challengeFor(guest: Guest, slug: string | undefined, now: Date): Promise<{ challenge: Challenge; visible: Challenge[] }> {
  const visible = await visibleChallenges(guest, now)
  const challenge = visible.find((one) => one.slug === slug)
  if (!challenge) throw new Response('There is no such challenge.', { status: 404, statusText: 'Not Found' })
  return { challenge, visible }
}

type Progress = { passed: ReadonlyMap<number, { at: Date | null; answer: string | null; deeds: number }>; work: ReadonlyMap<number, Work> }
const none: Progress = { passed: new Map(), work: new Map() }

/** Everything on a challenge's page for a member. */
export async function challengeView(guest: Guest & { member: SignedIn }, slug: string | undefined, now: Date) {
  const { program, member } = guest
  const { challenge, visible } = await challengeFor(guest, slug, now)
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
    place: round?.place ?? null,
    roundId: round?.id ?? null,
    steps: stepsOf(challenge, round, progress),
    here: hereOf(challenge, round, progress, { code, now }),
    retryAt: round?.retryAt && round.retryAt > now ? round.retryAt.toISOString() : null,
    next: nextOf(visible, completed, all, challenge),
  }
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

/** The stage where the member stands, as its form shows it; null once it is over. Nothing of the settings that would give an answer away. */
export function hereOf(
  challenge: Challenge,
  round: Pick<Round, 'stageId' | 'id'> | undefined,
  { passed, work }: Progress,
  { code, now }: { code: string; now: Date },
): HereView | null {
  const stage = challenge.stages.find((one) => one.id === (round ? round.stageId : challenge.stages[0]?.id))
  if (!stage) return null
  const type = stageTypeOf(stage.type)
  const settings = type.settings.parse(stage.settings) as Record<string, unknown>
  const last = work.get(stage.id)
  const open = last && ['draft', 'waiting', 'returned'].includes(last.state) ? last : undefined
  const deed = type.view === 'deed' ? deedSettings.parse(stage.settings) : null
  const cards = deed ? cardsFrom(adapters) : {}
  return {
    stageId: stage.id,
    view: type.view,
    type: stage.type,
    html: stage.body === '' ? '' : renderMarkdown(stage.body),
    fields: [...type.inputs(settings)],
    content: open?.content ?? {},
    work: last ? { state: last.state, reason: last.reason, handedInAt: last.handedInAt?.toISOString() ?? null } : null,
    url: typeof settings['url'] === 'string' ? settings['url'] : null,
    contains: typeof settings['contains'] === 'string' ? settings['contains'] : '',
    opened: typeof open?.content['openedAt'] === 'string',
    seconds: typeof settings['seconds'] === 'number' ? settings['seconds'] : 0,
    code: stage.type === 'share' && settings['own'] === true ? code : null,
    eventId: typeof settings['eventId'] === 'number' ? settings['eventId'] : null,
    deed: deed && {
      count: deed.count,
      done: passed.get(stage.id)?.deeds ?? 0,
      whens: deed.trigger.map((kind) => cards[kind]?.when ?? kind),
      since: deed.from === 'date' ? (deed.since ?? null) : null,
    },
    asksGenerated: type.text && challenge.generatedPolicy !== 'allowed' ? challenge.generatedPolicy : null,
    generated: open?.declaredGenerated ?? null,
    languages: (challenge.extra.languages?.list ?? []).map((value) => ({ value, label: languageName(value) })),
    topics: (challenge.extra.topics?.list ?? []).map((value) => ({ value, label: value })),
    last: stageAfter(challenge.stages, stage, null, new Map()) === null,
    now: now.toISOString(),
  }
}
