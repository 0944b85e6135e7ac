import type { Scope } from '#app/db/transaction.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import type { Waiting } from './commands/inbox.server.ts'

/** How an object is named in counts: short, and saying nothing. */
export function objectKeyOf(sourceId: number, objectId: string): string {
  return plainUuid(`${sourceId}/${objectId}`).slice(0, 23)
}

/** Until when each of these subjects counts as taken back; a subject never taken back is missing. */
export async function undoneUntil(scope: Scope, subjects: readonly string[]): Promise<Map<string, { until: Date; by: number }>> {
  const rows = await scope.sql<{ subject: string; until: Date; by: number }>(
    'SELECT subject, undone_at AS until, activity_id AS by FROM undo WHERE program_id = $1 AND subject = ANY($2::uuid[])',
    [scope.program, subjects],
  )
  return new Map(rows.map((row) => [row.subject, { until: row.until, by: row.by }]))
}

/** When the account behind an activity `a` first did the same: the earliest of its versions that had come in by then. */
const firstTime = `SELECT min(k.occurred_at) FROM activity_key k JOIN activity o ON o.program_id = k.program_id AND o.id = k.activity_id AND o.actor_id = a.actor_id
    WHERE k.program_id = a.program_id AND k.subject = a.subject AND k.activity_id <= a.id`

/** When each of these activities was first done by the same account. */
export async function firstTimes(scope: Scope, activities: readonly number[]): Promise<Map<number, Date>> {
  if (activities.length === 0) return new Map()
  const rows = await scope.sql<{ id: number; at: Date }>(
    `SELECT a.id, (${firstTime}) AS at FROM activity a WHERE a.program_id = $1 AND a.id = ANY($2::bigint[])`,
    [scope.program, activities],
  )
  return new Map(rows.map((row) => [row.id, row.at]))
}

/** Every version of those of these subjects that have several, with its subject. */
export async function versionsOf(scope: Scope, subjects: readonly string[]): Promise<Map<number, string>> {
  const rows = await scope.sql<{ id: number; subject: string }>(
    `SELECT id, subject FROM (
       SELECT activity_id AS id, subject, count(*) OVER (PARTITION BY subject) AS versions FROM activity_key WHERE program_id = $1 AND subject = ANY($2::uuid[])
     ) AS known WHERE versions > 1`,
    [scope.program, subjects],
  )
  return new Map(rows.map((row) => [row.id, row.subject]))
}

/** The stored activities of a subject, every version, oldest first. */
export async function deedsOf(scope: Scope, subject: string): Promise<{ activityId: number; occurredAt: Date }[]> {
  return scope.sql(
    'SELECT activity_id AS "activityId", occurred_at AS "occurredAt" FROM activity_key WHERE program_id = $1 AND subject = $2 ORDER BY occurred_at',
    [scope.program, subject],
  )
}

/** A deed done with an object, that stands: not by a bot, not blocked, not taken back. */
export type Standing = {
  activityId: number
  sourceId: number
  objectId: string
  adapter: string
  kind: string
  channel: string
  subject: string
  actorId: string
  actorHandle: string | null
  occurredAt: Date
  /** When it was first done, where it was ever taken back. */
  firstAt: Date | null
  receivedAt: Date
  facts: Record<string, string | number | boolean | string[]>
}

/** What stands of these kinds (the adapter's own words) with these objects, oldest first. */
export async function standingOn(
  scope: Scope,
  objects: readonly { sourceId: number; objectId: string }[],
  kinds: readonly string[],
): Promise<Standing[]> {
  return scope.sql<Standing>(
    `SELECT a.id AS "activityId", a.source_id AS "sourceId", a.object_id AS "objectId", s.adapter, a.kind, s.slug AS channel, a.subject,
       a.actor_id AS "actorId", a.actor_handle AS "actorHandle", a.occurred_at AS "occurredAt", a.received_at AS "receivedAt", a.facts,
       CASE WHEN u.subject IS NOT NULL THEN (${firstTime}) END AS "firstAt"
     FROM (SELECT DISTINCT * FROM unnest($2::smallint[], $3::text[]) AS o(source_id, object_id)) AS o
     JOIN activity a ON a.program_id = $1 AND a.source_id = o.source_id AND a.object_id = o.object_id
     JOIN source s ON s.program_id = $1 AND s.id = a.source_id
     LEFT JOIN undo u ON u.program_id = $1 AND u.subject = a.subject
     WHERE a.kind = ANY($4::text[]) AND a.blocked IS NULL AND NOT a.actor_bot AND a.undoes IS NULL
       AND NOT (s.ignored && ARRAY[lower(a.actor_id), lower(coalesce(a.actor_handle, ''))])
       AND (u.undone_at IS NULL OR u.undone_at < a.occurred_at)
     ORDER BY a.id`,
    [scope.program, objects.map((object) => object.sourceId), objects.map((object) => object.objectId), kinds],
  )
}

/** The slug of every source: what rules know as the channel. */
export async function slugsOf(scope: Scope): Promise<Map<number, string>> {
  const rows = await scope.sql<{ id: number; slug: string }>('SELECT id, slug FROM source WHERE program_id = $1', [scope.program])
  return new Map(rows.map((row) => [row.id, row.slug]))
}

/** What a channel is called. */
export async function titleIn(scope: Scope, sourceId: number): Promise<string> {
  const [row] = await scope.sql<{ title: string }>('SELECT title FROM source WHERE program_id = $1 AND id = $2', [scope.program, sourceId])
  return row?.title ?? ''
}

/** When activities were done, in which channel, and under which subject. */
export async function activityTimes(
  scope: Scope,
  activities: readonly number[],
): Promise<Map<number, { occurredAt: Date; sourceId: number; subject: string }>> {
  if (activities.length === 0) return new Map()
  const rows = await scope.sql<{ id: number; occurredAt: Date; sourceId: number; subject: string }>(
    'SELECT id, occurred_at AS "occurredAt", source_id AS "sourceId", subject FROM activity WHERE program_id = $1 AND id = ANY($2::bigint[])',
    [scope.program, [...new Set(activities)]],
  )
  return new Map(rows.map(({ id, ...time }) => [id, time]))
}

/**
 * Other standing deeds of the same actors with the same objects, of these kinds (the adapter's own words): they may take the place of one that is gone, as the
 * second review does once the first is dismissed.
 */
export async function companionsOf(scope: Scope, activities: readonly number[], kinds: readonly string[], except: number): Promise<number[]> {
  if (kinds.length === 0 || activities.length === 0) return []
  const rows = await scope.sql<{ id: number }>(
    `SELECT DISTINCT a.id FROM activity d
     JOIN activity a ON a.program_id = d.program_id AND a.source_id = d.source_id AND a.object_id = d.object_id AND a.actor_id = d.actor_id
     LEFT JOIN undo u ON u.program_id = a.program_id AND u.subject = a.subject
     WHERE d.program_id = $1 AND d.id = ANY($2::bigint[]) AND d.kind = ANY($3::text[]) AND a.kind = ANY($3::text[]) AND a.id <> ALL($2::bigint[]) AND a.id <> $4
       AND a.subject <> d.subject AND a.undoes IS NULL AND (u.undone_at IS NULL OR u.undone_at < a.occurred_at)
     ORDER BY a.id`,
    [scope.program, activities, kinds, except],
  )
  return rows.map((row) => row.id)
}

/** A recorded activity with what its source knows of it, as a look back needs it. */
export type Recorded = {
  activityId: number
  subject: string
  adapter: string
  plainKind: string
  actorId: string
  actorHandle: string | null
  sourceId: number
  objectId: string
  objectTitle: string
  objectUrl: string
  occurredAt: Date
  /** When it was first done, where it was ever taken back. */
  firstAt: Date | null
  receivedAt: Date
  facts: Record<string, string | number | boolean | string[]>
  others: { id: string; role: string }[]
  bot: boolean
  ignored: boolean
  blocked: string | null
  undone: boolean
}

const recordedFields = `a.id AS "activityId", a.subject, s.adapter, a.kind AS "plainKind", a.actor_id AS "actorId",
  a.actor_handle AS "actorHandle", a.source_id AS "sourceId", a.object_id AS "objectId", a.object_title AS "objectTitle", a.object_url AS "objectUrl",
  a.occurred_at AS "occurredAt", a.received_at AS "receivedAt", a.facts, a.others, a.actor_bot AS bot, a.blocked,
  (s.ignored && ARRAY[lower(a.actor_id), lower(coalesce(a.actor_handle, ''))]) AS ignored, coalesce(u.undone_at >= a.occurred_at, false) AS undone,
  CASE WHEN u.subject IS NOT NULL THEN (${firstTime}) END AS "firstAt"
FROM activity a
JOIN source s ON s.program_id = a.program_id AND s.id = a.source_id
LEFT JOIN undo u ON u.program_id = a.program_id AND u.subject = a.subject`

/** Which part of the past: kinds (qualified), deeds done in [from, until), channels by id (null: all). The latest `most` of them. */
export type PastSpan = {
  kinds: readonly string[]
  from: Date | null
  until: Date | null
  sources: readonly number[] | null
  most: number
}

/** Recorded activities in the order they came in. What was done again is in the span of when it was first done. */
export async function recordedIn(scope: Scope, span: PastSpan): Promise<Recorded[]> {
  const rows = await scope.sql<Recorded>(
    `SELECT ${recordedFields}
     WHERE a.program_id = $1 AND a.undoes IS NULL AND s.adapter || ':' || a.kind = ANY($2::text[]) AND ($3::timestamptz IS NULL OR a.occurred_at >= $3)
       AND ($4::timestamptz IS NULL OR a.occurred_at < $4 OR u.subject IS NOT NULL) AND ($5::smallint[] IS NULL OR a.source_id = ANY($5))
     ORDER BY a.id DESC LIMIT $6`,
    [scope.program, span.kinds, span.from, span.until, span.sources, span.most],
  )
  const { from, until } = span
  const within = (at: Date): boolean => (from === null || at >= from) && (until === null || at < until)
  return rows.reverse().filter((row) => row.firstAt === null || within(row.firstAt))
}

/** Recorded activities by their ids, in the order in which they were done. */
export async function recordedNamed(scope: Scope, activities: readonly number[]): Promise<Recorded[]> {
  if (activities.length === 0) return []
  return scope.sql<Recorded>(`SELECT ${recordedFields} WHERE a.program_id = $1 AND a.id = ANY($2::bigint[]) ORDER BY a.occurred_at, a.id`, [
    scope.program,
    activities,
  ])
}

/** What was done with the same objects, of one kind (the adapter's own word). */
export async function recordedWith(scope: Scope, deeds: readonly { sourceId: number; objectId: string }[], kind: string): Promise<Recorded[]> {
  return scope.sql<Recorded>(
    `SELECT ${recordedFields}
     JOIN (SELECT DISTINCT * FROM unnest($2::smallint[], $3::text[]) AS o(source_id, object_id)) o ON o.source_id = a.source_id AND o.object_id = a.object_id
     WHERE a.program_id = $1 AND a.kind = $4 ORDER BY a.id`,
    [scope.program, deeds.map((deed) => deed.sourceId), deeds.map((deed) => deed.objectId), kind],
  )
}

/** True while something that arrived before the instant is still to be settled. What waits for somebody to link an account does not count. */
export async function waitsSince(scope: Scope, before: Date): Promise<boolean> {
  const rows = await scope.sql(
    `SELECT 1 AS yes FROM inbox i JOIN activity a ON a.program_id = i.program_id AND a.id = i.activity_id
     WHERE i.program_id = $1 AND i.state = 'waiting' AND a.received_at < $2 LIMIT 1`,
    [scope.program, before],
  )
  return rows.length > 0
}

/** Which of these activities were looked at before and wait for their owner. */
export async function unclaimedAmong(scope: Scope, activities: readonly number[]): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT activity_id AS id FROM inbox WHERE program_id = $1 AND state = 'unclaimed' AND activity_id = ANY($2::bigint[])`,
    [scope.program, activities],
  )
  return rows.map((row) => row.id)
}

/** Stored activities as settling takes them, by their ids, in order: for a replay, which is told the rest. They are queued as if they had just come. */
export async function requeueForReplay(scope: Scope, activities: readonly number[]): Promise<Omit<Waiting, 'again' | 'actorIgnored'>[]> {
  await scope.sql(
    `INSERT INTO inbox (program_id, activity_id, source_id, actor_id) SELECT program_id, id, source_id, actor_id FROM activity
     WHERE program_id = $1 AND id = ANY($2::bigint[]) ON CONFLICT (program_id, activity_id) DO UPDATE SET state = 'waiting'`,
    [scope.program, activities],
  )
  return scope.sql(
    `SELECT a.id, a.source_id AS "sourceId", s.adapter, a.kind, a.subject, a.version, a.actor_id AS "actorId", a.actor_handle AS "actorHandle",
       a.actor_bot AS "actorBot", a.object_id AS "objectId", a.occurred_at AS "occurredAt", a.received_at AS "receivedAt", a.facts, a.others, a.blocked, a.undoes
     FROM activity a JOIN source s ON s.program_id = a.program_id AND s.id = a.source_id WHERE a.program_id = $1 AND a.id = ANY($2::bigint[]) ORDER BY a.id`,
    [scope.program, activities],
  )
}

/** The facts of these activities, by number. */
export async function factsOf(scope: Pick<Scope, 'sql' | 'program'>, ids: readonly number[]): Promise<Map<number, Record<string, unknown>>> {
  const rows = await scope.sql<{ id: number; facts: Record<string, unknown> }>(
    'SELECT id, facts FROM activity WHERE program_id = $1 AND id = ANY($2::bigint[])',
    [scope.program, ids],
  )
  return new Map(rows.map((row) => [row.id, row.facts]))
}

/** What activities were done with, and by which account. */
export async function objectsOf(
  scope: Scope,
  ids: readonly number[],
): Promise<Map<number, { sourceId: number; title: string; url: string; actorId: string; handle: string }>> {
  const rows = await scope.sql<{ id: number; sourceId: number; title: string; url: string; actorId: string; handle: string }>(
    `SELECT id, source_id AS "sourceId", object_title AS title, object_url AS url, actor_id AS "actorId", coalesce(actor_handle, actor_id) AS handle
     FROM activity WHERE program_id = $1 AND id = ANY($2::bigint[])`,
    [scope.program, ids],
  )
  return new Map(rows.map(({ id, ...object }) => [id, object]))
}

/** Something about a person's level that happened in the hub. */
export type LevelNews = { id: number; kind: 'level.reached' | 'level.lost'; memberId: number; rank: number | null; title: string }

/** How many activities are looked through at a time. */
const slab = 50_000

/**
 * What happened to levels after this activity, oldest first, and up to which activity that was. Hold the settling lock: then nothing is on its way
 * behind it.
 */
export async function levelNews(scope: Scope, after: number): Promise<{ news: LevelNews[]; upTo: number }> {
  const upTo = Math.min(await newestActivity(scope), after + slab)
  const news = await scope.sql<LevelNews>(
    `SELECT id, kind, actor_id::bigint AS "memberId", (facts ->> 'level')::int AS rank, coalesce(facts ->> 'title', '') AS title FROM activity
     WHERE program_id = $1 AND id > $2 AND id <= $3 AND source_id = 0 AND kind IN ('level.reached', 'level.lost') ORDER BY id`,
    [scope.program, after, upTo],
  )
  return { news, upTo: Math.max(after, upTo) }
}

/** The newest activity; 0 without any. */
export async function newestActivity(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM activity WHERE program_id = $1', [scope.program])
  return Number(row?.id ?? 0)
}
