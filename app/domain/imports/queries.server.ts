import { sqlAlone } from '#app/db/transaction.server.ts'
import type { ListForm } from './imports.ts'

/** A list as the page of lists shows it. */
export type ListedImport = {
  id: number
  title: string
  sourceId: number
  state: 'draft' | 'done' | 'undone'
  fresh: number
  known: number
  faults: number
  createdAt: Date
  doneAt: Date | null
  undoneAt: Date | null
}

const fields = `id, title, source_id AS "sourceId", state, fresh, known, faults, created_at AS "createdAt", done_at AS "doneAt", undone_at AS "undoneAt"`

/** The lists that were brought in, newest first. */
export async function importsOf(program: number, limit: number): Promise<ListedImport[]> {
  return sqlAlone<ListedImport>(`SELECT ${fields} FROM list_import WHERE program_id = $1 ORDER BY id DESC LIMIT $2`, [program, limit])
}

/** One list with its text and what its columns are, or null. */
export async function importById(program: number, id: number): Promise<(ListedImport & { csv: string; form: ListForm }) | null> {
  const [row] = await sqlAlone<ListedImport & { csv: string; form: ListForm }>(
    `SELECT ${fields}, csv, form FROM list_import WHERE program_id = $1 AND id = $2`,
    [program, id],
  )
  return row ?? null
}
