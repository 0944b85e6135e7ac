import { sqlAlone } from '#app/db/transaction.server.ts'

/** What is known to have happened to a thing of a channel, oldest first; at most two thousand. */
export async function knownAbout(program: number, sourceId: number, thing: string): Promise<{ kind: string; externalId: string; actorId: string }[]> {
  return sqlAlone(
    `SELECT kind, external_id AS "externalId", actor_id AS "actorId" FROM activity WHERE program_id = $1 AND source_id = $2 AND object_id = $3 AND undoes IS NULL
     ORDER BY id LIMIT 2000`,
    [program, sourceId, thing],
  )
}
