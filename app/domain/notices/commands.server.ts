import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import type { Word } from './notices.ts'

/** Puts words on members' pages of notices, each key once; their open pages hear of it after the commit. */
export async function notify(scope: Scope, words: readonly Word[]): Promise<void> {
  if (words.length === 0) return
  await scope.sql(
    `INSERT INTO notice (program_id, member_id, key, kind, title, body, url, created_at)
     SELECT $1::smallint, member_id, key, kind, title, body, url, $8::timestamptz
     FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS n(member_id, key, kind, title, body, url)
     ON CONFLICT (program_id, key) DO NOTHING`,
    [
      scope.program,
      words.map((word) => word.memberId),
      words.map((word) => word.key),
      words.map((word) => word.kind),
      words.map((word) => word.title),
      words.map((word) => word.body ?? ''),
      words.map((word) => word.url),
      scope.now,
    ],
  )
  scope.afterCommit(() => wake(scope.program, new Set(words.map((word) => word.memberId))))
}

/** Marks a member's notices up to this one as read. */
export async function markRead(scope: Scope, memberId: number, upTo: number): Promise<void> {
  await scope.sql('UPDATE notice SET read_at = $4 WHERE program_id = $1 AND member_id = $2 AND id <= $3 AND read_at IS NULL', [
    scope.program,
    memberId,
    upTo,
    scope.now,
  ])
}
