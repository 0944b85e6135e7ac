import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Wishes } from '#app/domain/members/wishes.ts'

/** What a member said about interests, languages, country and gifts; for their own eyes, managers who target challenges, and the form of an order. */
export async function wishesOf(program: number, member: number): Promise<Wishes> {
  const [row] = await sqlAlone<Wishes>(
    `SELECT interests, languages, country, shirt_size AS "shirtSize", reward_wishes AS "rewardWishes" FROM member WHERE program_id = $1 AND id = $2`,
    [program, member],
  )
  return row ?? { interests: [], languages: [], country: null, shirtSize: null, rewardWishes: '' }
}

/** The interests that active members named, the most named first, with how many named each. */
export async function namedInterests(program: number): Promise<{ interest: string; members: number }[]> {
  return sqlAlone(
    `SELECT i AS interest, count(*)::int AS members FROM member m, unnest(m.interests) i
     WHERE m.program_id = $1 AND m.state = 'active' AND m.merged_into IS NULL GROUP BY i ORDER BY members DESC, i LIMIT 60`,
    [program],
  )
}
