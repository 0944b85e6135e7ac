import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { MeasureRow } from './conduct.ts'

/** The steps taken with a person, under any account of theirs, the newest first. */
export async function measuresOf(program: number, person: number): Promise<MeasureRow[]> {
  return sqlAlone<MeasureRow>(
    `SELECT c.id, c.step, c.reason, c.note, c.by_id AS "byId", m.handle AS "byHandle", c.at FROM measure c
     LEFT JOIN member m ON m.program_id = c.program_id AND m.id = c.by_id
     WHERE c.program_id = $1 AND c.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY c.id DESC LIMIT 100`,
    [program, person],
  )
}
