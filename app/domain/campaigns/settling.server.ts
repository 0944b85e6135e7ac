import type { Scope } from '#app/db/transaction.server.ts'
import type { Campaign } from './campaigns.ts'

/** What a campaign is read as. */
export const campaignColumns = `id, slug, title, story, state, starts_at AS "startsAt", ends_at AS "endsAt", time_zone AS "timeZone", budget, banner, tone, announce, mails, version`

/** A campaign within a story, held still until it ends; null when there is none. */
export async function campaignIn(scope: Scope, id: number): Promise<Campaign | null> {
  const [row] = await scope.sql<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE program_id = $1 AND id = $2 FOR UPDATE`, [scope.program, id])
  return row ?? null
}
