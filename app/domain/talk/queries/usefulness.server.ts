import { sqlAlone } from '#app/db/transaction.server.ts'

/** How many found it worth their time: the part of those who said so, from 0 to 1, and how many said anything. */
export type Usefulness = { useful: number; votes: number }

/** How useful each challenge was found, by its id; those that nobody rated are left out. */
export async function usefulnessOf(program: number): Promise<Map<number, Usefulness>> {
  const rows = await sqlAlone<Usefulness & { id: number }>(
    `SELECT challenge_id AS id, avg(useful::int)::float8 AS useful, count(*)::int AS votes FROM challenge_rating WHERE program_id = $1 GROUP BY challenge_id`,
    [program],
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
