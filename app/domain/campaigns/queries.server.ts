import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Campaign } from './campaigns.ts'
import { campaignColumns } from './settling.server.ts'

/** All campaigns of a program, those that run first. */
export async function campaignsOf(program: number): Promise<Campaign[]> {
  return sqlAlone(
    `SELECT ${campaignColumns} FROM campaign WHERE program_id = $1
     ORDER BY array_position('{running,paused,draft,ended}'::text[], state), starts_at DESC NULLS LAST, id DESC`,
    [program],
  )
}

/** One campaign by its id, or null. */
export async function campaignById(program: number, id: number): Promise<Campaign | null> {
  const [row] = await sqlAlone<Campaign>(`SELECT ${campaignColumns} FROM campaign WHERE program_id = $1 AND id = $2`, [program, id])
  return row ?? null
}

/** The campaigns that members see now, the newest first. */
export async function showingCampaigns(program: number, now: Date): Promise<Campaign[]> {
  return sqlAlone(
    `SELECT ${campaignColumns} FROM campaign WHERE program_id = $1 AND state = 'running' AND (starts_at IS NULL OR starts_at <= $2)
       AND (ends_at IS NULL OR ends_at > $2) ORDER BY starts_at DESC NULLS LAST, id DESC`,
    [program, now],
  )
}

/** The campaigns for which the clock has something to do: to show, or to be over. */
export async function dueCampaigns(program: number, now: Date): Promise<{ id: number; over: boolean }[]> {
  return sqlAlone(
    `SELECT id, coalesce(ends_at <= $2, false) AS over FROM campaign WHERE program_id = $1 AND state = 'running'
       AND (ends_at <= $2 OR NOT shown AND (starts_at IS NULL OR starts_at <= $2)) ORDER BY id`,
    [program, now],
  )
}

/** True if a member wants no mails about campaigns. */
export async function isQuiet(program: number, member: number): Promise<boolean> {
  const rows = await sqlAlone('SELECT 1 AS yes FROM campaign_quiet WHERE program_id = $1 AND member_id = $2', [program, member])
  return rows.length > 0
}
