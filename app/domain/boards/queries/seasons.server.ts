import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Season } from '#app/domain/boards/seasons.ts'
import { described, type Place, type PlaceRow, placeFrom, type Reader } from './described.server.ts'

const fields = `id, slug, title, starts_at AS "startsAt", ends_at AS "endsAt", winners, frozen_at AS "frozenAt", late_count AS "lateCount", late_points AS "latePoints"`

/** All seasons of a program, the latest first. */
export async function seasonsOf(program: number): Promise<Season[]> {
  return sqlAlone<Season>(`SELECT ${fields} FROM season WHERE program_id = $1 ORDER BY starts_at DESC`, [program])
}

/** One season by what it is called in addresses, or null. */
export async function seasonBySlug(program: number, slug: string): Promise<Season | null> {
  const [row] = await sqlAlone<Season>(`SELECT ${fields} FROM season WHERE program_id = $1 AND slug = $2`, [program, slug])
  return row ?? null
}

// Places stay as they were frozen; whoever does not stand on boards now is left out of what others see. A merged member is shown as who they became.
const held = `
FROM season_place p JOIN member h ON h.program_id = p.program_id AND h.id = p.member_id
JOIN member m ON m.program_id = p.program_id AND m.id = coalesce(h.merged_into, h.id)
WHERE p.program_id = $1 AND p.season_id = $4`
const shown = `(m.state = 'active' AND m.on_boards)`

const page = described(`SELECT m.id AS member_id, p.points, p.place ${held} AND ${shown} AND p.place > $5::int ORDER BY p.place LIMIT $6`)
const own = described(`SELECT m.id AS member_id, p.points, p.place ${held} AND m.id = $3`)

/** Frozen places after the place `after`, at most `limit`. */
export async function frozenPlaces(program: number, seasonId: number, reader: Reader, after: number, limit: number): Promise<Place[]> {
  const rows = await sqlAlone<PlaceRow>(page, [program, reader.reaches, reader.memberId, seasonId, after, limit])
  return rows.map(placeFrom)
}

/** The reader's own frozen place, or null. */
export async function frozenPlaceOf(program: number, seasonId: number, reader: Reader): Promise<Place | null> {
  const [row] = await sqlAlone<PlaceRow>(own, [program, reader.reaches, reader.memberId, seasonId])
  return row ? placeFrom(row) : null
}

/** How many stand in a frozen season, without those who do not stand on boards now. */
export async function frozenCount(program: number, seasonId: number): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(
    `SELECT count(*)::int AS count FROM season_place p JOIN member h ON h.program_id = p.program_id AND h.id = p.member_id
     JOIN member m ON m.program_id = p.program_id AND m.id = coalesce(h.merged_into, h.id) WHERE p.program_id = $1 AND p.season_id = $2 AND ${shown}`,
    [program, seasonId],
  )
  return row?.count ?? 0
}
