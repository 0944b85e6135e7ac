import { holdersOf } from '#app/db/holders.server.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { keyProofs } from '#app/domain/members/members.ts'
import { Refusal } from '#app/foundation/outcome.ts'

export type NewIdentity = { sourceId: number; foreignId: string; memberId: number; handle: string; proof: string }

/**
 * Gives an account to a member, and says whether it was not theirs before. One that is theirs already is proved anew, but a key of the hub stays one.
 * Refuses `taken` when it belongs to somebody else.
 */
export async function addIdentity(scope: Scope, identity: NewIdentity): Promise<boolean> {
  const rows = await scope.sql<{ fresh: boolean }>(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof, proved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (program_id, source_id, foreign_id) DO UPDATE SET handle = excluded.handle, proved_at = excluded.proved_at,
       proof = CASE WHEN identity.proof = ANY($8::text[]) AND excluded.proof <> ALL($8::text[]) THEN identity.proof ELSE excluded.proof END
     WHERE identity.member_id = excluded.member_id OR identity.member_id IN (SELECT id FROM member WHERE program_id = $1 AND merged_into = excluded.member_id)
     RETURNING xmax = 0 AS fresh`,
    [scope.program, identity.sourceId, identity.foreignId, identity.memberId, identity.handle, identity.proof, scope.now, keyProofs],
  )
  if (!rows[0]) throw new Refusal('taken', `The account ${identity.handle} is linked to another member. Nothing was changed.`)
  return rows[0].fresh
}

/**
 * Gives a member the second name of an account: some facts know people by login only. Logins can be given up and taken by others, and who proves
 * one now holds it now, so it leaves whoever held it before.
 */
export async function moveAlias(scope: Scope, alias: NewIdentity): Promise<void> {
  await scope.sql(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof, proved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (program_id, source_id, foreign_id) DO UPDATE
     SET member_id = excluded.member_id, handle = excluded.handle, proof = excluded.proof, proved_at = excluded.proved_at`,
    [scope.program, alias.sourceId, alias.foreignId, alias.memberId, alias.handle, alias.proof, scope.now],
  )
}

/** Notes the handle an account has now. Answers false when it had it already. */
export async function noteHandle(scope: Scope, sourceId: number, foreignId: string, handle: string): Promise<boolean> {
  const rows = await scope.sql(
    'UPDATE identity SET handle = $4 WHERE program_id = $1 AND source_id = $2 AND foreign_id = $3 AND handle <> $4 RETURNING foreign_id',
    [scope.program, sourceId, foreignId, handle],
  )
  return rows.length > 0
}

/** Takes a person's accounts in one source away, but for those by their own address. Answers the handles they had; what was earned by them stays. */
export async function removeIdentities(scope: Scope, member: number, sourceId: number): Promise<string[]> {
  const rows = await scope.sql<{ foreignId: string; handle: string }>(
    `DELETE FROM identity WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND source_id = $3 AND proof <> 'address' RETURNING foreign_id AS "foreignId", handle`,
    [scope.program, member, sourceId],
  )
  return rows.filter((row) => !row.foreignId.startsWith('login:')).map((row) => row.handle)
}
