import { sqlAlone } from '#app/db/transaction.server.ts'
import { open } from '#app/foundation/crypto.server.ts'
import { codeNow } from './codes.server.ts'
import type { HubEvent } from './events.ts'

const fields = `e.id, e.slug, e.title, e.summary, e.body, e.place, e.url, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.checkin_from AS "checkinFrom",
  e.checkin_until AS "checkinUntil", e.time_zone AS "timeZone", e.state, e.points, e.turns,
  (SELECT count(*) FROM attendance a WHERE a.program_id = e.program_id AND a.event_id = e.id)::int AS attended`

/** Events that members see: those to come, the next first, then those of the last half year, the latest first. */
export async function eventsSeen(program: number, now: Date): Promise<HubEvent[]> {
  return sqlAlone<HubEvent>(
    `SELECT ${fields} FROM event e WHERE e.program_id = $1 AND e.state = 'published' AND e.ends_at > $2::timestamptz - interval '180 days'
     ORDER BY e.ends_at <= $2, abs(extract(epoch FROM e.starts_at - $2::timestamptz)) LIMIT 60`,
    [program, now],
  )
}

/** Every event, for those who run them; the newest first. */
export async function eventsOf(program: number): Promise<HubEvent[]> {
  return sqlAlone<HubEvent>(`SELECT ${fields} FROM event e WHERE e.program_id = $1 ORDER BY e.starts_at DESC LIMIT 200`, [program])
}

/** One event by its name in addresses, or null. Members see published ones alone. */
export async function eventBySlug(program: number, slug: string, staff: boolean): Promise<HubEvent | null> {
  const [row] = await sqlAlone<HubEvent>(`SELECT ${fields} FROM event e WHERE e.program_id = $1 AND e.slug = $2 AND ($3 OR e.state = 'published')`, [
    program,
    slug,
    staff,
  ])
  return row ?? null
}

/** The code for the organizer's screen, and for how many seconds it stands. */
export async function codeOf(program: number, event: Pick<HubEvent, 'id' | 'slug' | 'turns'>, now: Date): Promise<{ code: string; seconds: number }> {
  const [row] = await sqlAlone<{ sealed: Uint8Array }>('SELECT secret_seal AS sealed FROM event WHERE program_id = $1 AND id = $2', [
    program,
    event.id,
  ])
  if (!row) throw new Error(`There is no event ${event.id}.`)
  return codeNow(open('event', `${program}/${event.slug}`, row.sealed), event.turns, now)
}

export type Attendee = { memberId: number; how: string; at: Date }

/** Who was there, the latest first. */
export async function attendeesOf(program: number, eventId: number): Promise<Attendee[]> {
  return sqlAlone<Attendee>(
    'SELECT member_id AS "memberId", how, at FROM attendance WHERE program_id = $1 AND event_id = $2 ORDER BY at DESC, member_id LIMIT 2000',
    [program, eventId],
  )
}

/** The events at which this member was, by number, with the moment. */
export async function attendedBy(program: number, memberId: number): Promise<{ eventId: number; at: Date }[]> {
  return sqlAlone('SELECT event_id AS "eventId", at FROM attendance WHERE program_id = $1 AND member_id = $2', [program, memberId])
}
