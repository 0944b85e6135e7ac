import type { OwnAddressView } from '#app/components/hub/own-address.tsx'
import type { ChannelAccounts } from '#app/components/hub/linked-channel.tsx'
import { forumsServed, waysIn } from '#app/auth/ways-in.server.ts'
import { type Adapter, isPolled } from '#app/contract/adapter.ts'
import { channelOf, type Provider } from '#app/domain/access/providers.ts'
import { type SourceName, sourcesIn, waitingUnder } from '#app/domain/activities/queries.server.ts'
import { accountsOfAddress, addressesOf } from '#app/domain/members/queries/addresses.server.ts'
import type { LinkedAccount } from '#app/domain/members/members.ts'
import { keyProofs, proofs } from '#app/domain/members/members.ts'
import { accountsOf, departuresOf } from '#app/domain/members/queries.server.ts'
import { profileToken } from '#app/domain/members/queries/tokens.server.ts'
import { webhookSecretFromEnv } from '#app/foundation/env.ts'
import { adapterById } from '#integrations/registry.ts'

/** The ways in of a program with the channel whose accounts each proves, as far as there is one. */
export async function doorsOf(program: number, sources: readonly SourceName[]): Promise<(Provider & { source: SourceName | null })[]> {
  const ways = await waysIn(program)
  return ways.map((way) => ({ ...way, source: sources.find((one) => one.id === way.sourceId || one.slug === channelOf(way).slug) ?? null }))
}

/**
 * The channels whose names are public and whose accounts anybody can prove: by a public profile, by a code told to a bot, or by signing in at the platform itself.
 * Never one whose people are known from purchases, learning, meetings or lists.
 */
export function openlyProved(sources: readonly SourceName[], doors: readonly (Provider & { source: SourceName | null })[]): number[] {
  const open = ({ id, adapter }: SourceName) => {
    const known = adapterById(adapter)
    return Boolean(known?.profile ?? known?.code) || doors.some((door) => door.source?.id === id && door.kind === adapter)
  }
  return sources.filter(open).map((source) => source.id)
}

/** Every channel in which this member has an account or can prove one, in the order of their names. */
export async function accountChannels(program: number, member: number): Promise<ChannelAccounts[]> {
  const [sources, accounts] = await Promise.all([sourcesIn(program), accountsOf(program, member)])
  const doors = await doorsOf(program, sources)
  const served = new Set((await forumsServed(program)).map((forum) => forum.sourceId))
  const known = sources.map((source) => channel({ program, member, accounts, doors, served }, source))
  // A way in of which nobody made use yet has no channel so far.
  const fresh = doors
    .filter((door) => door.source === null)
    .map((door): ChannelAccounts => ({ ...blank, key: door.slug, title: door.title, icon: door.kind, ways: [plain(door)] }))
  return [...known, ...fresh].filter(
    (one) => one.accounts.length > 0 || one.ways.length > 0 || one.profile !== null || one.code !== null || one.byHub,
  )
}

const blank = { sourceId: 0, accounts: [], profile: null, code: null, byHub: false, opens: true }
const plain = ({ slug, kind, title, sourceId }: Provider) => ({ slug, kind, title, sourceId })

type Around = {
  program: number
  member: number
  accounts: readonly LinkedAccount[]
  doors: readonly (Provider & { source: SourceName | null })[]
  /** The channels whose people sign in there with this hub. */
  served: ReadonlySet<number | null>
}

function channel({ program, member, accounts, doors, served }: Around, source: SourceName): ChannelAccounts {
  const adapter = adapterById(source.adapter)
  const ways = doors.filter((door) => door.source?.id === source.id)
  const asksSite = adapter?.access?.some((field) => field.name === 'site')
  const asked = adapter !== undefined && isPolled(adapter) && source.reached
  const connected = asked || source.connected || webhookSecretFromEnv(source.adapter) !== undefined
  const readable = connected && (!asksSite || source.site !== null)
  return {
    key: source.slug,
    sourceId: source.id,
    title: source.title,
    icon: source.adapter,
    accounts: accounts
      .filter((one) => one.sourceId === source.id && one.proof !== 'address')
      .map(({ foreignId, handle, proof, provedAt }) => ({
        foreignId,
        handle,
        proof: Object.hasOwn(proofs, proof) ? proofs[proof as keyof typeof proofs] : 'it was entered for you',
        since: provedAt.toISOString(),
      })),
    ways: ways.map(plain),
    opens: ways.length > 0 && accounts.some((one) => one.sourceId === source.id && keyProofs.includes(one.proof)),
    profile: adapter?.profile && readable ? { ...proofIn(adapter.profile), token: profileToken(program, member, source.id) } : null,
    code: adapter?.code && connected ? adapter.code : null,
    byHub: served.has(source.id) && adapter?.accountOf !== undefined,
  }
}

function proofIn({ where, by }: NonNullable<Adapter['profile']>) {
  return { where, by: by ? { put: by.put, label: by.label, press: by.press } : null }
}

/** What is done under the member's own mail address in channels that know people by it, linked or not; null where there is no such address or channel. */
export async function ownAddress(program: number, member: number): Promise<OwnAddressView | null> {
  const [addresses, sources, accounts] = await Promise.all([addressesOf(program, member), sourcesIn(program), accountsOf(program, member)])
  const trusted = sources.filter((source) => adapterById(source.adapter)?.byAddress)
  const used = trusted.filter(({ adapter, connected, reached }) => connected || reached || webhookSecretFromEnv(adapter) !== undefined)
  const linked = accounts.filter((account) => account.proof === 'address')
  if (addresses.length === 0 || (used.length === 0 && linked.length === 0)) return null
  const waiting = await waitingUnder(
    program,
    used.map((source) => source.id),
    addresses.flatMap(accountsOfAddress),
  )
  return {
    addresses,
    since: linked.length > 0 ? new Date(Math.min(...linked.map((account) => account.provedAt.getTime()))).toISOString() : null,
    channels: used.map(({ id, title, adapter }) => ({ id, title, icon: adapter, waiting: waiting.get(id) ?? 0 })),
  }
}

/** Accounts that were deleted elsewhere and of which the member has not said yet what becomes of what they did. */
export async function departureViews(program: number, member: number) {
  const [rows, sources] = await Promise.all([departuresOf(program, member), sourcesIn(program)])
  return rows.map(({ id, sourceId, handle, at }) => ({
    ...{ id, handle, at: at.toISOString() },
    channel: sources.find((source) => source.id === sourceId)?.title ?? 'its platform',
  }))
}
