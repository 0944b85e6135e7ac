import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { Surprise, SurpriseForm } from './surprises.ts'

/** Writes a new surprise, switched off, with its first draw at an instant. Answers its number. */
export async function writeSurprise(scope: Scope, form: Omit<SurpriseForm, 'firstAt'>, firstAt: Date): Promise<number> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO surprise (program_id, title, words, kinds, least, days, level_from, level_to, winners, amount, budget, every, next_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
    [
      ...[scope.program, form.title, form.words, form.kinds, form.least, form.days, form.levelFrom, form.levelTo ?? null, form.winners],
      ...[form.amount, form.budget, form.every, firstAt, scope.by],
    ],
  )
  if (!row) throw new Error('The surprise was not written.')
  return row.id
}

/** Switches a surprise on or off. Refuses `not_found` for one that is done. */
export async function switchSurprise(scope: Scope, id: number, to: 'on' | 'off'): Promise<void> {
  const rows = await scope.sql(`UPDATE surprise SET state = $3 WHERE program_id = $1 AND id = $2 AND state <> 'done' RETURNING id`, [
    ...[scope.program, id, to],
  ])
  if (rows.length === 0) throw new Refusal('not_found', 'This surprise is over, so it stays as it is.')
}

export type DueSurprise = Surprise & { nextAt: Date; draws: number; given: number[] }

/** A surprise that is due, locked, with what it cost so far, how often it was drawn and whom it reached; null when another process drew it. */
export async function lockSurprise(scope: Scope, id: number): Promise<DueSurprise | null> {
  const [row] = await scope.sql<Omit<DueSurprise, 'draws' | 'given' | 'spent' | 'reached'>>(
    `SELECT id, title, words, state, kinds, least, days, level_from AS "levelFrom", level_to AS "levelTo", winners, amount, budget, every, next_at AS "nextAt" FROM surprise
     WHERE program_id = $1 AND id = $2 AND state = 'on' AND next_at <= $3 FOR UPDATE`,
    [scope.program, id, scope.now],
  )
  if (!row) return null
  const gifts = await scope.sql<{ memberId: number; amount: number }>(
    `SELECT coalesce(m.merged_into, m.id) AS "memberId", g.amount FROM surprise_gift g JOIN member m ON m.program_id = g.program_id AND m.id = g.member_id
     WHERE g.program_id = $1 AND g.surprise_id = $2`,
    [scope.program, id],
  )
  const [draws] = await scope.sql<{ count: number }>('SELECT count(*)::int AS count FROM surprise_draw WHERE program_id = $1 AND surprise_id = $2', [
    scope.program,
    id,
  ])
  const spent = gifts.reduce((sum, gift) => sum + gift.amount, 0)
  return { ...row, draws: draws?.count ?? 0, given: gifts.map((gift) => gift.memberId), spent, reached: gifts.length }
}

/** Writes a draw down for good, with whom it reached, and when the next one comes (null: never). */
export async function noteDraw(
  scope: Scope,
  surprise: DueSurprise,
  draw: { seed: string; eligible: readonly number[]; winners: readonly number[]; nextAt: Date | null },
): Promise<void> {
  const number = surprise.draws + 1
  await scope.sql('INSERT INTO surprise_draw (program_id, surprise_id, number, seed, eligible, at) VALUES ($1, $2, $3, $4, $5, $6)', [
    ...[scope.program, surprise.id, number, draw.seed, draw.eligible, scope.now],
  ])
  await scope.sql(
    `INSERT INTO surprise_gift (program_id, surprise_id, member_id, number, amount, at) SELECT $1::smallint, $2::int, m, $4::int, $5::int, $6::timestamptz FROM unnest($3::bigint[]) AS m`,
    [scope.program, surprise.id, draw.winners, number, surprise.amount, scope.now],
  )
  await scope.sql('UPDATE surprise SET state = $3, next_at = $4 WHERE program_id = $1 AND id = $2', [
    ...[scope.program, surprise.id, draw.nextAt ? 'on' : 'done', draw.nextAt],
  ])
}
