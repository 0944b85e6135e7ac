import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { Spotlight } from './spotlights.ts'

/** Puts somebody in the spotlight, once per title. Refuses `taken`. Answers its number and its name in addresses. */
export async function publish(
  scope: Scope,
  wanted: string,
  spotlight: Omit<Spotlight, 'id' | 'slug' | 'publishedAt'>,
): Promise<{ id: number; slug: string }> {
  const taken = new Set(
    (await scope.sql<{ slug: string }>('SELECT slug FROM spotlight WHERE program_id = $1', [scope.program])).map((row) => row.slug),
  )
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO spotlight (program_id, slug, title, starts_at, ends_at, member_id, citation, reasons, points, badge, published_by, published_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12) ON CONFLICT (program_id, title) DO NOTHING RETURNING id`,
    [
      ...[scope.program, slug, spotlight.title, spotlight.startsAt, spotlight.endsAt, spotlight.memberId, spotlight.citation],
      ...[JSON.stringify(spotlight.reasons), spotlight.points, spotlight.badge, scope.by, scope.now],
    ],
  )
  if (!row) throw new Refusal('taken', `“${spotlight.title}” is published already. Give this one another title. Nothing was changed.`)
  return { id: row.id, slug }
}

/** Hides a page of the hall of fame, or shows it again. Refuses `not_found`. */
export async function showSpotlight(scope: Scope, id: number, shown: boolean): Promise<void> {
  const rows = await scope.sql('UPDATE spotlight SET hidden_at = $3 WHERE program_id = $1 AND id = $2 RETURNING id', [
    ...[scope.program, id, shown ? null : scope.now],
  ])
  if (rows.length === 0) throw new Refusal('not_found', 'There is no such page. Nothing was changed.')
}

/** How often each of these persons stood in the spotlight within a year before an instant. */
export async function honoredBefore(scope: Pick<Scope, 'sql' | 'program'>, persons: readonly number[], before: Date): Promise<Map<number, number>> {
  const rows = await scope.sql<{ memberId: number; count: number }>(
    `SELECT member_id AS "memberId", count(*)::int AS count FROM spotlight
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND starts_at < $3 AND starts_at >= $3::timestamptz - interval '1 year' GROUP BY 1`,
    [scope.program, persons, before],
  )
  return new Map(rows.map((row) => [row.memberId, row.count]))
}
