import type { Guest } from '#app/auth/guests.server.ts'
import { firstOpen } from '#app/domain/challenges/challenges.ts'
import { keptOf } from '#app/domain/challenges/queries/kept.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import { checkers } from '#app/domain/challenges/types/type.ts'
import { hereOf } from './challenge-here.server.ts'
import { challengeFor } from './challenge-view.server.ts'
import { cardOf } from './challenges-view.server.ts'

/** An open challenge for somebody without an account: the same page, going by what this browser did. `here` is null once all is done. */
export async function visitorView(guest: Guest, slug: string | undefined, token: string | null, now: Date) {
  const { program } = guest
  const { challenge } = await challengeFor(guest, slug, now)
  const kept = token === null ? [] : await keptOf(program.id, token)
  const mine = kept.filter((one) => one.challengeId === challenge.id && one.state === 'passed')
  const done = new Map(mine.map((one) => [one.stageId, one.answer]))
  const present = firstOpen(challenge.stages, done)
  const figures = { done: 0, taken: 0 }
  const card = cardOf(challenge, { rounds: [], zone: program.timeZone, now, mark: null, figures, completed: new Set() })
  const passed = new Map(mine.map((one) => [one.stageId, { at: one.at, answer: one.answer, deeds: 0 }]))
  const progress = { passed, work: new Map() }
  return {
    card,
    html: challenge.body === '' ? '' : renderMarkdown(challenge.body),
    needs: [],
    extra: [],
    places: challenge.places,
    draw: null,
    place: null,
    roundId: null,
    paused: false,
    steps: challenge.stages.map((stage) => {
      const type = stageTypeOf(stage.type)
      const state = done.has(stage.id) ? ('passed' as const) : stage.id === present?.id ? ('here' as const) : ('ahead' as const)
      const at = passed.get(stage.id)?.at.toISOString() ?? null
      const check = checkers[type.checkedBy(type.settings.parse(stage.settings))]
      return { id: stage.id, title: stage.title, task: type.task, check, points: challenge.award.mode === 'stages' ? stage.points : 0, state, at }
    }),
    here: present && hereOf(challenge, { stageId: present.id, id: 0 }, progress, { code: '', now }),
    retryAt: null,
    next: null,
    why: null,
  }
}
