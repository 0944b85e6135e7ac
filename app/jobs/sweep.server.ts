import { inTransaction } from '#app/db/transaction.server.ts'
import { sweepAccess } from '#app/domain/access/commands.server.ts'
import { sweepAccountLists } from '#app/domain/accounts/commands.server.ts'
import { sweepImports } from '#app/domain/imports/commands.server.ts'
import { celebrateAnniversaries } from '#app/flows/celebrate-anniversaries.server.ts'
import { sweepEvidence } from '#app/flows/sweep-evidence.server.ts'

/**
 * Removes what has ended by itself (sessions, used links, old counters of rate limits, files that nobody handed in, texts of old lists) and tells whose
 * yearly day has come.
 */
export async function sweep(program: number): Promise<number> {
  await inTransaction({ program, by: null }, sweepAccess)
  await inTransaction({ program, by: null }, sweepImports)
  await inTransaction({ program, by: null }, sweepAccountLists)
  await celebrateAnniversaries(program)
  await sweepEvidence(program)
  return 0
}
