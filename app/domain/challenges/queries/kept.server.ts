import { sqlAlone } from '#app/db/transaction.server.ts'
import type { KeptRow } from '#app/domain/challenges/commands.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'

/** What this browser did and wrote without an account, the earliest first. */
export async function keptOf(program: number, token: string): Promise<KeptRow[]> {
  return sqlAlone<KeptRow>(
    'SELECT challenge_id AS "challengeId", stage_id AS "stageId", state, content, answer, at FROM kept_work WHERE program_id = $1 AND token = $2 ORDER BY id',
    [program, sha256(token)],
  )
}
