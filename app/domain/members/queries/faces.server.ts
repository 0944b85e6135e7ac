import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Audience } from '#app/domain/members/members.ts'

/** How somebody appears beside what they did. */
export type Face = { handle: string; name: string }

/** The people behind these accounts, by account, as far as their profiles reach the reader; the reader's own face always. Others are missing. */
export async function facesOf(
  program: number,
  ids: readonly number[],
  reader: { reaches: readonly Audience[]; memberId: number | null },
): Promise<Record<number, Face>> {
  if (ids.length === 0) return {}
  const rows = await sqlAlone<Face & { id: number }>(
    `SELECT a.id, p.handle, coalesce(p.display_name, p.handle) AS name FROM member a JOIN member p ON p.program_id = a.program_id AND p.id = coalesce(a.merged_into, a.id)
     WHERE a.program_id = $1 AND a.id = ANY($2::bigint[]) AND p.handle IS NOT NULL AND ((p.profile = ANY($3::text[]) AND p.state = 'active') OR p.id = $4)`,
    [program, [...new Set(ids)], reader.reaches, reader.memberId],
  )
  return Object.fromEntries(rows.map(({ id, ...face }) => [id, face]))
}
