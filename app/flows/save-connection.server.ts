import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { keepProvider } from '#app/domain/access/commands.server.ts'
import { type Connection, channelOf } from '#app/domain/access/providers.ts'
import { createSource } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { handleFrom } from '#app/domain/members/members.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'

const reserved = new Set(['github', 'discord', 'discourse', 'for-discourse', 'company'])

/** The name in the addresses: that of the platform, or for a company's provider one made from its title. */
function slugFor(connection: Connection, slug: string | null): string {
  if (connection.kind !== 'oidc') return connection.kind.replace('_', '-')
  const wanted = slug ?? handleFrom(connection.title)
  return reserved.has(wanted) ? `${wanted}-sign-in` : wanted
}

/**
 * An owner sets up a way to sign in, or a forum that signs its people in here. `slug` names the one to change. The secret is sealed; an empty one
 * leaves the present as it is, as long as the address stays. Refuses `no_secret` and `secret_again`.
 */
export function saveConnection(
  connection: Connection,
  slug: string | null,
  by: Actor,
): Promise<{ kind: 'saved'; slug: string } | Refused<'no_secret' | 'secret_again'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const name = slugFor(connection, slug)
        const { kind, title, secret } = connection
        const channel = channelOf({ kind, slug: name })
        const sourceId = await createSource(scope, { ...channel, title: kind === 'for_discourse' ? 'Discourse' : title })
        const site = 'site' in connection ? connection.site : ''
        const clientId = 'clientId' in connection ? connection.clientId : ''
        const idClaim = 'idClaim' in connection ? connection.idClaim : 'sub'
        await keepProvider(scope, { slug: name, kind, title, site, clientId, idClaim, secret, sourceId })
        const after = { kind, title, site, clientId, ...(secret ? { secret: `…${secret.slice(-4)}` } : {}) }
        await record(scope, { action: 'sign_in.set_up', objectKind: 'sign_in', objectId: name, after })
        return { kind: 'saved' as const, slug: name }
      }),
    'no_secret',
    'secret_again',
  )
}
