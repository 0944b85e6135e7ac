import { dropFile } from '#app/db/files.server.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { filesNamed } from '#app/domain/challenges/settling.server.ts'
import { looseEvidence, settleEvidence } from '#app/domain/evidence/commands.server.ts'
import { evidenceKey } from '#app/domain/evidence/queries.server.ts'

const days = 7
const portion = 1_000

/**
 * Forgets files that somebody uploaded a week ago or earlier and that nothing names, neither handed in nor in a draft. The row goes first, so that no page ever names
 * bytes that are gone. Answers how many were forgotten.
 */
export async function sweepEvidence(program: number, now = new Date()): Promise<number> {
  const forgotten = await inTransaction(
    { program, by: null },
    async (scope) => {
      const loose = await looseEvidence(scope, days, portion)
      if (loose.length === 0) return []
      const named = await filesNamed(scope, loose)
      const gone = loose.filter(({ id }) => !named.has(id)).map(({ id }) => id)
      const kept = loose.filter(({ id }) => named.get(id)?.handedIn).map(({ id }) => id)
      await settleEvidence(scope, kept, gone)
      return gone
    },
    now,
  )
  for (const id of forgotten) await dropFile(evidenceKey(program, id))
  return forgotten.length
}
