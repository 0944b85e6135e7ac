import type { HereView } from '#app/components/challenges/challenge-steps.tsx'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { type Challenge, stageAfter } from '#app/domain/challenges/challenges.ts'
import { languageName } from '#app/domain/challenges/credit.ts'
import type { Round, Work } from '#app/domain/challenges/queries/taking-part.server.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import { deedSettings } from '#app/domain/challenges/types/outside-event.ts'
import { keyedHash } from '#app/foundation/crypto.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { adapters } from '#integrations/registry.ts'

/** The word by which a member's own posts are known in a challenge. */
export function codeOf(program: number, challenge: number, member: number): string {
  return `laurel-${keyedHash('share-code', `${program}/${challenge}/${member}`).slice(0, 6)}`
}

/** How far a round got: which stages are passed, and what was written for them. */
export type Progress = { passed: ReadonlyMap<number, { at: Date | null; answer: string | null; deeds: number }>; work: ReadonlyMap<number, Work> }

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
