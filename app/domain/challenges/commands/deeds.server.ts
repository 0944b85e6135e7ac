import type { Scope } from '#app/db/transaction.server.ts'

/** Keeps a deed as evidence for a stage. Answers how many it has now; null if this deed was there. */
export async function addDeed(
  scope: Scope,
  deed: { participationId: number; stageId: number; subject: string; activityId: number; at: Date },
): Promise<number | null> {
  const [row] = await scope.sql<{ count: number }>(
    `WITH fresh AS (
       INSERT INTO stage_deed (program_id, participation_id, stage_id, subject, activity_id, at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING 1
     ) SELECT 1 + (SELECT count(*)::int FROM stage_deed WHERE program_id = $1 AND participation_id = $2 AND stage_id = $3) AS count FROM fresh`,
    [scope.program, deed.participationId, deed.stageId, deed.subject, deed.activityId, deed.at],
  )
  return row?.count ?? null
}

/** Takes away the evidence under a subject that was done until an instant. Answers which stages had it, and how many deeds each has left. */
export async function removeDeeds(scope: Scope, subject: string, until: Date): Promise<{ participationId: number; stageId: number; left: number }[]> {
  return scope.sql(
    `WITH gone AS (
       DELETE FROM stage_deed WHERE program_id = $1 AND subject = $2 AND at <= $3 RETURNING participation_id, stage_id
     ) SELECT g.participation_id AS "participationId", g.stage_id AS "stageId", (SELECT count(*)::int - 1 FROM stage_deed d
         WHERE d.program_id = $1 AND d.participation_id = g.participation_id AND d.stage_id = g.stage_id) AS left FROM gone g`,
    [scope.program, subject, until],
  )
}
