import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { Account, AccountForm } from './accounts.ts'

export type HeldList = { id: number; title: string; csv: string; form: AccountForm; state: 'draft' | 'done' | 'undone' }

/** Lets go of drafts of a week ago, and of the texts of lists of a month ago: what they did stays. */
export async function sweepAccountLists(scope: Scope): Promise<void> {
  await scope.sql(`DELETE FROM account_list WHERE program_id = $1 AND state = 'draft' AND created_at < $2::timestamptz - interval '7 days'`, [
    scope.program,
    scope.now,
  ])
  await scope.sql(`UPDATE account_list SET csv = '' WHERE program_id = $1 AND csv <> '' AND created_at < $2::timestamptz - interval '30 days'`, [
    scope.program,
    scope.now,
  ])
}

/** Keeps an uploaded list as a draft. Answers its number. */
export async function addAccountList(scope: Scope, list: { title: string; csv: string; form: AccountForm }): Promise<number> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO account_list (program_id, title, csv, form, by_id, created_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6) RETURNING id`,
    [scope.program, list.title, list.csv, JSON.stringify(list.form), scope.by ?? 0, scope.now],
  )
  return row?.id ?? 0
}

/** A list, locked until the transaction ends. Refuses `not_found`. */
export async function holdAccountList(scope: Scope, id: number): Promise<HeldList> {
  const [row] = await scope.sql<HeldList>(`SELECT id, title, csv, form, state FROM account_list WHERE program_id = $1 AND id = $2 FOR UPDATE`, [
    scope.program,
    id,
  ])
  if (!row) throw new Refusal('not_found', 'This list does not exist. Nothing was changed.')
  return row
}

/** Sets which column of a draft is what. */
export async function setAccountForm(scope: Scope, id: number, form: AccountForm): Promise<void> {
  await scope.sql(`UPDATE account_list SET form = $3::jsonb WHERE program_id = $1 AND id = $2 AND state = 'draft'`, [
    scope.program,
    id,
    JSON.stringify(form),
  ])
}

/** Writes what a list says of these members, and how each stood before. Nobody may stand in it twice. */
export async function setAccounts(
  scope: Scope,
  listId: number,
  rows: readonly { memberId: number; consent: string; account: Account }[],
): Promise<void> {
  if (rows.length === 0) return
  const members = rows.map((row) => row.memberId)
  await scope.sql(
    `INSERT INTO account_change (program_id, list_id, member_id, before)
     SELECT $1::smallint, $2::int, n.id, to_jsonb(a) - 'program_id' - 'member_id' FROM unnest($3::bigint[]) AS n(id)
     LEFT JOIN member_account a ON a.program_id = $1 AND a.member_id = n.id`,
    [scope.program, listId, members],
  )
  await scope.sql(
    `INSERT INTO member_account (program_id, member_id, company, plan, stage, renews_on, consent, list_id, updated_at)
     SELECT $1::smallint, n.id, n.company, n.plan, n.stage, nullif(n.renews_on, '')::date, n.consent, $2::int, $9::timestamptz
     FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) AS n(id, company, plan, stage, renews_on, consent)
     ON CONFLICT (program_id, member_id) DO UPDATE SET company = excluded.company, plan = excluded.plan, stage = excluded.stage,
       renews_on = excluded.renews_on, consent = excluded.consent, list_id = excluded.list_id, updated_at = excluded.updated_at`,
    [
      scope.program,
      listId,
      members,
      rows.map(({ account }) => account.company),
      rows.map(({ account }) => account.plan),
      rows.map(({ account }) => account.stage),
      rows.map(({ account }) => account.renewsOn),
      rows.map(({ consent }) => consent),
      scope.now,
    ],
  )
}

/**
 * Puts back how members stood before lists that were taken back, wherever such a list is the one that said it last; what it stood on may be taken back
 * too. Answers how many members.
 */
export async function restoreAccounts(scope: Scope): Promise<number> {
  const found = new Set<number>()
  for (;;) {
    const back = [...(await restoreOnce(scope)), ...(await removeOnce(scope))]
    if (back.length === 0) return found.size
    for (const { id } of back) found.add(Number(id))
  }
}

const undone = `account_change c JOIN account_list l ON l.program_id = c.program_id AND l.id = c.list_id AND l.state = 'undone'`

function restoreOnce(scope: Scope): Promise<{ id: number }[]> {
  return scope.sql(
    `UPDATE member_account a SET company = b.company, plan = b.plan, stage = b.stage, renews_on = b.renews_on, consent = b.consent, list_id = b.list_id,
       updated_at = $2
     FROM ${undone} CROSS JOIN LATERAL jsonb_to_record(c.before) AS b(company text, plan text, stage text, renews_on date, consent text, list_id int)
     WHERE c.program_id = $1 AND c.before IS NOT NULL AND a.program_id = $1 AND a.member_id = c.member_id AND a.list_id = c.list_id RETURNING a.member_id AS id`,
    [scope.program, scope.now],
  )
}

function removeOnce(scope: Scope): Promise<{ id: number }[]> {
  return scope.sql(
    `DELETE FROM member_account a USING ${undone}
     WHERE c.program_id = $1 AND c.before IS NULL AND a.program_id = $1 AND a.member_id = c.member_id AND a.list_id = c.list_id RETURNING a.member_id AS id`,
    [scope.program],
  )
}

/** Notes that a list went in: how many members it changed, left as they were, and how many rows were refused. */
export async function markListDone(scope: Scope, id: number, went: { changed: number; same: number; faults: number }): Promise<void> {
  await scope.sql(
    `UPDATE account_list SET state = 'done', changed = $3, same = $4, faults = $5, done_at = $6 WHERE program_id = $1 AND id = $2 AND state = 'draft'`,
    [scope.program, id, went.changed, went.same, went.faults, scope.now],
  )
}

/** Notes that a list was taken back. */
export async function markListUndone(scope: Scope, id: number): Promise<void> {
  await scope.sql(`UPDATE account_list SET state = 'undone', undone_at = $3 WHERE program_id = $1 AND id = $2 AND state = 'done'`, [
    scope.program,
    id,
    scope.now,
  ])
}
