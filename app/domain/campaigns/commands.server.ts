import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { CampaignDraft, CampaignState } from './campaigns.ts'

/** Keeps a new campaign under the first free address like the given one. It is a draft. Answers its id. */
export async function addCampaign(scope: Scope, draft: CampaignDraft, slug: string): Promise<number> {
  for (let round = 1; round <= 50; round += 1) {
    const [row] = await scope.sql<{ id: number }>(
      `INSERT INTO campaign (program_id, slug, title, story, starts_at, ends_at, time_zone, budget, banner, tone, announce, mails, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING id`,
      [scope.program, round === 1 ? slug : `${slug}-${round}`, ...columnsOf(draft), scope.by, scope.now],
    )
    if (row) return row.id
  }
  throw new Error('No free address was found for the campaign in fifty rounds.')
}

function columnsOf({ title, story, startsAt, endsAt, timeZone, budget, banner, tone, announce, mails }: CampaignDraft): unknown[] {
  return [title, story, startsAt, endsAt, timeZone, budget, banner, tone, announce, mails]
}

/** Changes a campaign as it was before the author. Refuses `stale` if somebody else changed it meanwhile. */
export async function changeCampaign(scope: Scope, id: number, basedOn: number, draft: CampaignDraft): Promise<void> {
  const [row] = await scope.sql(
    `UPDATE campaign SET title = $4, story = $5, starts_at = $6, ends_at = $7, time_zone = $8, budget = $9, banner = $10, tone = $11, announce = $12,
       mails = $13, version = version + 1
     WHERE program_id = $1 AND id = $2 AND version = $3 RETURNING id`,
    [scope.program, id, basedOn, ...columnsOf(draft)],
  )
  if (!row) throw new Refusal('stale', 'Somebody else changed this campaign meanwhile. Load the page again; what you wrote is still in the form.')
}

/** Moves a campaign from one of some states to another. Refuses `wrong_state`. */
export async function setCampaignState(scope: Scope, id: number, from: readonly CampaignState[], to: CampaignState): Promise<void> {
  const [row] = await scope.sql(
    `UPDATE campaign SET state = $4, version = version + 1 WHERE program_id = $1 AND id = $2 AND state = ANY($3::text[]) RETURNING id`,
    [scope.program, id, from, to],
  )
  if (!row) throw new Refusal('wrong_state', 'The campaign is not in a state for that any more. Nothing was changed.')
}

/** Takes the campaigns whose members are to be told of their start now, once each. */
export async function takeUntold(scope: Scope): Promise<{ id: number; slug: string; title: string; banner: string }[]> {
  return scope.sql(
    `UPDATE campaign SET told_at = $2 WHERE program_id = $1 AND announce AND told_at IS NULL AND state = 'running'
       AND (starts_at IS NULL OR starts_at <= $2) AND (ends_at IS NULL OR ends_at > $2) RETURNING id, slug, title, banner`,
    [scope.program, scope.now],
  )
}

/** Notes whether the challenges of a campaign are released. Answers whether that is new. */
export async function noteShown(scope: Scope, id: number, shown: boolean): Promise<boolean> {
  const rows = await scope.sql('UPDATE campaign SET shown = $3 WHERE program_id = $1 AND id = $2 AND shown <> $3 RETURNING id', [
    scope.program,
    id,
    shown,
  ])
  return rows.length > 0
}

/** A campaign that has mails to be written: of its start, or of its last three days where it takes a week or longer. `after`: the member who got the last one. */
export type MailDue = { id: number; slug: string; title: string; banner: string; endsAt: Date | null; what: 'start' | 'end'; after: number }

/** The next campaign with mails to be written, held until the story ends; null where there is none. */
export async function nextMail(scope: Scope): Promise<MailDue | null> {
  const [row] = await scope.sql<MailDue>(
    `SELECT id, slug, title, banner, ends_at AS "endsAt", CASE WHEN start_mailed >= 0 THEN 'start' ELSE 'end' END AS what,
       CASE WHEN start_mailed >= 0 THEN start_mailed ELSE end_mailed END AS after FROM campaign
     WHERE program_id = $1 AND mails AND state = 'running' AND (starts_at IS NULL OR starts_at <= $2) AND (ends_at IS NULL OR ends_at > $2)
       AND (start_mailed >= 0 OR end_mailed >= 0 AND ends_at <= $2::timestamptz + interval '3 days' AND ends_at >= coalesce(starts_at, created_at) + interval '7 days')
     ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [scope.program, scope.now],
  )
  return row ?? null
}

/** Notes to whom the last mail was written; -1 once all have theirs. */
export async function noteMailed(scope: Scope, { id, what }: MailDue, upTo: number): Promise<void> {
  await scope.sql(`UPDATE campaign SET ${what === 'start' ? 'start_mailed' : 'end_mailed'} = $3 WHERE program_id = $1 AND id = $2`, [
    scope.program,
    id,
    upTo,
  ])
}

/** Which of these members want no mails about campaigns. */
export async function quietAmong(scope: Scope, members: readonly number[]): Promise<Set<number>> {
  const rows = await scope.sql<{ id: number }>('SELECT member_id AS id FROM campaign_quiet WHERE program_id = $1 AND member_id = ANY($2::bigint[])', [
    scope.program,
    members,
  ])
  return new Set(rows.map((row) => row.id))
}

/** A member wants no mails about campaigns, or wants them again. */
export async function setQuiet(scope: Scope, member: number, quiet: boolean): Promise<void> {
  if (quiet) {
    await scope.sql('INSERT INTO campaign_quiet (program_id, member_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      ...[scope.program, member, scope.now],
    ])
  } else await scope.sql('DELETE FROM campaign_quiet WHERE program_id = $1 AND member_id = $2', [scope.program, member])
}
