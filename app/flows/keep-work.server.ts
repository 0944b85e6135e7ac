import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry } from '#app/domain/access/commands.server.ts'
import { type Challenge, firstOpen, opennessOf, type Stage } from '#app/domain/challenges/challenges.ts'
import { keepRow } from '#app/domain/challenges/commands.server.ts'
import { keptIn } from '#app/domain/challenges/settling.server.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'

type Work = {
  challenge: Challenge
  stage: Stage
  content: Record<string, unknown>
  /** A visitor tries an open challenge; else a member's session had ended. */ tried: boolean
}
const mostLetters = 50_000

/**
 * Keeps what came without a session, under the token of the browser, until somebody signs in with it. What a visitor tries is judged at once, so that they can go on; it
 * pays only after they joined, and is judged again then. `from`: the client's address where the browser had nothing kept so far; thirty such in ten minutes.
 */
export function keepWork(
  by: Actor,
  token: string,
  work: Work & { from: string | null },
  now = new Date(),
): Promise<{ kind: 'kept' | 'passed' } | { kind: 'not_yet' | 'too_many'; message: string }> {
  return inTransaction(
    by,
    async (scope) => {
      const { challenge, stage, content, tried } = work
      if (JSON.stringify(content).length > mostLetters) return { kind: 'not_yet' as const, message: 'That is too long to be kept. Shorten it first.' }
      if (work.from !== null && !(await countTry(scope, limits.keptWork, work.from)))
        return { kind: 'too_many' as const, message: 'Much was sent from here without an account. Sign in first, or wait ten minutes.' }
      const row = { challengeId: challenge.id, stageId: stage.id, content }
      if (!tried) {
        await keepRow(scope, token, { ...row, state: 'draft', answer: null })
        return { kind: 'kept' as const }
      }
      const type = stageTypeOf(stage.type)
      const passed = (await keptIn(scope, token)).filter((one) => one.challengeId === challenge.id && one.state === 'passed')
      const here = firstOpen(challenge.stages, new Map(passed.map((one) => [one.stageId, one.answer])))
      if (here?.id !== stage.id || opennessOf(challenge, now) !== 'open')
        return { kind: 'not_yet' as const, message: 'Another step comes first. Open the page again.' }
      if (!type.forVisitors) return { kind: 'not_yet' as const, message: 'This step needs an account. Join, and go on from here.' }
      const read = type.submission.safeParse(content)
      if (!read.success) return { kind: 'not_yet' as const, message: read.error.issues[0]?.message ?? 'Something is missing.' }
      const facts = { now, stageAt: new Date(0), openedAt: null, page: null, accounts: [], code: '' }
      const judged = type.judge(type.settings.parse(stage.settings), read.data, facts)
      if (judged.kind === 'not_yet' || judged.kind === 'failed') return { kind: 'not_yet' as const, message: judged.why }
      await keepRow(scope, token, { ...row, state: 'passed', answer: judged.kind === 'passed' ? (judged.answer ?? null) : null })
      return { kind: 'passed' as const }
    },
    now,
  )
}
