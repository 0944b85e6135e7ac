import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Raffle } from './raffles.ts'

const fields = `r.id, r.slug, r.title, r.about, r.origin, r.state, r.opens_at AS "opensAt", r.closes_at AS "closesAt", r.time_zone AS "timeZone", r.winners, r.prize, r.points,
  r.badge, r.level_from AS "levelFrom", r.seed_hash AS "seedHash", r.seed, r.entrants_hash AS "entrantsHash", r.drawn_at AS "drawnAt",
  coalesce(r.entrants, (SELECT count(*) FROM raffle_ticket t WHERE t.program_id = r.program_id AND t.raffle_id = r.id))::int AS entrants`

/** Raffles that members see: open ones that close first, then those that were drawn. Those of challenges and rewards stand on their own pages. */
export async function rafflesSeen(program: number): Promise<Raffle[]> {
  return sqlAlone<Raffle>(
    `SELECT ${fields} FROM raffle r WHERE r.program_id = $1 AND r.state IN ('published', 'drawn') AND r.origin = 'raffle'
     ORDER BY r.state = 'drawn', CASE WHEN r.state = 'drawn' THEN NULL ELSE r.closes_at END, r.drawn_at DESC LIMIT 60`,
    [program],
  )
}

/** Every raffle, for those who run them; the newest first. */
export async function rafflesOf(program: number): Promise<Raffle[]> {
  return sqlAlone<Raffle>(`SELECT ${fields} FROM raffle r WHERE r.program_id = $1 ORDER BY r.id DESC LIMIT 200`, [program])
}

/** One raffle by its name in addresses, or null. Drafts and put away ones are nobody's. */
export async function raffleBySlug(program: number, slug: string): Promise<Raffle | null> {
  const [row] = await sqlAlone<Raffle>(
    `SELECT ${fields} FROM raffle r WHERE r.program_id = $1 AND r.slug = $2 AND r.state IN ('published', 'drawn')`,
    [program, slug],
  )
  return row ?? null
}

/** The name in addresses of the raffle that belongs to something else (`challenge:12`), or null. */
export async function raffleOf(program: number, origin: string): Promise<string | null> {
  const [row] = await sqlAlone<{ slug: string }>('SELECT slug FROM raffle WHERE program_id = $1 AND origin = $2 ORDER BY id DESC LIMIT 1', [
    program,
    origin,
  ])
  return row?.slug ?? null
}

/** The reader's own ticket, or null. */
export async function ticketOf(program: number, raffleId: number, memberId: number): Promise<string | null> {
  const [row] = await sqlAlone<{ ticket: string }>(
    'SELECT ticket::text AS ticket FROM raffle_ticket WHERE program_id = $1 AND raffle_id = $2 AND member_id = $3',
    [program, raffleId, memberId],
  )
  return row?.ticket ?? null
}

/** Every ticket of a drawn raffle in the order of the draw. `memberId` is for naming winners: the list that is published leaves it out. */
export async function placesDrawn(program: number, raffleId: number): Promise<{ place: number; ticket: string; memberId: number; won: boolean }[]> {
  return sqlAlone(
    'SELECT place, ticket::text AS ticket, member_id AS "memberId", won FROM raffle_place WHERE program_id = $1 AND raffle_id = $2 ORDER BY place',
    [program, raffleId],
  )
}

/** The raffles of a program that are past their last moment and not drawn. */
export async function rafflesDue(program: number, now: Date): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `SELECT id FROM raffle WHERE program_id = $1 AND state = 'published' AND closes_at <= $2 AND origin = 'raffle' ORDER BY closes_at`,
    [program, now],
  )
  return rows.map((row) => row.id)
}

/** Raffles that belong to something else (`reward:12`), are past their last moment and not drawn. */
export async function drawsDue(program: number, kind: string, now: Date): Promise<{ id: number; owner: number }[]> {
  return sqlAlone<{ id: number; owner: number }>(
    `SELECT id, split_part(origin, ':', 2)::int AS owner FROM raffle
     WHERE program_id = $1 AND state = 'published' AND closes_at <= $2 AND starts_with(origin, $3 || ':') ORDER BY closes_at, id`,
    [program, now, kind],
  )
}

/** The last raffle of something else (`reward:12`), by its name in addresses, or null. */
export async function raffleSlugOf(program: number, origin: string): Promise<string | null> {
  const [row] = await sqlAlone<{ slug: string }>(
    `SELECT slug FROM raffle WHERE program_id = $1 AND origin = $2 AND state IN ('published', 'drawn') ORDER BY id DESC LIMIT 1`,
    [program, origin],
  )
  return row?.slug ?? null
}
