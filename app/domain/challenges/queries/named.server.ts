import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import { knownChallenges } from '#app/domain/challenges/definitions.server.ts'

/** A published challenge by its name in addresses, or null. Whether it is meant for somebody is asked of its audience. */
export async function challengeCalled(program: number, slug: string): Promise<Challenge | null> {
  const { challenges } = await knownChallenges(sqlAlone, program)
  return challenges.find((one) => one.slug === slug) ?? null
}

/** Titles and names in addresses of these challenges, whatever their state. */
export async function challengeTitles(program: number, ids: readonly number[]): Promise<Map<number, { title: string; slug: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await sqlAlone<{ id: number; title: string; slug: string }>(
    'SELECT id, title, slug FROM challenge WHERE program_id = $1 AND id = ANY($2::int[])',
    [program, ids],
  )
  return new Map(rows.map(({ id, ...named }) => [id, named]))
}
