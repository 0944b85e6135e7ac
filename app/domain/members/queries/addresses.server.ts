import { createHash } from 'node:crypto'
import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'

/** The accounts by which channels know whoever has this mail address: the address itself, and the digest of xAPI (SHA-1 of `mailto:…`). */
export function accountsOfAddress(email: string): string[] {
  const address = email.toLowerCase()
  return [`email:${address}`, `sha1:${createHash('sha1').update(`mailto:${address}`).digest('hex')}`]
}

/** The mail addresses that a person proved: their own first, then those of accounts merged into theirs. */
export async function addressesOf(program: number, person: number): Promise<string[]> {
  const rows = await sqlAlone<{ email: string }>(
    `SELECT email FROM member WHERE program_id = $1 AND id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND email IS NOT NULL ORDER BY id <> $2, id`,
    [program, person],
  )
  return rows.map((row) => row.email)
}
