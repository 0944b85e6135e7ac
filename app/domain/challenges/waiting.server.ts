import type { Scope } from '#app/db/transaction.server.ts'

/** Who (the person) stands at a step that an event closes: of open rounds of published challenges, by event. */
export async function waitingForEvents(scope: Scope): Promise<{ participationId: number; stageId: number; memberId: number; eventId: number }[]> {
  return scope.sql(
    `SELECT p.id AS "participationId", s.id AS "stageId", coalesce(m.merged_into, m.id) AS "memberId", (s.settings ->> 'eventId')::int AS "eventId" FROM participation p
     JOIN challenge_stage s ON s.program_id = p.program_id AND s.challenge_id = p.challenge_id AND s.id = p.stage_id AND s.type = 'event'
     JOIN challenge c ON c.program_id = p.program_id AND c.id = p.challenge_id AND c.state = 'published' AND c.paused_at IS NULL
     JOIN member m ON m.program_id = p.program_id AND m.id = p.member_id
     WHERE p.program_id = $1 AND p.state = 'open' ORDER BY p.id`,
    [scope.program],
  )
}
