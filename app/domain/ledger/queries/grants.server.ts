import { sqlAlone } from '#app/db/transaction.server.ts'

/** The activity in which an award of the hub's own stands by its key; null if none stands. */
export async function activityOfGrant(program: number, key: string): Promise<number | null> {
  const [row] = await sqlAlone<{ id: number }>(
    'SELECT activity_id AS id FROM granted_award WHERE program_id = $1 AND key = $2 AND taken_at IS NULL',
    [program, key],
  )
  return row?.id ?? null
}
