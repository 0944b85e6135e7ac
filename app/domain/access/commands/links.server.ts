import type { Scope } from '#app/db/transaction.server.ts'
import { newToken, open, seal, sha256 } from '#app/foundation/crypto.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { linkHours, type LinkPurpose } from '#app/domain/access/access.ts'

/** What a link that was just used carried. */
export type UsedLink = { memberId: number | null; payload: Record<string, string> }

/** Makes a single-use link and answers its token, which is kept only as a hash; the payload is sealed. */
export async function issueLink(
  scope: Scope,
  link: { purpose: LinkPurpose; member: number | null; payload?: Readonly<Record<string, string>> },
): Promise<{ token: string; hash: string }> {
  const token = newToken()
  const hash = sha256(token)
  const sealed = Buffer.from(seal('link', hash, JSON.stringify(link.payload ?? {}))).toString('base64')
  await scope.sql(
    `INSERT INTO token (program_id, hash, purpose, member_id, payload, created_at, expires_at)
     VALUES ($1, $2, $3, $4, jsonb_build_object('sealed', $5::text), $6, $6::timestamptz + $7::int * interval '1 hour')`,
    [scope.program, hash, link.purpose, link.member, sealed, scope.now, linkHours[link.purpose]],
  )
  return { token, hash }
}

/** Uses a link up. Of any number at once exactly one succeeds. Refuses `link_gone` for a link that is used, too old or not ours. */
export async function useLink(scope: Scope, purpose: LinkPurpose, token: string): Promise<UsedLink> {
  const hash = sha256(token)
  const [row] = await scope.sql<{ memberId: number | null; sealed: string }>(
    `UPDATE token SET used_at = $4 WHERE program_id = $1 AND hash = $2 AND purpose = $3 AND used_at IS NULL AND expires_at > $4
     RETURNING member_id AS "memberId", payload->>'sealed' AS sealed`,
    [scope.program, hash, purpose, scope.now],
  )
  if (!row) throw new Refusal('link_gone', 'This link has been used already, or it is too old. Nothing was changed.')
  return { memberId: row.memberId, payload: openPayload(hash, row.sealed) }
}

/** What a link carries, opened. */
export function openPayload(hash: string, sealed: string): Record<string, string> {
  return JSON.parse(open('link', hash, Buffer.from(sealed, 'base64'))) as Record<string, string>
}

/** Makes a member's unused links of one purpose void: a newer one, or a changed password, takes their place. */
export async function voidLinks(scope: Scope, member: number, purpose: LinkPurpose | 'link_code'): Promise<void> {
  await scope.sql('UPDATE token SET used_at = $4 WHERE program_id = $1 AND member_id = $2 AND purpose = $3 AND used_at IS NULL', [
    scope.program,
    member,
    purpose,
    scope.now,
  ])
}
