import type { Scope } from '#app/db/transaction.server.ts'
import { open, seal } from '#app/foundation/crypto.server.ts'

/** Opens what `putAccount` sealed. */
export function openAccount(program: number, fulfiller: string, sealed: Uint8Array): Record<string, string> {
  return JSON.parse(open('store-fulfiller', `${program}/${fulfiller}`, sealed)) as Record<string, string>
}

/** Keeps what a manager entered about a fulfiller, sealed as one, in place of what stood there. */
export async function putAccount(scope: Scope, fulfiller: string, access: Readonly<Record<string, string>>): Promise<void> {
  const sealed = Buffer.from(seal('store-fulfiller', `${scope.program}/${fulfiller}`, JSON.stringify(access)))
  await scope.sql(
    `INSERT INTO fulfiller_account (program_id, fulfiller, sealed, names, changed_at, changed_by) VALUES ($1, $2, $3, $4::text[], $5, $6)
     ON CONFLICT (program_id, fulfiller) DO UPDATE SET sealed = excluded.sealed, names = excluded.names, changed_at = excluded.changed_at,
       changed_by = excluded.changed_by, tested_at = NULL, tested_well = NULL, tested_words = ''`,
    [scope.program, fulfiller, sealed, Object.keys(access).sort(), scope.now, scope.by],
  )
}

/** What a manager entered about a fulfiller, opened and held for this story; null when nobody did. */
export async function lockAccount(scope: Scope, fulfiller: string): Promise<Record<string, string> | null> {
  const [row] = await scope.sql<{ sealed: Buffer }>('SELECT sealed FROM fulfiller_account WHERE program_id = $1 AND fulfiller = $2 FOR UPDATE', [
    scope.program,
    fulfiller,
  ])
  return row ? openAccount(scope.program, fulfiller, row.sealed) : null
}

/** Keeps what the last test said. */
export async function noteTested(scope: Scope, fulfiller: string, tested: { well: boolean; words: string }): Promise<void> {
  await scope.sql(
    'UPDATE fulfiller_account SET tested_at = $3, tested_well = $4, tested_words = left($5, 500) WHERE program_id = $1 AND fulfiller = $2',
    [scope.program, fulfiller, scope.now, tested.well, tested.words],
  )
}

/** Notes that something came that nothing proved, at most once a minute. */
export async function noteRefused(scope: Scope, fulfiller: string): Promise<void> {
  await scope.sql(
    `UPDATE fulfiller_account SET refused_at = $3 WHERE program_id = $1 AND fulfiller = $2 AND (refused_at IS NULL OR refused_at < $3::timestamptz - interval '1 minute')`,
    [scope.program, fulfiller, scope.now],
  )
}
