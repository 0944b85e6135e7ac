import type { Scope } from '#app/db/transaction.server.ts'

/** Notes that a member lives in another zone from now on: earlier deeds stay on the days on which they were done. */
export async function noteZone(scope: Scope, move: { memberId: number; before: string; after: string }): Promise<void> {
  await scope.sql(
    `INSERT INTO zone_span (program_id, member_id, since, zone)
     SELECT $1::smallint, $2::bigint, n.since, n.zone FROM (VALUES ('epoch'::timestamptz, $3::text), ($5::timestamptz, $4::text)) AS n(since, zone)
     ON CONFLICT (program_id, member_id, since) DO UPDATE SET zone = excluded.zone WHERE zone_span.since > 'epoch'`,
    [scope.program, move.memberId, move.before, move.after, scope.now],
  )
}
