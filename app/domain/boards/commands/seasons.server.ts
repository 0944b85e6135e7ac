import { type Scope, lockSettling } from '#app/db/transaction.server.ts'
import { seasonBoard } from '#app/domain/boards/boards.ts'
import { slugFrom } from '#app/domain/boards/seasons.ts'
import { Refusal } from '#app/foundation/outcome.ts'

export type SeasonOrder = { title: string; startsAt: Date; endsAt: Date; winners: number }

/**
 * Plans a season, or changes one that has not started (`id`). Takes the settling lock, so that no score slips between. Refuses `started` (a season
 * counts from its first moment on, so it must lie ahead), `backwards` and `overlaps`. Answers id and slug.
 */
export async function planSeason(scope: Scope, id: number | null, order: SeasonOrder): Promise<{ id: number; slug: string }> {
  await lockSettling(scope)
  if (order.endsAt <= order.startsAt) throw new Refusal('backwards', 'The season must end after it starts. Nothing was changed.')
  if (order.startsAt <= scope.now)
    throw new Refusal('started', 'A season must start in the future: it counts from its first moment on. Nothing was changed.')
  if (id !== null) await requirePlanned(scope, id)
  const [other] = await scope.sql<{ title: string }>(
    'SELECT title FROM season WHERE program_id = $1 AND id IS DISTINCT FROM $2::int AND starts_at < $4 AND ends_at > $3 LIMIT 1',
    [scope.program, id, order.startsAt, order.endsAt],
  )
  if (other) throw new Refusal('overlaps', `“${other.title}” lies in the same time, and a deed counts for one season. Nothing was changed.`)
  const values = [scope.program, order.title, order.startsAt, order.endsAt, order.winners]
  const [row] =
    id === null
      ? await scope.sql<{ id: number; slug: string }>(
          'INSERT INTO season (program_id, title, starts_at, ends_at, winners, slug) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, slug',
          [...values, await freeSlug(scope, 'season', order.title)],
        )
      : await scope.sql<{ id: number; slug: string }>(
          'UPDATE season SET title = $2, starts_at = $3, ends_at = $4, winners = $5 WHERE program_id = $1 AND id = $6 RETURNING id, slug',
          [...values, id],
        )
  if (!row) throw new Error('The season was not written.')
  return row
}

/** Takes a season back that has not started. Refuses `started` and `not_found`. */
export async function removeSeason(scope: Scope, id: number): Promise<void> {
  await lockSettling(scope)
  await requirePlanned(scope, id)
  await scope.sql('DELETE FROM season WHERE program_id = $1 AND id = $2', [scope.program, id])
}

async function requirePlanned(scope: Scope, id: number): Promise<void> {
  const [season] = await scope.sql<{ startsAt: Date }>('SELECT starts_at AS "startsAt" FROM season WHERE program_id = $1 AND id = $2', [
    scope.program,
    id,
  ])
  if (!season) throw new Refusal('not_found', 'There is no such season any more. Nothing was changed.')
  if (season.startsAt <= scope.now) throw new Refusal('started', 'This season has started, so it stays as it was announced. Nothing was changed.')
}

/** The first slug like the title that no row of the table has. */
export async function freeSlug(scope: Scope, table: 'season' | 'segment', title: string): Promise<string> {
  const wanted = slugFrom(title)
  const text = table === 'season' ? 'SELECT slug FROM season WHERE program_id = $1' : 'SELECT slug FROM segment WHERE program_id = $1'
  const taken = new Set((await scope.sql<{ slug: string }>(text, [scope.program])).map(({ slug }) => slug))
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  return slug
}

export type Winner = { memberId: number; place: number; points: number }
export type Frozen = { id: number; slug: string; title: string; endsAt: Date; winners: Winner[] }

/** Seasons past their last moment whose places are not frozen yet. */
export async function seasonsToFreeze(scope: Scope): Promise<{ id: number; endsAt: Date }[]> {
  return scope.sql('SELECT id, ends_at AS "endsAt" FROM season WHERE program_id = $1 AND frozen_at IS NULL AND ends_at <= $2 ORDER BY ends_at', [
    scope.program,
    scope.now,
  ])
}

const copyPlaces = `
INSERT INTO season_place (program_id, season_id, place, member_id, points, reached_at)
SELECT $1::smallint, $2::int, row_number() OVER (ORDER BY s.points DESC, s.reached_at, s.member_id), s.member_id, s.points, s.reached_at
FROM board b JOIN board_past s ON s.program_id = b.program_id AND s.board_id = b.id AND s.listed AND s.points > 0
WHERE b.program_id = $1 AND b.scope = $3 AND b.period = $4`

/** Writes the places of an ended season down for good and clears its live board. The caller holds the settling lock. Answers who won. */
export async function freezeSeason(scope: Scope, id: number): Promise<Frozen> {
  const { scope: name, period } = seasonBoard(id)
  await scope.sql(copyPlaces, [scope.program, id, name, period])
  const [season] = await scope.sql<Omit<Frozen, 'winners'> & { winners: number }>(
    `UPDATE season SET frozen_at = $3 WHERE program_id = $1 AND id = $2 RETURNING id, slug, title, ends_at AS "endsAt", winners`,
    [scope.program, id, scope.now],
  )
  if (!season) throw new Error(`There is no season ${id}.`)
  const [board] = await scope.sql<{ id: number }>('SELECT id FROM board WHERE program_id = $1 AND scope = $2 AND period = $3', [
    scope.program,
    name,
    period,
  ])
  if (board) {
    await scope.sql('DELETE FROM board_past WHERE program_id = $1 AND board_id = $2', [scope.program, board.id])
    await scope.sql('DELETE FROM board WHERE program_id = $1 AND id = $2', [scope.program, board.id])
  }
  const winners = await scope.sql<Winner>(
    'SELECT member_id AS "memberId", place, points FROM season_place WHERE program_id = $1 AND season_id = $2 AND place <= $3 ORDER BY place',
    [scope.program, id, season.winners],
  )
  return { ...season, winners }
}
