import { sqlAlone } from '#app/db/transaction.server.ts'
import type { DriftRow } from '#app/domain/ledger/drift.ts'
import type { Policy } from '#app/domain/ledger/policy.ts'
import { policyAt } from '#app/domain/ledger/settling.server.ts'

/** How the book treats debts and old points now. */
export async function policyOf(program: number): Promise<Policy> {
  return policyAt({ sql: sqlAlone, program })
}

/** What the check has found and is still there, the newest first; and the last that went away again. */
export async function driftOf(program: number, limit: number): Promise<DriftRow[]> {
  return sqlAlone<DriftRow>(
    `SELECT id, what, place, member_id AS "memberId", expected, found, seen_at AS "seenAt", gone_at AS "goneAt" FROM drift
     WHERE program_id = $1 ORDER BY gone_at IS NOT NULL, gone_at DESC, id DESC LIMIT $2`,
    [program, limit],
  )
}

/** When the last walk of the check over all members came to its end (its beginning), and how far the present one is. */
export async function checkState(program: number): Promise<{ passedAt: Date | null; runningAt: number | null }> {
  const [row] = await sqlAlone<{ passedAt: Date | null; runningAt: number | null }>(
    `SELECT passed_at AS "passedAt", CASE WHEN finished_at IS NULL THEN cursor END AS "runningAt" FROM ledger_walk WHERE program_id = $1 AND name = 'drift'`,
    [program],
  )
  return row ?? { passedAt: null, runningAt: null }
}

/** The blocks of the chain that stand on the list of findings. */
export async function openBlocks(program: number): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `SELECT DISTINCT substring(place FROM '^block ([0-9]+)')::int AS id FROM drift WHERE program_id = $1 AND what = 'chain' AND gone_at IS NULL`,
    [program],
  )
  return rows.map((row) => row.id)
}
