import type { Scope } from '#app/db/transaction.server.ts'
import type { AnnounceRule, Said } from './announcements.ts'

const announcingLock = 7243

/** Takes the lock under which a program works out what to say, if nobody holds it. */
export async function tryLockAnnouncing(scope: Scope): Promise<boolean> {
  const [row] = await scope.sql<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1::int, $2::int) AS locked', [announcingLock, scope.program])
  return row?.locked === true
}

/** Every rule, those switched off too: they take back. */
export async function rulesIn(scope: Scope): Promise<AnnounceRule[]> {
  return scope.sql<AnnounceRule>(
    'SELECT id, source_id AS "sourceId", trigger, what, tier, give, target, words, state FROM announce_rule WHERE program_id = $1 ORDER BY id',
    [scope.program],
  )
}

/** What was last said, or is on its way, to accounts that are or were of these people, or are these accounts. */
export async function saidTo(scope: Scope, members: readonly number[], accounts: readonly string[]): Promise<Said[]> {
  return scope.sql<Said>(
    `SELECT DISTINCT ON (a.rule_id, a.foreign_id) a.rule_id AS "ruleId", a.foreign_id AS "foreignId", a.move, a.handle, a.member_id AS "memberId" FROM announcement a
     WHERE a.program_id = $1 AND a.subject = '' AND a.state <> 'moot'
       AND (a.rule_id, a.foreign_id) IN (SELECT rule_id, foreign_id FROM announcement WHERE program_id = $1 AND member_id = ANY($2::bigint[])
         UNION SELECT rule_id, foreign_id FROM announcement WHERE program_id = $1 AND foreign_id = ANY($3::text[]))
     ORDER BY a.rule_id, a.foreign_id, a.id DESC`,
    [scope.program, members, accounts],
  )
}

/** Whether the last word about these deeds, by rule and activity, was that they count. */
export async function saidOf(scope: Scope, subjects: readonly string[]): Promise<Map<string, 'grant' | 'revoke'>> {
  const rows = await scope.sql<{ key: string; move: 'grant' | 'revoke' }>(
    `SELECT DISTINCT ON (rule_id, foreign_id, subject) concat_ws('/', rule_id, foreign_id, subject) AS key, move FROM announcement
     WHERE program_id = $1 AND subject = ANY($2::text[]) AND state <> 'moot' ORDER BY rule_id, foreign_id, subject, id DESC`,
    [scope.program, subjects],
  )
  return new Map(rows.map((row) => [row.key, row.move]))
}
