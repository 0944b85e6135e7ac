import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Wake, listenForWakes } from '#app/db/wake.server.ts'
import type { Explanation, FactValue, Status } from '#app/domain/rules/explanation.ts'
import { unpackAll } from './versions.server.ts'

/** The word on one activity for one member, with what the activity was. */
export type Word = {
  activityId: number
  memberId: number
  sourceId: number
  /** Qualified by the adapter. */
  kind: string
  status: Status
  points: number
  /** What it had given before it was taken back; the same as `points` otherwise. */
  given: number
  occurredAt: Date
  judgedAt: Date
  turn: number
  explanation: Explanation
  title: string
  url: string
  deliveryId: number | null
  /** The channel's title and adapter; null for what happened in the hub itself. */
  channel: { title: string; adapter: string; slug: string } | null
}

type Row = Omit<Word, 'channel'> & { sourceTitle: string | null; adapter: string | null; slug: string | null }

const fields = `
j.activity_id AS "activityId", j.member_id AS "memberId", j.source_id AS "sourceId", j.kind, j.status, j.points,
CASE WHEN j.status = 'reversed' THEN coalesce((
  SELECT p.points FROM judgement_past p WHERE p.program_id = j.program_id AND p.activity_id = j.activity_id AND p.member_id = j.member_id AND p.points <> 0
  ORDER BY p.turn DESC LIMIT 1), 0) ELSE j.points END AS given,
j.occurred_at AS "occurredAt", j.judged_at AS "judgedAt", j.turn, j.explanation, a.object_title AS title, a.object_url AS url, a.delivery_id AS "deliveryId",
s.title AS "sourceTitle", s.adapter, s.slug`

const joins = `
JOIN activity a ON a.program_id = j.program_id AND a.id = j.activity_id
LEFT JOIN source s ON s.program_id = j.program_id AND s.id = j.source_id`

function wordFrom({ sourceTitle, adapter, slug, ...row }: Row): Word {
  return { ...row, channel: adapter === null ? null : { title: sourceTitle ?? adapter, adapter, slug: slug ?? '' } }
}

/** Reads words whole. */
async function read<One extends Row = Row>(program: number, text: string, values: readonly unknown[]): Promise<One[]> {
  return unpackAll({ sql: sqlAlone, program }, await sqlAlone<One>(text, values))
}

/** Where a page of words begins: after the newest (`before` a place), or back towards it (`after` a place). */
export type WordCursor = { at: Date; activityId: number; way: 'before' | 'after' }

/** Which words: of these states, of this channel; null means all. */
export type WordFilter = { states: readonly Status[] | null; source: number | null }

// `undo` rows stay out: the deed's own row tells the story.
// Each account behind a person gives a page in the order of its own index; of these the page is taken.
const paged = (sign: '<' | '>', order: string): string => `
SELECT ${fields} FROM ${holdersOf('$1', '$2')} AS h CROSS JOIN LATERAL (
  SELECT * FROM judgement j WHERE j.program_id = $1 AND j.member_id = h.id AND j.status <> 'undo' AND ($3::text[] IS NULL OR j.status = ANY($3))
    AND ($4::int IS NULL OR j.source_id = $4) AND (j.occurred_at, j.activity_id) ${sign} ($5::timestamptz, $6::bigint)
  ORDER BY j.occurred_at ${order}, j.activity_id ${order} LIMIT $7
) AS j ${joins} ORDER BY j.occurred_at ${order}, j.activity_id ${order} LIMIT $7`
const downwards = paged('<', 'DESC')
const upwards = paged('>', 'ASC')

const endOfTime = new Date('9999-01-01T00:00:00Z')

/** A page of a member's words, the newest deed first, and whether there are more on either side. */
export async function wordsOf(
  program: number,
  memberId: number,
  filter: WordFilter,
  cursor: WordCursor | null,
  limit: number,
): Promise<{ words: Word[]; newer: boolean; older: boolean }> {
  const up = cursor?.way === 'after'
  const rows = await read(program, up ? upwards : downwards, [
    program,
    memberId,
    filter.states,
    filter.source,
    cursor?.at ?? endOfTime,
    cursor?.activityId ?? 0,
    limit + 1,
  ])
  const more = rows.length > limit
  const words = rows.slice(0, limit).map(wordFrom)
  return up ? { words: words.reverse(), newer: more, older: true } : { words, newer: cursor !== null, older: more }
}

/** Counts and points of a member's words by state and channel: all, and those of deeds since an instant. */
export type WordSum = { status: Status; sourceId: number; count: number; points: number; recentCount: number; recentPoints: number }

/** What a member's words add up to. The counted points of all rows are the member's lifetime points. */
export async function wordSums(program: number, memberId: number, since: Date): Promise<WordSum[]> {
  return sqlAlone<WordSum>(
    `SELECT status, source_id AS "sourceId", count(*)::int AS count, sum(points)::bigint AS points,
       count(*) FILTER (WHERE occurred_at >= $3)::int AS "recentCount", coalesce(sum(points) FILTER (WHERE occurred_at >= $3), 0)::bigint AS "recentPoints"
     FROM judgement WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND status <> 'undo'
     GROUP BY status, source_id ORDER BY source_id, status`,
    [program, memberId, since],
  )
}

/** An activity that has arrived and was not judged yet; `failed` when settling has put it aside. */
export type Arrived = {
  activityId: number
  kind: string
  title: string
  url: string
  occurredAt: Date
  failed: boolean
  channel: { title: string; adapter: string }
}

/** What has arrived from a member's accounts and waits to be judged, newest first. */
export async function arrivedFor(program: number, memberId: number, limit: number): Promise<Arrived[]> {
  const rows = await sqlAlone<Omit<Arrived, 'channel'> & { sourceTitle: string; adapter: string }>(
    `SELECT a.id AS "activityId", s.adapter || ':' || a.kind AS kind, a.object_title AS title, a.object_url AS url, a.occurred_at AS "occurredAt",
       q.state = 'parked' AS failed, s.title AS "sourceTitle", s.adapter
     FROM identity i
     JOIN inbox q ON q.program_id = $1 AND q.source_id = i.source_id AND q.actor_id = i.foreign_id AND q.state IN ('waiting', 'parked')
     JOIN activity a ON a.program_id = $1 AND a.id = q.activity_id AND a.undoes IS NULL
     JOIN source s ON s.program_id = $1 AND s.id = a.source_id
     WHERE i.program_id = $1 AND i.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY a.occurred_at DESC, a.id DESC LIMIT $3`,
    [program, memberId, limit],
  )
  return rows.map(({ sourceTitle, adapter, ...row }) => ({ ...row, channel: { title: sourceTitle, adapter } }))
}

/** The newest words that were said to a member since an instant, the latest first. */
export async function wordsSince(program: number, memberId: number, since: Date, limit: number): Promise<Word[]> {
  const rows = await read(
    program,
    `SELECT ${fields} FROM ${holdersOf('$1', '$2')} AS h JOIN judgement j ON j.program_id = $1 AND j.member_id = h.id ${joins}
     WHERE j.status <> 'undo' AND j.judged_at > $3 ORDER BY j.judged_at DESC, j.activity_id DESC LIMIT $4`,
    [program, memberId, since, limit],
  )
  return rows.map(wordFrom)
}

/** The words said to a member after a turn and up to another, oldest first; of very many, the latest. */
export async function wordsBetween(program: number, memberId: number, after: number, upTo: number, limit: number): Promise<Word[]> {
  const rows = await read(
    program,
    `SELECT ${fields} FROM (
       SELECT w.* FROM ${holdersOf('$1', '$2')} AS h CROSS JOIN LATERAL (
         SELECT * FROM judgement WHERE program_id = $1 AND member_id = h.id ORDER BY judged_at DESC LIMIT 500) AS w
     ) AS j ${joins}
     WHERE j.status <> 'undo' AND j.turn > $3 AND j.turn <= $4 ORDER BY j.turn DESC, j.activity_id DESC LIMIT $5`,
    [program, memberId, after, upTo, limit],
  )
  return rows.map(wordFrom).reverse()
}

/** Whether anything was said to a member after a turn. */
export async function saidAfter(program: number, memberId: number, turn: number): Promise<boolean> {
  const [row] = await sqlAlone<{ said: boolean }>(
    `SELECT coalesce(max(w.turn) > $3, false) AS said FROM ${holdersOf('$1', '$2')} AS h CROSS JOIN LATERAL (
       SELECT turn FROM judgement WHERE program_id = $1 AND member_id = h.id ORDER BY judged_at DESC LIMIT 50) AS w`,
    [program, memberId, turn],
  )
  return row?.said ?? false
}

/** That something was said to these members of a program (to all, if none is named); what it was is to be read. */
export type News = Wake

/** Hears when something was said, in whatever process; `ready` whenever it begins to hear. Answers a function that stops it. */
export function hearNews(hear: (news: News) => void, ready: () => void): () => Promise<void> {
  return listenForWakes(hear, ready)
}

/** An award that everybody may read, with whose it is. */
export type PublicAward = Word & { handle: string; name: string }

/** The newest awards of active members whose profile is public, without the channels they hide. */
export async function newestPublic(program: number, limit: number): Promise<PublicAward[]> {
  const rows = await read<Row & { handle: string; name: string }>(
    program,
    `SELECT ${fields}, m.handle, coalesce(m.display_name, m.handle) AS name FROM judgement j ${joins}
     JOIN member a_holder ON a_holder.program_id = j.program_id AND a_holder.id = j.member_id
     JOIN member m ON m.program_id = j.program_id AND m.id = coalesce(a_holder.merged_into, a_holder.id)
     WHERE j.program_id = $1 AND j.status = 'counted' AND j.points > 0 AND j.source_id <> 0 AND m.state = 'active' AND m.profile = 'public'
       AND m.handle IS NOT NULL AND NOT ('channel:' || j.source_id) = ANY(m.hidden)
     ORDER BY j.activity_id DESC LIMIT $2`,
    [program, limit],
  )
  return rows.map(({ handle, name, ...row }) => ({ ...wordFrom(row), handle, name }))
}

/** One word whole: the activity with its facts, the delivery it came with, and the words that stood before. */
export type WholeWord = Word & {
  actorHandle: string | null
  receivedAt: Date
  facts: Record<string, FactValue>
  delivery: { id: number; event: string; receivedAt: Date } | null
  past: { status: Status; points: number; judgedAt: Date; turn: number }[]
}

/** The word on an activity for a member; without a member, the first of those it concerns. Null if there is none. */
export async function wordOn(program: number, activityId: number, memberId: number | null): Promise<WholeWord | null> {
  type Whole = Row & Pick<WholeWord, 'actorHandle' | 'receivedAt' | 'facts' | 'past'> & { event: string | null; deliveredAt: Date | null }
  const [row] = await read<Whole>(
    program,
    `SELECT ${fields}, a.actor_handle AS "actorHandle", a.received_at AS "receivedAt", a.facts, d.event, d.received_at AS "deliveredAt",
       coalesce((SELECT jsonb_agg(jsonb_build_object('status', p.status, 'points', p.points, 'judgedAt', p.judged_at, 'turn', p.turn) ORDER BY p.turn)
         FROM judgement_past p WHERE p.program_id = $1 AND p.activity_id = j.activity_id AND p.member_id = j.member_id), '[]') AS past
     FROM judgement j ${joins} LEFT JOIN delivery d ON d.program_id = $1 AND d.id = a.delivery_id
     WHERE j.program_id = $1 AND j.activity_id = $2 AND j.member_id <> 0 AND ($3::bigint IS NULL OR j.member_id IN (SELECT id FROM ${holdersOf('$1', '$3')} AS h)) ORDER BY j.member_id <> $3, j.member_id LIMIT 1`,
    [program, activityId, memberId],
  )
  if (!row) return null
  const { event, deliveredAt, actorHandle, receivedAt, facts, past, ...word } = row
  return {
    ...wordFrom(word),
    actorHandle,
    receivedAt,
    facts,
    delivery: word.deliveryId !== null && deliveredAt !== null ? { id: word.deliveryId, event: event ?? '', receivedAt: deliveredAt } : null,
    past: past.map((one) => ({ ...one, judgedAt: new Date(one.judgedAt) })),
  }
}

/** What an activity was, in brief: the one that took another back. */
export async function activityNamed(program: number, id: number): Promise<{ id: number; kind: string; title: string; occurredAt: Date } | null> {
  const [row] = await sqlAlone<{ id: number; kind: string; title: string; occurredAt: Date }>(
    `SELECT a.id, coalesce(s.adapter, 'hub') || ':' || a.kind AS kind, a.object_title AS title, a.occurred_at AS "occurredAt"
     FROM activity a LEFT JOIN source s ON s.program_id = $1 AND s.id = a.source_id WHERE a.program_id = $1 AND a.id = $2`,
    [program, id],
  )
  return row ?? null
}
