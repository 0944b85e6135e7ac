// Connects a program of a test to the Discord of this machine.
import { inTransaction } from '#app/db/transaction.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { addSecret, createSource, setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { application, botToken, type DiscordPeer, guild, rooms } from './discord.ts'

/** Connects the Discord channel of program 1 to the peer; everything but #off-topic counts. Answers the source's id. */
export async function connectDiscord(peer: DiscordPeer, access: Record<string, string> = {}): Promise<number> {
  const id = await inTransaction({ program: 1, by: null }, async (scope) => {
    const sourceId = await createSource(scope, { adapter: 'discord', slug: 'discord', title: 'Discord' })
    await addSecret(scope, { sourceId, name: 'webhook', value: 'a-secret-of-the-line-0123456789', othersEndAt: null })
    await addSecret(scope, { sourceId, name: accessSecret('token'), value: botToken, othersEndAt: null })
    await addSecret(scope, { sourceId, name: accessSecret('client_secret'), value: 'a-client-secret', othersEndAt: null })
    const channels = [rooms.help, rooms.ideas, rooms.voice].join(', ')
    await setPlainAccess(scope, sourceId, { api: peer.api, guild, application, channels, ...access })
    return sourceId
  })
  forgetSource(1, 'discord')
  return id
}
