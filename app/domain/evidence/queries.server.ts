import { holdersOf } from '#app/db/holders.server.ts'
import { readFile } from '#app/db/files.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { EvidenceRow } from './evidence.ts'

const columns = 'id, member_id AS "memberId", name, type, bytes, created_at AS "createdAt"'

/** Where the bytes of a file lie. */
export const evidenceKey = (program: number, id: string): string => `${program}/evidence/${id}`

/** One file, or null. */
export async function evidenceById(program: number, id: string): Promise<EvidenceRow | null> {
  const [row] = await sqlAlone<EvidenceRow>(`SELECT ${columns} FROM evidence WHERE program_id = $1 AND id = $2`, [program, id])
  return row ?? null
}

/** These files, by their id; ids that nobody has are missing. */
export async function evidenceOf(program: number, ids: readonly string[]): Promise<Map<string, EvidenceRow>> {
  if (ids.length === 0) return new Map()
  const rows = await sqlAlone<EvidenceRow>(`SELECT ${columns} FROM evidence WHERE program_id = $1 AND id = ANY($2::text[])`, [program, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those of these files that the person handed in, under any account of theirs, in the order asked. */
export async function ownEvidence(program: number, person: number, ids: readonly string[]): Promise<EvidenceRow[]> {
  if (ids.length === 0) return []
  return sqlAlone<EvidenceRow>(
    `SELECT ${columns} FROM evidence WHERE program_id = $1 AND id = ANY($3::text[]) AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)
     ORDER BY array_position($3::text[], id)`,
    [program, person, ids],
  )
}

/** How many files a member handed in since. */
export async function filesSince(program: number, member: number, since: Date): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(
    'SELECT count(*)::int AS count FROM evidence WHERE program_id = $1 AND member_id = $2 AND created_at > $3',
    [program, member, since],
  )
  return row?.count ?? 0
}

/** The bytes of a file, or null when they are gone from the disk. */
export async function evidenceBytes(program: number, id: string): Promise<Uint8Array | null> {
  return readFile(evidenceKey(program, id))
}
