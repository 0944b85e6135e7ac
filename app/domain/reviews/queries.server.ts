import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { DisputeRow, FlagRow, Reviewer } from './reviews.ts'

/** The member as a community reviewer, or null. */
export async function reviewerOf(program: number, member: number): Promise<Reviewer | null> {
  const [row] = await sqlAlone<Reviewer>(`SELECT member_id AS "memberId", languages FROM reviewer WHERE program_id = $1 AND member_id = $2`, [
    program,
    member,
  ])
  return row ?? null
}

/** Every community reviewer by name. */
export async function reviewersOf(program: number): Promise<(Reviewer & { handle: string; name: string; addedAt: Date })[]> {
  return sqlAlone(
    `SELECT r.member_id AS "memberId", r.languages, m.handle, coalesce(m.display_name, m.handle) AS name, r.added_at AS "addedAt"
     FROM reviewer r JOIN member m ON m.program_id = r.program_id AND m.id = r.member_id WHERE r.program_id = $1 AND m.handle IS NOT NULL ORDER BY name`,
    [program],
  )
}

const disputeColumns = `id, kind, subject_id AS "subjectId", member_id AS "memberId", title, reason, barred::text[] AS barred, opened_at AS "openedAt",
  due_at AS "dueAt", outcome, answer, decided_at AS "decidedAt"`
const plain = (row: Omit<DisputeRow, 'barred'> & { barred: string[] }): DisputeRow => ({ ...row, barred: row.barred.map(Number) })

/** Disputes that wait for somebody, the oldest first. */
export async function openDisputes(program: number, limit = 200): Promise<DisputeRow[]> {
  const rows = await sqlAlone<Omit<DisputeRow, 'barred'> & { barred: string[] }>(
    `SELECT ${disputeColumns} FROM dispute WHERE program_id = $1 AND outcome IS NULL ORDER BY opened_at, id LIMIT $2`,
    [program, limit],
  )
  return rows.map(plain)
}

/** A person's own disputes about things of one kind, the newest first. */
export async function disputesOf(program: number, person: number, kind: DisputeRow['kind']): Promise<DisputeRow[]> {
  const rows = await sqlAlone<Omit<DisputeRow, 'barred'> & { barred: string[] }>(
    `SELECT ${disputeColumns} FROM dispute WHERE program_id = $1 AND kind = $3 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)
     ORDER BY id DESC LIMIT 100`,
    [program, person, kind],
  )
  return rows.map(plain)
}

/** Flags that wait for somebody, the oldest first. */
export async function openFlags(program: number, limit = 200): Promise<FlagRow[]> {
  return sqlAlone<FlagRow>(
    `SELECT id, kind, subject, member_id AS "memberId", title, detail, url, raised_at AS "raisedAt" FROM flag
     WHERE program_id = $1 AND outcome IS NULL ORDER BY raised_at, id LIMIT $2`,
    [program, limit],
  )
}

/** A person's bulk approvals that can still be taken back, the newest first. */
export async function undoableBulks(program: number, by: number, at: Date): Promise<{ id: number; count: number; undoUntil: Date }[]> {
  return sqlAlone(
    `SELECT b.id, b.undo_until AS "undoUntil", (SELECT count(*)::int FROM review_bulk_item i WHERE i.program_id = b.program_id AND i.bulk_id = b.id) AS count
     FROM review_bulk b WHERE b.program_id = $1 AND b.by_id = $2 AND b.undone_at IS NULL AND b.undo_until > $3 ORDER BY b.id DESC LIMIT 5`,
    [program, by, at],
  )
}
