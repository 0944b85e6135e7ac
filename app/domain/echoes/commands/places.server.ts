import type { Scope } from '#app/db/transaction.server.ts'

/** From where on to look for news in a channel; a channel looked at for the first time begins at `latest` and now. Locked until the transaction ends. */
export async function lookFrom(scope: Scope, sourceId: number, latest: number): Promise<{ heard: number; toldUntil: Date }> {
  await scope.sql(`INSERT INTO echo_place (program_id, source_id, heard, told_until) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
    scope.program,
    sourceId,
    latest,
    scope.now,
  ])
  const [row] = await scope.sql<{ heard: number; toldUntil: Date }>(
    'SELECT heard, told_until AS "toldUntil" FROM echo_place WHERE program_id = $1 AND source_id = $2 FOR UPDATE',
    [scope.program, sourceId],
  )
  return row ?? { heard: latest, toldUntil: scope.now }
}

/** Notes how far news of a channel were looked through. */
export async function movePlace(scope: Scope, sourceId: number, heard: number): Promise<void> {
  await scope.sql('UPDATE echo_place SET heard = $3, told_until = $4 WHERE program_id = $1 AND source_id = $2', [
    scope.program,
    sourceId,
    heard,
    scope.now,
  ])
}
