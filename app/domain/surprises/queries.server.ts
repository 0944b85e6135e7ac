import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Surprise } from './surprises.ts'

/** Every surprise with what it cost and how many it reached; the newest first. For those who run the program: members hear of one when it happens. */
export async function surprisesOf(program: number): Promise<Surprise[]> {
  return sqlAlone<Surprise>(
    `SELECT s.id, s.title, s.words, s.state, s.kinds, s.least, s.days, s.level_from AS "levelFrom", s.level_to AS "levelTo", s.winners, s.amount, s.budget, s.every,
       s.next_at AS "nextAt", coalesce(g.spent, 0)::int AS spent, coalesce(g.reached, 0)::int AS reached FROM surprise s
     LEFT JOIN LATERAL (SELECT sum(amount) AS spent, count(*) AS reached FROM surprise_gift g WHERE g.program_id = s.program_id AND g.surprise_id = s.id) AS g ON true
     WHERE s.program_id = $1 ORDER BY s.id DESC LIMIT 100`,
    [program],
  )
}

/** The surprises that are due. */
export async function surprisesDue(program: number, now: Date): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `SELECT id FROM surprise WHERE program_id = $1 AND state = 'on' AND next_at <= $2 ORDER BY next_at, id`,
    [program, now],
  )
  return rows.map((row) => row.id)
}
