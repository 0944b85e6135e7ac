import type { Scope } from '#app/db/transaction.server.ts'
import { delayAfter, mostTries, type ToSay } from '#app/domain/announcements/announcements.ts'

/**
 * Puts what is to be said into the outbox, each once: its key is the rule, the account, what it is about, and how many things were said there before.
 * Something that waits and was never tried becomes moot when its opposite is put; then neither is said. Hold the program's announcing lock.
 */
export async function putAnnouncements(scope: Scope, list: readonly (ToSay & { subject?: string; target?: string })[]): Promise<void> {
  for (const { rule, account, move, words, subject = '', target } of list) {
    const moot = await scope.sql(
      `UPDATE announcement SET state = 'moot' WHERE program_id = $1 AND rule_id = $2 AND foreign_id = $3 AND subject = $4 AND move <> $5
         AND state = 'waiting' AND attempts = 0 RETURNING id`,
      [scope.program, rule.id, account.foreignId, subject, move],
    )
    if (moot.length > 0) continue
    await scope.sql(
      `INSERT INTO announcement (program_id, key, rule_id, source_id, member_id, foreign_id, handle, subject, give, target, words, move, created_at)
       SELECT $1::smallint, concat_ws('/', $2::int, $3::text, $4::text, count(*)), $2, $5, $6, $3, $7, $4, $8, $9, $10, $11, $12
       FROM announcement WHERE program_id = $1 AND rule_id = $2 AND foreign_id = $3 AND subject = $4
       ON CONFLICT (program_id, key) DO NOTHING`,
      [
        ...[scope.program, rule.id, account.foreignId, subject, rule.sourceId, account.memberId, account.handle, rule.give],
        ...[target ?? rule.target, words, move, scope.now],
      ],
    )
  }
}

/** One thing claimed for telling. `attempts` counts this try. `first` names what was said first about the same, so that it can be found again. */
export type Claimed = {
  id: number
  key: string
  first: string
  sourceId: number
  foreignId: string
  handle: string
  give: ToSay['rule']['give']
  target: string
  words: string
  move: 'grant' | 'revoke'
  attempts: number
}

const claim = `
UPDATE announcement SET state = 'sending', attempts = attempts + 1, retry_at = $2::timestamptz + interval '120 seconds' WHERE program_id = $1 AND id = (
  SELECT a.id FROM announcement a WHERE a.program_id = $1 AND a.state IN ('waiting', 'sending') AND (a.retry_at IS NULL OR a.retry_at <= $2)
    AND NOT EXISTS (SELECT FROM announcement b WHERE b.program_id = $1 AND b.rule_id = a.rule_id AND b.foreign_id = a.foreign_id AND b.subject = a.subject
      AND b.id < a.id AND b.state IN ('waiting', 'sending'))
  ORDER BY a.id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, key, regexp_replace(key, '/\\d+$', '') AS first, source_id AS "sourceId", foreign_id AS "foreignId", handle, give, target, words, move, attempts`

/** Claims the next thing to tell for two minutes. A claim that ran out is taken up again: twice changes nothing. Null: nothing is due. */
export async function claimAnnouncement(scope: Scope): Promise<Claimed | null> {
  const [row] = await scope.sql<Claimed>(claim, [scope.program, scope.now])
  return row ?? null
}

/** Notes that the platform took it. */
export async function noteDone(scope: Scope, claimed: Claimed): Promise<void> {
  await scope.sql(
    `UPDATE announcement SET state = 'done', done_at = $4, retry_at = NULL, error = NULL WHERE program_id = $1 AND id = $2 AND attempts = $3 AND state = 'sending'`,
    [scope.program, claimed.id, claimed.attempts, scope.now],
  )
}

/** Notes that it failed: it waits longer each time, and is parked after the last try. `patience` (seconds) is what the platform asked for; it costs no try. */
export async function noteFailed(scope: Scope, claimed: Claimed, error: string, patience: number | null): Promise<void> {
  const parked = patience === null && claimed.attempts >= mostTries
  const seconds = patience ?? delayAfter(claimed.attempts - 1)
  await scope.sql(
    `UPDATE announcement SET state = $5, attempts = attempts - $6::int, error = left($7, 500), retry_at = CASE WHEN $5 = 'waiting' THEN $4::timestamptz + $8::int * interval '1 second' END
     WHERE program_id = $1 AND id = $2 AND attempts = $3 AND state = 'sending'`,
    [scope.program, claimed.id, claimed.attempts, scope.now, parked ? 'parked' : 'waiting', patience === null ? 0 : 1, error, seconds],
  )
}

/** Lets what was parked be tried again, unless something was said there since. Answers how many. */
export async function retryParked(scope: Scope): Promise<number> {
  const rows = await scope.sql(
    `UPDATE announcement a SET state = 'waiting', attempts = 0, retry_at = NULL WHERE a.program_id = $1 AND a.state = 'parked'
       AND NOT EXISTS (SELECT FROM announcement b WHERE b.program_id = $1 AND b.rule_id = a.rule_id AND b.foreign_id = a.foreign_id AND b.subject = a.subject
         AND b.id > a.id AND b.state <> 'moot') RETURNING a.id`,
    [scope.program],
  )
  return rows.length
}
