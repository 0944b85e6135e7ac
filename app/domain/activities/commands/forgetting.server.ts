import type { Scope } from '#app/db/transaction.server.ts'

/**
 * Takes the names out of what an account did in a channel: its handle, titles, addresses, and the bodies it was read from. Who earned what stays. Answers how
 * many activities.
 */
export async function forgetAccount(scope: Scope, sourceId: number, foreignId: string, handle: string): Promise<number> {
  const rows = await scope.sql<{ deliveryId: number | null }>(
    `UPDATE activity SET actor_handle = NULL, object_title = 'Removed on request', object_url = '' WHERE program_id = $1 AND source_id = $2
       AND actor_id = ANY($3::text[]) RETURNING delivery_id AS "deliveryId"`,
    [scope.program, sourceId, [foreignId, `login:${handle.toLowerCase()}`]],
  )
  const deliveries = [...new Set(rows.flatMap((row) => row.deliveryId ?? []))]
  await scope.sql(`UPDATE delivery SET body = '', completion = NULL WHERE program_id = $1 AND id = ANY($2::bigint[])`, [scope.program, deliveries])
  return rows.length
}
