import { sqlAlone } from '#app/db/transaction.server.ts'

/** What a channel of a rehearsal received, by outcome, and what was read of it. */
export type ChannelPlayed = { read: number; ignored: number; unsupported: number; malformed: number; activities: number; undos: number }

/** What every channel of a program received and was read as, by channel. For programs that are played through once. */
export async function playedIn(program: number): Promise<Map<number, ChannelPlayed>> {
  const rows = await sqlAlone<ChannelPlayed & { sourceId: number }>(
    `SELECT d.source_id AS "sourceId", count(*) FILTER (WHERE state = 'read')::int AS read, count(*) FILTER (WHERE state = 'ignored')::int AS ignored,
       count(*) FILTER (WHERE state = 'unsupported')::int AS unsupported, count(*) FILTER (WHERE state NOT IN ('read', 'ignored', 'unsupported'))::int AS malformed,
       coalesce(max(a.activities), 0) AS activities, coalesce(max(a.undos), 0) AS undos
     FROM delivery d
     LEFT JOIN (
       SELECT source_id, count(*) FILTER (WHERE undoes IS NULL)::int AS activities, count(*) FILTER (WHERE undoes IS NOT NULL)::int AS undos
       FROM activity WHERE program_id = $1 GROUP BY source_id
     ) a ON a.source_id = d.source_id
     WHERE d.program_id = $1 GROUP BY d.source_id`,
    [program],
  )
  return new Map(rows.map(({ sourceId, ...played }) => [sourceId, played]))
}
