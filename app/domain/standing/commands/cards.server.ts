import type { Scope } from '#app/db/transaction.server.ts'
import { type CardState, emptyCard, nextStamp } from '#app/domain/standing/cards.ts'
import type { Gain, Loss, StampCard } from '#app/domain/standing/standing.ts'
import type { Causes, Moved } from './badges.server.ts'
import type { CountedRow } from './deeds.server.ts'

/** A stamp as it came: from a deed (no origin), or given by a rule under a key. */
export type StampChange = {
  memberId: number
  holderId: number
  card: StampCard
  at: Date
  activityId: number
  origin: string
  amount: number
  by: 1 | -1
}

/** An offer just made: the next deed counts double until then. */
export type Nudge = { memberId: number; card: StampCard; round: number; until: Date; left: number }

type Row = CardState & {
  memberId: number
  holderId: number
  cardId: number
  at: Date
  activityId: number
  origin: string
  amount: number
  added: number
}
type Touched = { card: StampCard; memberId: number; changes: StampChange[] }

/** The stamps that deeds which began or ceased to count give or take. */
export function stampsBy(cards: readonly StampCard[], rows: readonly CountedRow[]): StampChange[] {
  return cards.flatMap((card) =>
    rows
      .filter((row) => card.kinds.includes(row.kind) && row.at >= card.startsAt)
      .map(({ memberId, at, activityId, by }) => ({ memberId, holderId: memberId, card, at, activityId, origin: '', amount: 1, by })),
  )
}

/** Brings stamp cards in line with changed stamps: from the earliest one touched on. Answers fills gained and lost, and nudges to send. */
export async function updateCards(scope: Scope, changes: readonly StampChange[], causes: Causes): Promise<Moved & { nudges: Nudge[] }> {
  if (changes.length === 0) return { gains: [], losses: [], nudges: [] }
  const touched = grouped(changes)
  const known = await stampsFrom(scope, touched)
  const kept: Row[] = []
  const gone: Row[] = []
  const gains: Gain[] = []
  const losses: Loss[] = []
  const nudges: Nudge[] = []
  for (const one of touched) {
    const first = one.changes.reduce((least, change) => (compare(change, least) < 0 ? change : least))
    const before = known.get(key(one)) ?? []
    const old = before.filter((row) => compare(row, first) >= 0)
    const start = before.find((row) => compare(row, first) < 0) ?? emptyCard
    const rows = folded(one, start, old)
    const was = new Map(old.map((row) => [nameOf(row), row]))
    kept.push(...rows.filter((row) => !same(row, was.get(nameOf(row)))))
    const now = new Set(rows.map(nameOf))
    gone.push(...old.filter((row) => !now.has(nameOf(row))))
    const [fillsBefore, last] = [(old.at(-1) ?? start).fills, rows.at(-1) ?? start]
    for (let round = fillsBefore + 1; round <= last.fills; round += 1) gains.push(gain(one, round, causes))
    for (let round = last.fills + 1; round <= fillsBefore; round += 1) losses.push({ memberId: one.memberId, what: `card:${one.card.slug}:${round}` })
    if (last.offerUntil && last.offerUntil > scope.now) {
      nudges.push({ memberId: one.memberId, card: one.card, round: last.fills + 1, until: last.offerUntil, left: one.card.places - last.place })
    }
  }
  await writeStamps(scope, kept, gone)
  return { gains, losses, nudges: await firstNudges(scope, nudges) }
}

type Place = Pick<Row, 'at' | 'activityId' | 'origin'>

function compare(one: Place, other: Place): number {
  return (
    one.at.getTime() - other.at.getTime() || one.activityId - other.activityId || (one.origin < other.origin ? -1 : one.origin > other.origin ? 1 : 0)
  )
}

const nameOf = (row: Place): string => `${row.at.getTime()}/${row.activityId}/${row.origin}`
const key = (one: { memberId: number; card: StampCard }): string => `${one.memberId}/${one.card.id}`

function grouped(changes: readonly StampChange[]): Touched[] {
  const touched = new Map<string, Touched>()
  for (const change of changes) {
    const one = touched.get(key(change)) ?? { card: change.card, memberId: change.memberId, changes: [] }
    one.changes.push(change)
    touched.set(key(change), one)
  }
  return [...touched.values()]
}

function folded(one: Touched, start: CardState, old: readonly Row[]): Row[] {
  const stamps = new Map(old.map((row) => [nameOf(row), row]))
  for (const { by, card, ...change } of one.changes) {
    if (by === -1) stamps.delete(nameOf(change))
    else stamps.set(nameOf(change), { ...change, cardId: card.id, ...emptyCard, added: 0 })
  }
  let state = start
  return [...stamps.values()].sort(compare).map((row) => {
    const after = nextStamp(state, row.at, row.amount, one.card, row.origin !== '')
    state = after
    const { fills, place, offered, offerUntil, added } = after
    return { ...row, fills, place, offered, offerUntil, added }
  })
}

function same(one: Row, other: Row | undefined): boolean {
  if (!other) return false
  const offer = (row: Row): number => row.offerUntil?.getTime() ?? 0
  return (
    one.added === other.added &&
    one.fills === other.fills &&
    one.place === other.place &&
    one.offered === other.offered &&
    offer(one) === offer(other)
  )
}

const names = `member_id AS "memberId", holder_id AS "holderId", card_id AS "cardId", at, activity_id AS "activityId", origin, amount, added, fills, place,
  offered, offer_until AS "offerUntil"`

/** Of each touched card the last stamp before the first touched moment, and every stamp from then on. */
async function stampsFrom(scope: Scope, touched: readonly Touched[]): Promise<Map<string, Row[]>> {
  const of = `s.program_id = $1 AND s.member_id = n.member_id AND s.card_id = n.card_id`
  const first = touched.map((one) => one.changes.reduce((least, change) => (compare(change, least) < 0 ? change : least)))
  const rows = await scope.sql<Row>(
    `SELECT u.* FROM unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::bigint[], $6::text[]) AS n(member_id, card_id, at, activity_id, origin)
     CROSS JOIN LATERAL (
       (SELECT ${names} FROM stamp s WHERE ${of} AND (s.at, s.activity_id, s.origin) < (n.at, n.activity_id, n.origin)
        ORDER BY s.at DESC, s.activity_id DESC, s.origin DESC LIMIT 1)
       UNION ALL (SELECT ${names} FROM stamp s WHERE ${of} AND (s.at, s.activity_id, s.origin) >= (n.at, n.activity_id, n.origin))) AS u
     ORDER BY u."memberId", u."cardId", u.at, u."activityId", u.origin`,
    [
      scope.program,
      first.map((one) => one.memberId),
      first.map((one) => one.card.id),
      first.map((one) => one.at),
      first.map((one) => one.activityId),
      first.map((one) => one.origin),
    ],
  )
  const known = new Map<string, Row[]>()
  for (const row of rows) {
    const name = `${row.memberId}/${row.cardId}`
    const list = known.get(name)
    if (list) list.push(row)
    else known.set(name, [row])
  }
  return known
}

async function writeStamps(scope: Scope, kept: readonly Row[], gone: readonly Row[]): Promise<void> {
  const column = (rows: readonly Row[], name: keyof Row): unknown[] => rows.map((row) => row[name])
  const columns = (rows: readonly Row[]): unknown[] =>
    (['memberId', 'cardId', 'at', 'activityId', 'origin'] as const).map((name) => column(rows, name))
  if (gone.length > 0) {
    await scope.sql(
      `DELETE FROM stamp s USING unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::bigint[], $6::text[]) AS n(member_id, card_id, at, activity_id, origin)
       WHERE s.program_id = $1 AND s.member_id = n.member_id AND s.card_id = n.card_id AND s.at = n.at AND s.activity_id = n.activity_id AND s.origin = n.origin`,
      [scope.program, ...columns(gone)],
    )
  }
  if (kept.length === 0) return
  const rest = ['holderId', 'amount', 'added', 'fills', 'place', 'offered', 'offerUntil'] as const
  await scope.sql(
    `INSERT INTO stamp (program_id, member_id, card_id, at, activity_id, origin, holder_id, amount, added, fills, place, offered, offer_until)
     SELECT $1::smallint, * FROM unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::bigint[], $6::text[], $7::bigint[], $8::smallint[], $9::smallint[],
       $10::int[], $11::smallint[], $12::boolean[], $13::timestamptz[]) ORDER BY 2, 3, 4, 5, 6
     ON CONFLICT (program_id, member_id, card_id, at, activity_id, origin) DO UPDATE SET added = excluded.added, fills = excluded.fills,
       place = excluded.place, offered = excluded.offered, offer_until = excluded.offer_until`,
    [scope.program, ...columns(kept), ...rest.map((name) => column(kept, name))],
  )
}

function gain({ card, memberId }: Touched, round: number, causes: Causes): Gain {
  const facts = { card: card.slug, round }
  const activityId = causes.get(memberId)?.activityId ?? 0
  return { memberId, what: `card:${card.slug}:${round}`, kind: 'card.filled', title: card.title, url: '/badges', facts, activityId }
}

/** Those nudges that nobody got yet: one for each round of a card. */
async function firstNudges(scope: Scope, nudges: readonly Nudge[]): Promise<Nudge[]> {
  if (nudges.length === 0) return []
  const rows = await scope.sql<{ memberId: number; cardId: number; round: number }>(
    `INSERT INTO card_nudge (program_id, member_id, card_id, round, at, until)
     SELECT $1::smallint, member_id, card_id, round, $6::timestamptz, until
     FROM unnest($2::bigint[], $3::int[], $4::int[], $5::timestamptz[]) AS n(member_id, card_id, round, until) ON CONFLICT DO NOTHING
     RETURNING member_id AS "memberId", card_id AS "cardId", round`,
    [
      scope.program,
      nudges.map((nudge) => nudge.memberId),
      nudges.map((nudge) => nudge.card.id),
      nudges.map((nudge) => nudge.round),
      nudges.map((nudge) => nudge.until),
      scope.now,
    ],
  )
  return nudges.filter((nudge) => rows.some((row) => row.memberId === nudge.memberId && row.cardId === nudge.card.id && row.round === nudge.round))
}
