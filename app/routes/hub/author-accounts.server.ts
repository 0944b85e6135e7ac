import { accessShown } from '#app/domain/activities/queries/access.server.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { accountsOf } from '#app/domain/members/queries.server.ts'
import { adapterById } from '#integrations/registry.ts'

/** The member's accounts, each with the host whose addresses begin with its handle, where its platform has one. */
export async function accountsWithHosts(program: number, member: number) {
  const [linked, sources] = await Promise.all([accountsOf(program, member), sourcesIn(program)])
  // An own mail address says nothing of being anywhere.
  const accounts = linked.filter((account) => account.proof !== 'address')
  const own = sources.filter((source) => accounts.some((one) => one.sourceId === source.id))
  const hosts = await Promise.all(
    own.map(async ({ id, adapter }) => [id, adapterById(adapter)?.authorHost?.((await accessShown(program, id)).plain) ?? null] as const),
  )
  // A list may have brought an address in: its name is nobody's handle.
  const isHandle = (foreignId: string) => !foreignId.startsWith('email:')
  return accounts.map(({ sourceId, handle, foreignId }) => ({
    ...{ sourceId, handle },
    host: isHandle(foreignId) ? (new Map(hosts).get(sourceId) ?? null) : null,
  }))
}
