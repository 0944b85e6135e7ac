import { sqlAlone } from '#app/db/transaction.server.ts'

/** A fact that is known: whether it stands, and if not, until when it was taken back. */
export type KnownFact = { subject: string; undoneAt: Date | null }

/** Which of these subjects are known, and which of them were taken back for good so far. */
export async function factsKnown(program: number, subjects: readonly string[]): Promise<Map<string, KnownFact>> {
  const rows = await sqlAlone<KnownFact>(
    `SELECT k.subject, CASE WHEN u.undone_at >= max(k.occurred_at) THEN u.undone_at END AS "undoneAt" FROM activity_key k
     LEFT JOIN undo u ON u.program_id = k.program_id AND u.subject = k.subject
     WHERE k.program_id = $1 AND k.subject = ANY($2::uuid[]) GROUP BY k.subject, u.undone_at`,
    [program, subjects],
  )
  return new Map(rows.map((row) => [row.subject, row]))
}

/** What was read from these deliveries, in order, as a message that takes it back must name it. */
export type ReadFact = { externalId: string; actorId: string; actorHandle: string | null; objectId: string; objectTitle: string; occurredAt: Date }

/** The deeds that were read from these deliveries, in order. */
export async function deedsIn(program: number, deliveries: readonly number[]): Promise<ReadFact[]> {
  return sqlAlone<ReadFact>(
    `SELECT external_id AS "externalId", actor_id AS "actorId", actor_handle AS "actorHandle", object_id AS "objectId", object_title AS "objectTitle",
       occurred_at AS "occurredAt"
     FROM activity WHERE program_id = $1 AND delivery_id = ANY($2::bigint[]) AND undoes IS NULL ORDER BY id`,
    [program, deliveries],
  )
}
