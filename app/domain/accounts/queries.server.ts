import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Account, AccountForm } from './accounts.ts'

/** A list as the page of account data shows it. */
export type ListedAccounts = {
  id: number
  title: string
  state: 'draft' | 'done' | 'undone'
  changed: number
  same: number
  faults: number
  createdAt: Date
  doneAt: Date | null
  undoneAt: Date | null
}

const fields = `id, title, state, changed, same, faults, created_at AS "createdAt", done_at AS "doneAt", undone_at AS "undoneAt"`

/** The lists that were brought in, newest first. */
export async function accountListsOf(program: number, limit: number): Promise<ListedAccounts[]> {
  return sqlAlone<ListedAccounts>(`SELECT ${fields} FROM account_list WHERE program_id = $1 ORDER BY id DESC LIMIT $2`, [program, limit])
}

/** One list with its text and what its columns are, or null. */
export async function accountListById(program: number, id: number): Promise<(ListedAccounts & { csv: string; form: AccountForm }) | null> {
  const [row] = await sqlAlone<ListedAccounts & { csv: string; form: AccountForm }>(
    `SELECT ${fields}, csv, form FROM account_list WHERE program_id = $1 AND id = $2`,
    [program, id],
  )
  return row ?? null
}

/** What is said of a member, with the consent it rests on, the list that said it and when; null where nothing is. */
export async function accountOf(program: number, member: number): Promise<(Account & { consent: string; list: string; updatedAt: Date }) | null> {
  const [row] = await sqlAlone<Account & { consent: string; list: string; updatedAt: Date }>(
    `SELECT a.company, a.plan, a.stage, coalesce(to_char(a.renews_on, 'YYYY-MM-DD'), '') AS "renewsOn", a.consent, coalesce(l.title, '') AS list,
       a.updated_at AS "updatedAt"
     FROM member_account a LEFT JOIN account_list l ON l.program_id = a.program_id AND l.id = a.list_id WHERE a.program_id = $1 AND a.member_id = $2`,
    [program, member],
  )
  return row ?? null
}
