import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Spotlight } from './spotlights.ts'

const fields = `id, slug, title, starts_at AS "startsAt", ends_at AS "endsAt", member_id AS "memberId", citation, reasons, points, badge, published_at AS "publishedAt"`

/** The hall of fame, the latest first. Hidden pages only if asked for, marked as such. */
export async function spotlightsOf(program: number, hidden: boolean): Promise<(Spotlight & { hidden: boolean })[]> {
  return sqlAlone(
    `SELECT ${fields}, hidden_at IS NOT NULL AS hidden FROM spotlight WHERE program_id = $1 AND ($2 OR hidden_at IS NULL) ORDER BY starts_at DESC, id DESC LIMIT 120`,
    [program, hidden],
  )
}

/** One page of the hall of fame, or null. */
export async function spotlightBySlug(program: number, slug: string): Promise<Spotlight | null> {
  const [row] = await sqlAlone<Spotlight>(`SELECT ${fields} FROM spotlight WHERE program_id = $1 AND slug = $2 AND hidden_at IS NULL`, [
    program,
    slug,
  ])
  return row ?? null
}
