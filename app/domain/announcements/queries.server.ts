import { sqlAlone } from '#app/db/transaction.server.ts'
import type { AnnounceRule } from './announcements.ts'

export type RuleRow = AnnounceRule & { waiting: number; done: number; parked: number }

/** The rules of a program with what became of what they said. */
export async function announceRules(program: number): Promise<RuleRow[]> {
  return sqlAlone(
    `SELECT r.id, r.source_id AS "sourceId", r.trigger, r.what, r.tier, r.give, r.target, r.words, r.state,
       count(a.id) FILTER (WHERE a.state IN ('waiting', 'sending'))::int AS waiting, count(a.id) FILTER (WHERE a.state = 'done')::int AS done,
       count(a.id) FILTER (WHERE a.state = 'parked')::int AS parked
     FROM announce_rule r LEFT JOIN announcement a ON a.program_id = r.program_id AND a.rule_id = r.id
     WHERE r.program_id = $1 GROUP BY r.program_id, r.id ORDER BY r.id`,
    [program],
  )
}

export type AnnouncementRow = {
  id: number
  sourceId: number
  handle: string
  give: string
  target: string
  move: 'grant' | 'revoke'
  state: 'waiting' | 'sending' | 'done' | 'moot' | 'parked'
  attempts: number
  error: string | null
  at: Date
}

/** What was said lately to a channel, or is to be said, newest first. */
export async function announcementsIn(program: number, sourceId: number, limit: number): Promise<AnnouncementRow[]> {
  return sqlAlone(
    `SELECT id, source_id AS "sourceId", handle, give, target, move, state, attempts, error, coalesce(done_at, created_at) AS at FROM announcement
     WHERE program_id = $1 AND source_id = $2 ORDER BY id DESC LIMIT $3`,
    [program, sourceId, limit],
  )
}
