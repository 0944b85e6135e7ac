import type { Scope } from '#app/db/transaction.server.ts'
import { newToken, open, seal } from '#app/foundation/crypto.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { isCode } from './codes.server.ts'
import { checkinPhase, type EventForm, type EventState, type HubEvent, typedCode } from './events.ts'

/** An event as it is written: the form's words with its times as instants. */
export type EventOrder = Pick<EventForm, 'title' | 'summary' | 'body' | 'place' | 'url' | 'timeZone' | 'points' | 'turns'> &
  Pick<HubEvent, 'startsAt' | 'endsAt' | 'checkinFrom' | 'checkinUntil'>

/** Writes a new event as a draft with a secret of its own, or changes one. Refuses `backwards` and `not_found`. Answers id and slug. */
export async function writeEvent(scope: Scope, id: number | null, slug: string, order: EventOrder): Promise<{ id: number; slug: string }> {
  if (order.endsAt <= order.startsAt || order.checkinUntil <= order.checkinFrom)
    throw new Refusal('backwards', 'The event must end after it starts. Nothing was changed.')
  const values = [
    ...[order.title, order.summary, order.body, order.place, order.url, order.startsAt, order.endsAt, order.checkinFrom, order.checkinUntil],
    ...[order.timeZone, order.points, order.turns],
  ]
  if (id !== null) {
    const [row] = await scope.sql<{ id: number; slug: string }>(
      `UPDATE event SET title = $2, summary = $3, body = $4, place = $5, url = $6, starts_at = $7, ends_at = $8, checkin_from = $9, checkin_until = $10, time_zone = $11,
         points = $12, turns = $13 WHERE program_id = $1 AND id = $14 AND state <> 'canceled' RETURNING id, slug`,
      [scope.program, ...values, id],
    )
    if (!row) throw new Refusal('not_found', 'There is no such event to change. Nothing was changed.')
    return row
  }
  const free = await freeSlug(scope, slug)
  const [row] = await scope.sql<{ id: number; slug: string }>(
    `INSERT INTO event (program_id, title, summary, body, place, url, starts_at, ends_at, checkin_from, checkin_until, time_zone, points, turns, slug, secret_seal, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id, slug`,
    [scope.program, ...values, free, seal('event', `${scope.program}/${free}`, newToken()), scope.by, scope.now],
  )
  if (!row) throw new Error('The event was not written.')
  return row
}

async function freeSlug(scope: Scope, wanted: string): Promise<string> {
  const rows = await scope.sql<{ slug: string }>('SELECT slug FROM event WHERE program_id = $1', [scope.program])
  const taken = new Set(rows.map((row) => row.slug))
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  return slug
}

const moves: Record<string, readonly EventState[]> = { published: ['draft'], canceled: ['draft', 'published'] }

/** Publishes or cancels an event. Refuses `not_found` where it cannot go there from where it is. */
export async function moveEvent(scope: Scope, id: number, to: 'published' | 'canceled'): Promise<void> {
  const rows = await scope.sql('UPDATE event SET state = $3 WHERE program_id = $1 AND id = $2 AND state = ANY($4::text[]) RETURNING id', [
    ...[scope.program, id, to, moves[to]],
  ])
  if (rows.length === 0) throw new Refusal('not_found', 'This event is not in a state to do that. Nothing was changed.')
}

export type OpenEvent = Pick<HubEvent, 'id' | 'slug' | 'title' | 'points' | 'state' | 'checkinFrom' | 'checkinUntil' | 'turns' | 'startsAt'> & {
  secretSeal: Uint8Array
}

const fields = `id, slug, title, points, state, checkin_from AS "checkinFrom", checkin_until AS "checkinUntil", turns, starts_at AS "startsAt", secret_seal AS "secretSeal"`

/** A published event by its name in addresses. Refuses `not_found`. */
export async function eventToEnter(scope: Scope, slug: string): Promise<OpenEvent> {
  const [event] = await scope.sql<OpenEvent>(`SELECT ${fields} FROM event WHERE program_id = $1 AND slug = $2 AND state = 'published'`, [
    scope.program,
    slug,
  ])
  if (!event) throw new Refusal('not_found', 'There is no such event.')
  return event
}

/** Refuses `closed` outside the window of check-in and `wrong_code` for any code but the one on the screen. */
export function requireCode(scope: Scope, event: OpenEvent, code: string): void {
  const phase = checkinPhase(event, scope.now)
  if (phase !== 'open')
    throw new Refusal(
      'closed',
      phase === 'ahead' ? 'Check-in is not open yet. Nothing was noted.' : 'Check-in is over. Ask the organizer to note you on the list.',
    )
  const secret = open('event', `${scope.program}/${event.slug}`, event.secretSeal)
  if (!isCode(secret, event.turns, scope.now, typedCode(code)))
    throw new Refusal('wrong_code', 'That is not the code on the screen now. Codes change often: look again, and type the one you see.')
}

/** Notes that these persons were there, each once for good, under whichever of their accounts it was noted. Answers who is new. */
export async function noteAttendance(scope: Scope, eventId: number, persons: readonly number[], how: 'code' | 'list'): Promise<number[]> {
  const rows = await scope.sql<{ memberId: number }>(
    `INSERT INTO attendance (program_id, event_id, member_id, how, at, by_id) SELECT $1::smallint, $2::int, m, $4, $5::timestamptz, $6::bigint FROM unnest($3::bigint[]) AS m
     WHERE NOT EXISTS (SELECT FROM member o JOIN attendance a ON a.program_id = $1 AND a.event_id = $2 AND a.member_id = o.id WHERE o.program_id = $1 AND o.merged_into = m)
     ON CONFLICT DO NOTHING RETURNING member_id AS "memberId"`,
    [scope.program, eventId, [...new Set(persons)], how, scope.now, scope.by],
  )
  return rows.map((row) => row.memberId).sort((one, other) => one - other)
}

/** Who is noted at an event, as persons. */
export async function attendingNow(scope: Scope, eventId: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT coalesce(m.merged_into, m.id) AS id FROM attendance a JOIN member m ON m.program_id = a.program_id AND m.id = a.member_id WHERE a.program_id = $1 AND a.event_id = $2`,
    [scope.program, eventId],
  )
  return rows.map((row) => row.id)
}

/** Which of these persons were at these events, as `event/person`. */
export async function attendedAmong(scope: Scope, asked: readonly { eventId: number; memberId: number }[]): Promise<Set<string>> {
  if (asked.length === 0) return new Set()
  const rows = await scope.sql<{ eventId: number; memberId: number }>(
    `SELECT DISTINCT a.event_id AS "eventId", q.member_id AS "memberId" FROM unnest($2::int[], $3::bigint[]) AS q(event_id, member_id)
     JOIN attendance a ON a.program_id = $1 AND a.event_id = q.event_id
     JOIN member m ON m.program_id = a.program_id AND m.id = a.member_id AND coalesce(m.merged_into, m.id) = q.member_id`,
    [scope.program, asked.map((one) => one.eventId), asked.map((one) => one.memberId)],
  )
  return new Set(rows.map((row) => `${row.eventId}/${row.memberId}`))
}
