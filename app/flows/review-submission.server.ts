import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { sayVerdict, type Said, type Verdict } from './say-verdict.server.ts'

const refusals = {
  decided_before: 'Somebody decided this a moment ago, or the member changed it. Nothing was done twice; look at it again.',
  own_work: 'This is your own work: somebody else judges it.',
  judged_before: 'You judged this already. It waits for somebody else.',
  other_language: 'This is in a language that you do not review.',
} as const

/** A reviewer approves, returns or rejects what a member handed in, once. The submission's version is the key: who comes second is told so. */
export async function reviewSubmission(
  by: Actor & { by: number },
  program: Program,
  verdict: Verdict,
  now = new Date(),
): Promise<Extract<Said, { kind: 'decided' | 'counted' }> | Refused<keyof typeof refusals | 'out_of_range'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const said = await sayVerdict(scope, program, verdict)
          if (said.kind !== 'decided' && said.kind !== 'counted') {
            const kind = said.kind === 'needs_more' ? 'decided_before' : said.kind
            throw new Refusal(kind, refusals[kind])
          }
          const { submission, version, points, reason } = verdict
          const after = { version, points, ...(said.kind === 'counted' && { approvals: said.approvals }) }
          await record(scope, { action: `submission.${verdict.verdict}`, objectKind: 'submission', objectId: submission, after, reason })
          return said
        },
        now,
      ),
    'decided_before',
    'own_work',
    'judged_before',
    'other_language',
    'out_of_range',
  )
}
