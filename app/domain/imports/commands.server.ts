import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { ListForm } from './imports.ts'

export type HeldImport = {
  id: number
  title: string
  sourceId: number
  csv: string
  form: ListForm
  state: 'draft' | 'done' | 'undone'
  deliveries: number[]
}

/** Keeps an uploaded list as a draft. Answers its number. */
export async function addImport(scope: Scope, list: { title: string; sourceId: number; csv: string; form: ListForm }): Promise<number> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO list_import (program_id, title, source_id, csv, form, by_id, created_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7) RETURNING id`,
    [scope.program, list.title, list.sourceId, list.csv, JSON.stringify(list.form), scope.by ?? 0, scope.now],
  )
  return row?.id ?? 0
}

/** A list, locked until the transaction ends. Refuses `not_found`. */
export async function holdImport(scope: Scope, id: number): Promise<HeldImport> {
  const [row] = await scope.sql<HeldImport>(
    `SELECT id, title, source_id AS "sourceId", csv, form, state, deliveries FROM list_import WHERE program_id = $1 AND id = $2 FOR UPDATE`,
    [scope.program, id],
  )
  if (!row) throw new Refusal('not_found', 'This list does not exist. Nothing was changed.')
  return row
}

/** Sets which column of a draft is what. */
export async function setForm(scope: Scope, id: number, form: ListForm): Promise<void> {
  await scope.sql(`UPDATE list_import SET form = $3::jsonb WHERE program_id = $1 AND id = $2 AND state = 'draft'`, [
    scope.program,
    id,
    JSON.stringify(form),
  ])
}

/** Notes that a list went in, by which deliveries, and how many of its rows were new, known before and refused. */
export async function markDone(
  scope: Scope,
  id: number,
  went: { deliveries: readonly number[]; fresh: number; known: number; faults: number },
): Promise<void> {
  await scope.sql(
    `UPDATE list_import SET state = 'done', deliveries = $3, fresh = $4, known = $5, faults = $6, done_at = $7 WHERE program_id = $1 AND id = $2 AND state = 'draft'`,
    [scope.program, id, went.deliveries, went.fresh, went.known, went.faults, scope.now],
  )
}

/** Notes that a list was taken back. */
export async function markUndone(scope: Scope, id: number): Promise<void> {
  await scope.sql(`UPDATE list_import SET state = 'undone', undone_at = $3 WHERE program_id = $1 AND id = $2 AND state = 'done'`, [
    scope.program,
    id,
    scope.now,
  ])
}

/** Removes drafts that nobody went on with for a week, and the texts of lists after thirty days. */
export async function sweepImports(scope: Scope): Promise<void> {
  await scope.sql(`DELETE FROM list_import WHERE program_id = $1 AND state = 'draft' AND created_at < $2::timestamptz - interval '7 days'`, [
    scope.program,
    scope.now,
  ])
  await scope.sql(`UPDATE list_import SET csv = '' WHERE program_id = $1 AND csv <> '' AND created_at < $2::timestamptz - interval '30 days'`, [
    scope.program,
    scope.now,
  ])
}
