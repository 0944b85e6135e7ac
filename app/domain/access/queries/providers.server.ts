import { sqlAlone } from '#app/db/transaction.server.ts'
import { open } from '#app/foundation/crypto.server.ts'
import { type ConnectionKind, type Provider, type ProviderRow, providerContext } from '#app/domain/access/providers.ts'

const columns = `slug, kind, title, site, client_id AS "clientId", id_claim AS "idClaim", source_id AS "sourceId", hint, state`
type Row = Omit<ProviderRow, 'fromEnv'> & { sealed: Uint8Array; sourceId: number }

/** The connections that are switched on, opened, in the order of their names: for those who sign in. */
export async function providersOn(program: number): Promise<Provider[]> {
  const rows = await sqlAlone<Row>(`SELECT ${columns}, sealed FROM sign_in_provider WHERE program_id = $1 AND state = 'on' ORDER BY title, slug`, [
    program,
  ])
  return rows.map(({ sealed, hint: _, state: __, ...row }) => ({
    ...row,
    secret: open('sign-in-provider', providerContext(program, row.slug), sealed),
    fromEnv: false,
  }))
}

/** Every connection as its owner may see it, without secrets. */
export async function providerRows(program: number): Promise<ProviderRow[]> {
  const rows = await sqlAlone<Omit<Row, 'sealed'>>(`SELECT ${columns} FROM sign_in_provider WHERE program_id = $1 ORDER BY kind, title, slug`, [
    program,
  ])
  return rows.map(({ sourceId: _, ...row }) => ({ ...row, kind: row.kind as ConnectionKind, fromEnv: false }))
}
