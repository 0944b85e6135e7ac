import { randomInt } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'
import { keyedHash } from '#app/foundation/crypto.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { codeMinutes, plainCode } from '#app/domain/access/access.ts'
import { voidLinks } from './links.server.ts'

/** No letters or digits that look alike. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

const hashOf = (code: string): string => keyedHash('link-code', plainCode(code))

/** Makes a code (`ABCD-EFGH`) by which a bot recognizes this member for ten minutes, once. An earlier one is void. Only a keyed hash is kept. */
export async function issueCode(scope: Scope, member: number): Promise<string> {
  await voidLinks(scope, member, 'link_code')
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
  await scope.sql(
    `INSERT INTO token (program_id, hash, purpose, member_id, created_at, expires_at) VALUES ($1, $2, 'link_code', $3, $4, $4::timestamptz + $5::int * interval '1 minute')`,
    [scope.program, hashOf(code), member, scope.now, codeMinutes],
  )
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Uses a code up and answers whose it was. Of any number at once exactly one succeeds. Refuses `code_gone`. */
export async function useCode(scope: Scope, code: string): Promise<number> {
  const [row] = await scope.sql<{ memberId: number }>(
    `UPDATE token SET used_at = $3 WHERE program_id = $1 AND hash = $2 AND purpose = 'link_code' AND used_at IS NULL AND expires_at > $3
     RETURNING member_id AS "memberId"`,
    [scope.program, hashOf(code), scope.now],
  )
  if (!row)
    throw new Refusal('code_gone', 'This code is not one of ours, was used before, or is older than ten minutes. Get a new one in your settings.')
  return row.memberId
}
