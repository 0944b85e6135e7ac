/** A place on a board. `person` is null where the reader may not see who it is; `level` where it is hidden. */
export type Place = {
  place: number
  memberId: number
  points: number
  person: { handle: string; name: string } | null
  level: { rank: number; title: string } | null
}

/** Whom a reader may see by name, and who the reader is (null: a visitor). */
export type Reader = { reaches: readonly string[]; memberId: number | null }

/** A row of `described`. */
export type PlaceRow = {
  place: number
  memberId: number
  points: number
  handle: string | null
  name: string | null
  rank: number | null
  title: string | null
}

/**
 * Names and levels to a list of (place, member_id, points); the program is $1, the reader's reaches $2, the reader $3. A name reaches only those whom
 * its profile reaches, and its owner; a level that was hidden reaches its owner alone.
 */
export const described = (list: string): string => `
SELECT n.place::int AS place, n.member_id AS "memberId", n.points, seen.handle, coalesce(seen.display_name, seen.handle) AS name, l.rank, l.title
FROM (${list}) AS n
LEFT JOIN member seen ON seen.program_id = $1 AND seen.id = n.member_id AND (seen.profile = ANY($2::text[]) OR seen.id = $3)
LEFT JOIN standing st ON st.program_id = $1 AND st.member_id = seen.id AND (NOT 'level' = ANY(seen.hidden) OR seen.id = $3)
LEFT JOIN level l ON l.program_id = $1 AND l.rank = st.level
ORDER BY n.place, n.member_id <> $3`

/** A place without a name keeps no number either by which its holder could be followed. */
export function placeFrom({ place, memberId, points, handle, name, rank, title }: PlaceRow): Place {
  return {
    place,
    memberId: handle === null ? -place : memberId,
    points,
    person: handle === null || name === null ? null : { handle, name },
    level: rank === null || title === null ? null : { rank, title },
  }
}
