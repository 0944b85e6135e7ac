import type { Line } from '#app/contract/line.ts'
import { Ear } from './ear.ts'
import { restOf } from './rest.ts'

/** What Discord refuses for good. https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const fatal: Readonly<Record<number, string>> = {
  4004: 'Discord does not know this bot token.',
  4010: 'Discord refused the shard.',
  4011: 'This server needs more than one shard, which the hub does not open.',
  4012: 'Discord no longer speaks this version of its gateway.',
  4013: 'Discord refused the intents.',
  4014: 'Switch on the Server Members intent for the bot in the developer portal (and Message Content, if a rule asks about words).',
}

/**
 * Holds the gateway open and reports what is dispatched, in order. A session that another worker left is resumed where its last report ended; when
 * Discord no longer has it, the hub is told since when something may be missing.
 */
export async function listen(line: Line): Promise<void> {
  const { GatewayIntentBits } = await import('discord.js')
  const { WebSocketManager, WebSocketShardEvents } = await import('@discordjs/ws')
  const ear = new Ear(line)
  await ear.learnRooms()
  const bits = GatewayIntentBits
  const intents =
    bits.Guilds | bits.GuildMembers | bits.GuildMessages | bits.GuildMessageReactions | bits.GuildVoiceStates | bits.GuildScheduledEvents
  const manager = new WebSocketManager({
    token: line.access.token ?? '',
    intents: line.words ? intents | bits.MessageContent : intents,
    rest: await restOf(line),
    shardCount: 1,
    retrieveSessionInfo: () => ear.session,
    updateSessionInfo: (_, session) => ear.sessionMoved(session),
  })
  const over = new Promise<never>((_, reject) => {
    manager.on(WebSocketShardEvents.Closed, ({ code }) => fatal[code] && reject(new Error(fatal[code])))
    manager.on(WebSocketShardEvents.Error, ({ error }) => reject(error))
    line.signal.addEventListener('abort', () => reject(new Ended()), { once: true })
    ear.failed = reject
  })
  manager.on(WebSocketShardEvents.Ready, ({ data }) => ear.began(data.application.id))
  manager.on(WebSocketShardEvents.HeartbeatComplete, () => ear.beat())
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => ear.hear(data))
  try {
    await Promise.race([over, manager.connect()])
    await over
  } catch (error) {
    if (!(error instanceof Ended)) throw error
  } finally {
    ear.stop()
    // Not 1000: that would end the session, and the next worker could not resume it.
    await manager.destroy({ code: 4_200, reason: 'another worker goes on' })
  }
}

class Ended extends Error {}
