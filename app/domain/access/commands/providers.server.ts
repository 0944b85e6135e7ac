import type { Scope } from '#app/db/transaction.server.ts'
import { seal } from '#app/foundation/crypto.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { type ConnectionKind, providerContext } from '#app/domain/access/providers.ts'

export type KeptProvider = {
  slug: string
  kind: ConnectionKind
  title: string
  site: string
  clientId: string
  idClaim: string
  /** Empty: the present one stays. */
  secret: string
  sourceId: number
}

/**
 * Keeps a connection, its secret sealed. Refuses `no_secret` when it has none yet and none was given, and `secret_again` when its address is another one than the one
 * that the present secret was entered for: a secret never follows an address elsewhere.
 */
export async function keepProvider(scope: Scope, provider: KeptProvider): Promise<void> {
  const { slug, kind, title, site, clientId, idClaim, secret, sourceId } = provider
  const shared = [scope.program, slug, kind, title, site, clientId, idClaim, sourceId]
  if (!secret) {
    const [present] = await scope.sql<{ site: string }>(
      'SELECT site FROM sign_in_provider WHERE program_id = $1 AND slug = $2 AND kind = $3 FOR UPDATE',
      [...[scope.program, slug, kind]],
    )
    if (present && present.site !== site) {
      const words = 'The address is another one now, and the secret was entered for the one before. Enter the secret again. Nothing was saved.'
      throw new Refusal('secret_again', words)
    }
    const rows = await scope.sql(
      `UPDATE sign_in_provider SET title = $4, site = $5, client_id = $6, id_claim = $7, source_id = $8
       WHERE program_id = $1 AND slug = $2 AND kind = $3 RETURNING slug`,
      shared,
    )
    if (rows.length === 0) throw new Refusal('no_secret', 'Enter the secret too: without it nobody can be recognized. Nothing was saved.')
    return
  }
  const sealed = Buffer.from(seal('sign-in-provider', providerContext(scope.program, slug), secret))
  await scope.sql(
    `INSERT INTO sign_in_provider (program_id, slug, kind, title, site, client_id, id_claim, source_id, sealed, hint, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (program_id, slug) DO UPDATE SET kind = excluded.kind, title = excluded.title, site = excluded.site, client_id = excluded.client_id,
       id_claim = excluded.id_claim, source_id = excluded.source_id, sealed = excluded.sealed, hint = excluded.hint`,
    [...shared, sealed, secret.slice(-4), scope.now],
  )
}

/** Switches a connection on or off. Answers whether there is one. */
export async function switchProvider(scope: Scope, slug: string, state: 'on' | 'off'): Promise<boolean> {
  const rows = await scope.sql('UPDATE sign_in_provider SET state = $3 WHERE program_id = $1 AND slug = $2 RETURNING slug', [
    scope.program,
    slug,
    state,
  ])
  return rows.length > 0
}
