import type { Scope } from '#app/db/transaction.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'

/** What somebody did or wrote without being signed in. */
export type KeptRow = {
  challengeId: number
  stageId: number
  state: 'draft' | 'passed'
  content: Record<string, unknown>
  answer: string | null
  at: Date
}

/** Keeps what a browser sent without an account, under the token in its cookie; the newest for each stage. */
export async function keepRow(scope: Scope, token: string, row: Omit<KeptRow, 'at'>): Promise<void> {
  await scope.sql(
    `INSERT INTO kept_work (program_id, token, challenge_id, stage_id, state, content, answer, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (program_id, token, stage_id) DO UPDATE SET state = $5, content = $6, answer = $7, at = $8`,
    [scope.program, sha256(token), row.challengeId, row.stageId, row.state, JSON.stringify(row.content), row.answer, scope.now],
  )
}

/** Takes what was kept under a token, in its order; it is there no longer. */
export async function takeRows(scope: Scope, token: string): Promise<KeptRow[]> {
  const rows = await scope.sql<KeptRow & { id: number }>(
    `DELETE FROM kept_work WHERE program_id = $1 AND token = $2
     RETURNING id, challenge_id AS "challengeId", stage_id AS "stageId", state, content, answer, at`,
    [scope.program, sha256(token)],
  )
  return rows.sort((one, other) => one.id - other.id).map(({ id: _, ...row }) => row)
}

/** Forgets what nobody came back for within so many days. */
export async function forgetKept(scope: Scope, days: number): Promise<void> {
  await scope.sql('DELETE FROM kept_work WHERE program_id = $1 AND at < $2', [scope.program, new Date(scope.now.getTime() - days * 86_400_000)])
}
