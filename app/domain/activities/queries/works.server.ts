import { sqlAlone } from '#app/db/transaction.server.ts'

/** What an activity was done with: its title and address, as the platform named them. */
export async function workOf(program: number, activityId: number): Promise<{ title: string; url: string } | null> {
  const [row] = await sqlAlone<{ title: string; url: string }>(
    'SELECT object_title AS title, object_url AS url FROM activity WHERE program_id = $1 AND id = $2',
    [program, activityId],
  )
  return row ?? null
}
