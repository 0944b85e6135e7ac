import type { Scope } from '#app/db/transaction.server.ts'
import type { EvidenceRow } from './evidence.ts'

/** Notes a file whose bytes lie on the disk already. */
export async function noteEvidence(scope: Scope, file: Omit<EvidenceRow, 'createdAt'>): Promise<void> {
  await scope.sql(`INSERT INTO evidence (program_id, id, member_id, name, type, bytes, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
    scope.program,
    file.id,
    file.memberId,
    file.name,
    file.type,
    file.bytes,
    scope.now,
  ])
}
