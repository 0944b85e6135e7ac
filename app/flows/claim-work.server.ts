import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { keepWritten, type KeptRow, takeRows } from '#app/domain/challenges/commands.server.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { enterChallenge } from './enter-challenge.server.ts'
import { judgeSubmission } from './judge-submission.server.ts'

/**
 * Somebody signs in with a browser in which something was done or written without a session: what a visitor tried is handed in and pays now, once; what was
 * cut off by the end of a session is a draft again. Answers the slugs of the challenges it was about.
 */
export function claimWork(
  by: Actor & { by: number },
  program: { timeZone: string },
  token: string,
  now = new Date(),
): Promise<{ challenges: string[] }> {
  return inTransaction(
    by,
    async (scope) => {
      await lockSettling(scope)
      const slugs = new Set<string>()
      for (const row of await takeRows(scope, token)) {
        const slug = await claim(scope, program, by.by, row)
        if (slug) slugs.add(slug)
      }
      return { challenges: [...slugs] }
    },
    now,
  )
}

/** What cannot be taken up (the challenge is over, done, not for them, or the next try has to wait) is left behind without a word. */
async function claim(scope: Scope, program: { timeZone: string }, memberId: number, row: KeptRow): Promise<string | null> {
  const challenge = await challengeIn(scope, row.challengeId)
  const stage = challenge?.stages.find((one) => one.id === row.stageId)
  if (!challenge || !stage) return null
  try {
    const round = await enterChallenge(scope, program, challenge, memberId)
    if (round.state !== 'open' || round.stageId !== stage.id) return null
    if (row.state === 'draft') await keepWritten(scope, { participationId: round.id, stageId: stage.id, memberId, content: row.content })
    else if (round.retryAt === null || round.retryAt <= scope.now) {
      const order = { slug: challenge.slug, stageId: stage.id, content: row.content }
      const looked = { accounts: [], code: '', page: null }
      await judgeSubmission(scope, program, { challenge, stage, round: { ...round, stageAt: new Date(0) }, order, looked })
    }
    return challenge.slug
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
