import type { Scope } from '#app/db/transaction.server.ts'
import type { DriftKind, Finding } from '#app/domain/ledger/drift.ts'

/** What was looked at: kinds of findings, and of which members (in numbers, inclusive); null for what belongs to no member. */
export type Looked = { kinds: readonly DriftKind[]; from: number | null; until: number | null }

/** Keeps what a check found, each once, and notes that what it no longer finds where it looked is gone. */
export async function noteDrift(scope: Scope, looked: Looked, findings: readonly Finding[]): Promise<void> {
  const names = [findings.map((finding) => finding.what), findings.map((finding) => finding.place)]
  await scope.sql(
    `UPDATE drift SET gone_at = $2 WHERE program_id = $1 AND gone_at IS NULL AND what = ANY($3::text[])
       AND (member_id IS NULL) = ($4::bigint IS NULL) AND (member_id IS NULL OR member_id BETWEEN $4 AND $5)
       AND (what, place) NOT IN (SELECT * FROM unnest($6::text[], $7::text[]))`,
    [scope.program, scope.now, looked.kinds, looked.from, looked.until, ...names],
  )
  await scope.sql(
    `INSERT INTO drift (program_id, what, place, member_id, expected, found, seen_at)
     SELECT $1::smallint, what, place, member_id, expected, found, $2::timestamptz
     FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[]) AS n(what, place, member_id, expected, found)
     ON CONFLICT (program_id, what, place) WHERE gone_at IS NULL DO UPDATE SET expected = excluded.expected, found = excluded.found
     WHERE (drift.expected, drift.found) <> (excluded.expected, excluded.found)`,
    [
      scope.program,
      scope.now,
      ...names,
      findings.map((finding) => finding.memberId),
      findings.map((finding) => finding.expected),
      findings.map((finding) => finding.found),
    ],
  )
}
