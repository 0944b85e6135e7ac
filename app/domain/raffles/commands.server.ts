import { randomUUID } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'
import { newToken, open, seal } from '#app/foundation/crypto.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { drawOrder, hashOfEntrants, hashOfSeed } from './draw.server.ts'
import type { RaffleState } from './raffles.ts'

/** A raffle to open; `origin` names what it belongs to, `raffle` when it stands for itself. Times are instants. */
export type RaffleOrder = {
  title: string
  about: string
  origin: string
  state: 'draft' | 'published'
  opensAt: Date
  closesAt: Date
  timeZone: string
  winners: number
  prize: string
  points: number
  badge: string | null
  levelFrom: number
}

/** Opens a raffle with a fresh seed, sealed, and its hash for everybody to see. Refuses `backwards`. Answers id and slug. */
export async function openRaffle(scope: Scope, slug: string, order: RaffleOrder): Promise<{ id: number; slug: string }> {
  if (order.closesAt <= order.opensAt) throw new Refusal('backwards', 'The raffle must close after it opens. Nothing was changed.')
  const free = await freeSlug(scope, slug)
  const seed = newToken()
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO raffle (program_id, slug, title, about, origin, state, opens_at, closes_at, time_zone, winners, prize, points, badge, level_from, seed_hash, seed_seal, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id`,
    [
      ...[scope.program, free, order.title, order.about, order.origin, order.state, order.opensAt, order.closesAt, order.timeZone, order.winners],
      ...[order.prize, order.points, order.badge, order.levelFrom, hashOfSeed(seed), seal('raffle', `${scope.program}/${free}`, seed)],
      ...[scope.by, scope.now],
    ],
  )
  if (!row) throw new Error('The raffle was not written.')
  return { id: row.id, slug: free }
}

async function freeSlug(scope: Scope, wanted: string): Promise<string> {
  const rows = await scope.sql<{ slug: string }>('SELECT slug FROM raffle WHERE program_id = $1', [scope.program])
  const taken = new Set(rows.map((row) => row.slug))
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  return slug
}

/** Changes what a draft says. Its seed stays. Refuses `not_found` once it was published. */
export async function changeRaffle(scope: Scope, id: number, order: RaffleOrder): Promise<{ slug: string }> {
  if (order.closesAt <= order.opensAt) throw new Refusal('backwards', 'The raffle must close after it opens. Nothing was changed.')
  const [row] = await scope.sql<{ slug: string }>(
    `UPDATE raffle SET title = $3, about = $4, state = $5, opens_at = $6, closes_at = $7, time_zone = $8, winners = $9, prize = $10, points = $11, badge = $12, level_from = $13
     WHERE program_id = $1 AND id = $2 AND state = 'draft' RETURNING slug`,
    [
      ...[scope.program, id, order.title, order.about, order.state, order.opensAt, order.closesAt, order.timeZone, order.winners],
      ...[order.prize, order.points, order.badge, order.levelFrom],
    ],
  )
  if (!row) throw new Refusal('not_found', 'Only a draft can be changed: what was announced stays as it was announced. Nothing was changed.')
  return row
}

const moves: Record<string, readonly RaffleState[]> = {
  published: ['draft', 'paused'],
  paused: ['published'],
  archived: ['draft', 'paused', 'drawn'],
}

/** Publishes, pauses or puts away a raffle. Refuses `not_found` where it cannot go there from where it is. */
export async function moveRaffle(scope: Scope, id: number, to: 'published' | 'paused' | 'archived'): Promise<void> {
  const rows = await scope.sql('UPDATE raffle SET state = $3 WHERE program_id = $1 AND id = $2 AND state = ANY($4::text[]) RETURNING id', [
    ...[scope.program, id, to, moves[to]],
  ])
  if (rows.length === 0) throw new Refusal('not_found', 'This raffle is not in a state to do that. Nothing was changed.')
}

/** What an entrant needs to know of an open raffle. Holds the draw off until the story ends. Refuses `not_found` and `closed`. */
export async function enterable(scope: Scope, slug: string): Promise<{ id: number; levelFrom: number }> {
  const [row] = await scope.sql<{ id: number; state: string; opensAt: Date; closesAt: Date; levelFrom: number }>(
    `SELECT id, state, opens_at AS "opensAt", closes_at AS "closesAt", level_from AS "levelFrom" FROM raffle
     WHERE program_id = $1 AND slug = $2 AND state IN ('published', 'drawn') AND origin = 'raffle' FOR SHARE`,
    [scope.program, slug],
  )
  if (!row) throw new Refusal('not_found', 'There is no such raffle.')
  if (row.state === 'drawn' || scope.now < row.opensAt || scope.now >= row.closesAt)
    throw new Refusal('closed', 'This raffle is not open now, so no ticket was drawn for you.')
  return row
}

/** The raffle that belongs to something else (`challenge:12`), with its last moment set anew while it is not drawn; null if there is none. */
export async function raffleAt(scope: Scope, origin: string, closesAt: Date): Promise<number | null> {
  const [row] = await scope.sql<{ id: number; state: string; closesAt: Date }>(
    'SELECT id, state, closes_at AS "closesAt" FROM raffle WHERE program_id = $1 AND origin = $2 ORDER BY id DESC LIMIT 1',
    [scope.program, origin],
  )
  if (row?.state === 'published' && row.closesAt.getTime() !== closesAt.getTime())
    await scope.sql("UPDATE raffle SET closes_at = greatest($3, opens_at + interval '1 second') WHERE program_id = $1 AND id = $2", [
      ...[scope.program, row.id, closesAt],
    ])
  return row?.id ?? null
}

/** Gives each of these persons one ticket; whoever has one keeps it. Answers how many are new. */
export async function addTickets(scope: Scope, raffleId: number, persons: readonly number[]): Promise<number> {
  const rows = await scope.sql(
    `INSERT INTO raffle_ticket (program_id, raffle_id, member_id, ticket, at)
     SELECT $1::smallint, $2::int, m.member_id, m.ticket, $5::timestamptz FROM unnest($3::bigint[], $4::uuid[]) AS m(member_id, ticket) ON CONFLICT DO NOTHING RETURNING member_id`,
    [scope.program, raffleId, persons, persons.map(() => randomUUID()), scope.now],
  )
  return rows.length
}

/** Gives the ticket of a person back. Answers false if there was none. */
export async function dropTicket(scope: Scope, raffleId: number, person: number): Promise<boolean> {
  const rows = await scope.sql('DELETE FROM raffle_ticket WHERE program_id = $1 AND raffle_id = $2 AND member_id = $3 RETURNING member_id', [
    ...[scope.program, raffleId, person],
  ])
  return rows.length > 0
}

/** A raffle that is due, locked against entrants, with its tickets, oldest holder first; null when another process drew it. */
export async function lockDue(scope: Scope, id: number): Promise<DueRaffle | null> {
  const [raffle] = await scope.sql<Omit<DueRaffle, 'tickets'>>(
    `SELECT id, slug, title, origin, winners, prize, points, badge, seed_seal AS "seedSeal" FROM raffle
     WHERE program_id = $1 AND id = $2 AND state = 'published' AND closes_at <= $3 FOR UPDATE`,
    [scope.program, id, scope.now],
  )
  if (!raffle) return null
  const tickets = await scope.sql<{ memberId: number; ticket: string }>(
    'SELECT member_id AS "memberId", ticket::text AS ticket FROM raffle_ticket WHERE program_id = $1 AND raffle_id = $2 ORDER BY member_id',
    [scope.program, id],
  )
  return { ...raffle, tickets }
}

export type DueRaffle = {
  id: number
  slug: string
  title: string
  origin: string
  winners: number
  prize: string
  points: number
  badge: string | null
  seedSeal: Uint8Array
  tickets: { memberId: number; ticket: string }[]
}

/** Draws a locked raffle among these tickets (those whose holders may still win) and reveals the seed. Answers the winners, first place first. */
export async function drawRaffle(scope: Scope, raffle: DueRaffle): Promise<{ memberId: number; place: number; ticket: string }[]> {
  const seed = open('raffle', `${scope.program}/${raffle.slug}`, raffle.seedSeal)
  const holders = new Map(raffle.tickets.map(({ ticket, memberId }) => [ticket, memberId]))
  const order = drawOrder(seed, [...holders.keys()])
  const places = order.map((ticket, index) => ({ ticket, place: index + 1, memberId: holders.get(ticket) ?? 0, won: index < raffle.winners }))
  await scope.sql(
    `INSERT INTO raffle_place (program_id, raffle_id, place, ticket, member_id, won)
     SELECT $1::smallint, $2::int, p.place, p.ticket, p.member_id, p.won FROM unnest($3::int[], $4::uuid[], $5::bigint[], $6::boolean[]) AS p(place, ticket, member_id, won)`,
    [
      ...[scope.program, raffle.id, places.map((one) => one.place), places.map((one) => one.ticket), places.map((one) => one.memberId)],
      places.map((one) => one.won),
    ],
  )
  await scope.sql(
    `UPDATE raffle SET state = 'drawn', seed = $3, entrants_hash = $4, entrants = $5, drawn_at = $6 WHERE program_id = $1 AND id = $2`,
    [scope.program, raffle.id, seed, hashOfEntrants(order), order.length, scope.now],
  )
  return places.filter((one) => one.won).map(({ memberId, place, ticket }) => ({ memberId, place, ticket }))
}
