import { sqlAlone } from '#app/db/transaction.server.ts'
import type { CommentRow, RatingSum } from './talk.ts'

/** The comments of a challenge, oldest first, the last 200. What is hidden or removed has no words, except for its author. */
export async function commentsOf(program: number, challengeId: number, reader: number | null): Promise<CommentRow[]> {
  const rows = await sqlAlone<CommentRow>(
    `SELECT c.id, p.id AS "memberId", p.handle, coalesce(p.display_name, p.handle) AS name, c.answers_id AS "answersId", c.state, c.at,
       CASE WHEN c.state = 'shown' OR (c.state = 'hidden' AND p.id = $3) THEN c.body ELSE '' END AS body, p.id = $3 AS own,
       EXISTS (SELECT FROM comment_report r WHERE r.program_id = c.program_id AND r.comment_id = c.id AND r.member_id = $3) AS reported
     FROM comment c JOIN member m ON m.program_id = c.program_id AND m.id = c.member_id
     JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE c.program_id = $1 AND c.challenge_id = $2 ORDER BY c.id DESC LIMIT 200`,
    [program, challengeId, reader],
  )
  return rows.reverse()
}

/** How members found a challenge, and what this reader said. */
export async function ratingOf(program: number, challengeId: number, reader: number | null): Promise<RatingSum & { mine: boolean | null }> {
  const [row] = await sqlAlone<RatingSum & { mine: boolean | null }>(
    `SELECT count(*) FILTER (WHERE useful)::int AS useful, count(*) FILTER (WHERE NOT useful)::int AS not, bool_or(useful) FILTER (WHERE member_id = $3) AS mine
     FROM challenge_rating WHERE program_id = $1 AND challenge_id = $2`,
    [program, challengeId, reader],
  )
  return row ?? { useful: 0, not: 0, mine: null }
}

/** How members found each challenge that anybody rated or talked about, and what was said last: for the managers' report. The most talked about first. */
export async function feedbackOf(program: number): Promise<(RatingSum & { id: number; comments: number; last: string; lastAt: Date | null })[]> {
  return sqlAlone(
    `SELECT id, coalesce(r.useful, 0) AS useful, coalesce(r.not, 0) AS not, coalesce(t.comments, 0) AS comments, coalesce(t.last, '') AS last, t.last_at AS "lastAt"
     FROM (SELECT challenge_id AS id, count(*) FILTER (WHERE useful)::int AS useful, count(*) FILTER (WHERE NOT useful)::int AS not
           FROM challenge_rating WHERE program_id = $1 GROUP BY 1) AS r
     FULL JOIN (SELECT challenge_id AS id, count(*)::int AS comments, (array_agg(left(body, 160) ORDER BY id DESC))[1] AS last, max(at) AS last_at
           FROM comment WHERE program_id = $1 AND state = 'shown' GROUP BY 1) AS t USING (id)
     ORDER BY coalesce(t.comments, 0) + coalesce(r.useful, 0) + coalesce(r.not, 0) DESC, id LIMIT 200`,
    [program],
  )
}
