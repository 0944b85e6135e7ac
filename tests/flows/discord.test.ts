import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { claimStep } from '#app/domain/activities/commands/walks.server.ts'
import { lineHealth } from '#app/domain/activities/queries/lines.server.ts'
import { walkById } from '#app/domain/activities/queries/walks.server.ts'
import { departuresOf } from '#app/domain/members/queries.server.ts'
import { answerCommand } from '#app/flows/answer-command.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { chooseDeparture } from '#app/flows/choose-departure.server.ts'
import { detachAccount } from '#app/flows/detach-account.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { completeDeliveries } from '#app/jobs/complete-deliveries.server.ts'
import { Lines } from '#app/jobs/listen-channels.server.ts'
import { walkChannels } from '#app/jobs/walk-channels.server.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { DiscordPeer, guild, rooms } from '#tests/support/discord.ts'
import { connectDiscord } from '#tests/support/discord-channel.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'

process.env.OUTBOUND_PRIVATE = '1'
const [maya, tomasz] = ['730000000000000011', '730000000000000012']
let peer: DiscordPeer
let source = 0
let program: Program
let workers: Lines[] = []
let member = { maya: 0, tomasz: 0 }

beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  peer = new DiscordPeer()
  await peer.start()
  source = await connectDiscord(peer)
  member = { maya: await addMember('maya', { linked: false }), tomasz: await addMember('tomasz', { linked: false }) }
  await linkAccount(member.maya, maya, 1, 'discord')
  await linkAccount(member.tomasz, tomasz, 1, 'discord')
  workers = []
})

afterEach(async () => {
  await Promise.all(workers.map((one) => one.end()))
  await peer.stop()
})

/** Another worker process, as far as lines go. */
function worker(leaseMs = 8_000): Lines {
  const lines = new Lines(adapters, askOutside, (program, sourceId, question) => answerCommand(program, sourceId, question, adapters), leaseMs)
  workers.push(lines)
  return lines
}

async function until(what: () => unknown, words: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`It did not happen in ten seconds: ${words}`)
}

const told = async (kind: string): Promise<number> =>
  Number((await sqlAlone<{ count: number }>('SELECT count(*)::int AS count FROM activity WHERE kind = $1', [kind]))[0]?.count)

async function heard(kind: string, count: number): Promise<void> {
  await until(async () => (await told(kind)) >= count, `${count} of ${kind}`)
}

async function points(): Promise<[number, number]> {
  await settleAll()
  return [(await balanceOf(member.maya)).lifetime, (await balanceOf(member.tomasz)).lifetime]
}

async function listening(lines = worker()): Promise<Lines> {
  await until(async () => {
    await lines.look(1)
    return (await lineHealth(1, source))?.heardAt
  }, 'something heard')
  return lines
}

test('[IN-07][AB-13][PV-06] allowed channels alone count, machines never do, and of what people write only ids and counts are kept', async () => {
  await addRule({ kinds: ['discord:message.posted', 'discord:reply.posted'], points: 5 })
  await listening()
  peer.say(maya, { attachments: [{ id: '1' }] })
  peer.say(maya, { channel: rooms.offTopic })
  peer.say('730000000000000099', { author: { id: '730000000000000099', username: 'helper', bot: true } })
  peer.say(tomasz, { type: 19, referenced_message: { id: '1', author: { id: maya, username: 'x' } } })
  await heard('reply.posted', 1)
  expect(await points()).toEqual([5, 5])
  expect(await told('message.posted')).toBe(2)
  const kept = await sqlAlone<{ text: string }>(
    `SELECT convert_from(body, 'UTF8') || headers::text AS text FROM delivery UNION ALL SELECT activity::text FROM activity`,
  )
  expect(kept.map(({ text }) => text).join()).not.toMatch(/Words of a person|name-|helper/)
  expect(peer.intents & (1 << 15)).toBe(0)
  const [facts] = await sqlAlone<{ facts: object }>(`SELECT facts FROM activity WHERE kind = 'message.posted' ORDER BY id LIMIT 1`)
  expect(facts?.facts).toEqual({ channel: rooms.help, channel_name: 'help', thread: false, attachments: 1, mentions: 0 })
})

test('[PV-06] a rule that asks about words has them asked for and kept', async () => {
  await addRule({ kinds: ['discord:message.posted'], points: 5, condition: { all: [{ fact: 'text', op: 'contains', value: 'person' }] } })
  await listening()
  peer.say(maya)
  await heard('message.posted', 1)
  expect(peer.intents & (1 << 15)).toBeGreaterThan(0)
  expect(await points()).toEqual([5, 0])
})

test('[IN-07] a message is counted once through a cut line, a request to reconnect and a change of workers', async () => {
  await addRule({ kinds: ['discord:message.posted'], points: 5 })
  const first = await listening()
  peer.say(maya)
  await heard('message.posted', 1)
  peer.drop()
  peer.say(maya)
  await heard('message.posted', 2)
  expect(peer.resumed).toBe(1)
  peer.askToReconnect()
  await until(() => peer.resumed === 2, 'a second resume')
  peer.say(maya)
  await heard('message.posted', 3)
  // The worker stops; what comes until the next one listens waits at Discord.
  await first.end()
  expect(peer.open).toBe(0)
  peer.say(maya)
  await listening()
  await heard('message.posted', 4)
  expect(await points()).toEqual([20, 0])
  expect({ identified: peer.identified, most: peer.most }).toEqual({ identified: 1, most: 1 })
  // Where a worker stopped between keeping a message and noting how far it heard, Discord says it again: kept twice, counted once.
  expect((await sqlAlone('SELECT 1 FROM activity')).length).toBe(4)
})

test('[IN-07] of two workers one holds the connection, and the other takes it over when the first dies', async () => {
  const first = worker(2_500)
  const second = worker(2_500)
  await Promise.all([first.look(1), second.look(1), first.look(1), second.look(1)])
  await until(() => peer.open === 1, 'one connection')
  for (let round = 0; round < 8; round += 1) {
    await Promise.all([first.look(1), second.look(1)])
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(peer.most).toBe(1)
  // A worker that dies renews nothing any more: its lease runs out by itself.
  await sqlAlone(`UPDATE line SET holder = 'a worker that died'`)
  await until(() => peer.open === 0, 'the line given up')
  peer.say(maya)
  await until(async () => {
    await Promise.all([first.look(1), second.look(1)])
    return (await told('message.posted')) === 1
  }, 'the line taken over')
  expect(peer.most).toBe(1)
})

test('[IN-18][IN-07] after an invalid session the past is read, without a gap and without a double', async () => {
  await addRule({ kinds: ['discord:message.posted'], points: 5 })
  const lines = await listening()
  peer.say(maya)
  await heard('message.posted', 1)
  peer.forget()
  peer.drop()
  peer.say(maya, { heard: false })
  peer.say(tomasz, { heard: false })
  await until(() => peer.identified === 2, 'a new session')
  peer.say(maya)
  await heard('message.posted', 2)
  await until(async () => (await lines.look(1)) > 0, 'walks')
  // A worker dies with the first page on its way; the next one goes on there, and managers see that it did.
  const cut = await inTransaction({ program: 1, by: null }, claimStep)
  await sqlAlone(`UPDATE walk SET retry_at = NULL`)
  await until(async () => {
    await walkChannels(1, adapterById, askOutside)
    await sqlAlone(`UPDATE walk SET retry_at = NULL WHERE state = 'running'`)
    return (await sqlAlone(`SELECT 1 FROM walk WHERE state = 'running'`)).length === 0
  }, 'the end of the walks')
  expect(await points()).toEqual([15, 5])
  expect(await told('message.posted')).toBe(4)
  expect(await walkById(1, source, cut?.id ?? 0)).toMatchObject({ state: 'done', resumed: 1, claimedAt: null })
})

test('[PV-05] who is forgotten leaves no words in facts and explanations, then or since; what counted, its reasons and the replayed book stay the same', async () => {
  await addRule({ kinds: ['discord:message.posted'], points: 5, condition: { all: [{ fact: 'text', op: 'contains', value: 'person' }] } })
  await addRule({ kinds: ['discord:message.posted'], points: 3, condition: { all: [{ fact: 'text', op: 'lacks', value: 'spam' }] } })
  await addRule({ kinds: ['discord:message.posted'], points: 9, condition: { all: [{ fact: 'text', op: 'is', value: 'Words' }] } })
  await listening()
  const first = peer.say(maya)
  peer.say(maya)
  await heard('message.posted', 2)
  expect(await points()).toEqual([16, 0])
  peer.dispatch('MESSAGE_DELETE', { id: first, channel_id: rooms.help, guild_id: guild })
  await heard('message.removed', 1)
  expect(await points()).toEqual([8, 0])
  const written = async () =>
    JSON.stringify(
      await sqlAlone(`SELECT explanation::text AS said FROM judgement UNION ALL SELECT explanation::text FROM judgement_past UNION ALL SELECT activity::text FROM activity
        UNION ALL SELECT convert_from(body, 'UTF8') FROM delivery WHERE event = 'MESSAGE_CREATE'`),
    )
  expect(await written()).toMatch(/Words of a person/)
  const sums = async () => sqlAlone(`SELECT status, points, count(*)::int AS count FROM judgement GROUP BY 1, 2 ORDER BY 1, 2`)
  const words = async () => (await wordsOf(1, member.maya, { states: null, source: null }, null, 20)).words
  const [before, said] = [await sums(), await words()]
  await inTransaction({ program: 1, by: null }, (scope) => detachAccount(scope, source, { id: maya }))
  const [asked] = await departuresOf(1, member.maya)
  expect(await chooseDeparture({ program: 1, by: member.maya }, asked?.id ?? 0, 'forget', adapterById)).toEqual({ kind: 'chosen' })
  expect(await written()).not.toMatch(/Words of|of a person/)
  expect(await sums()).toEqual(before)
  const outcomes = (list: typeof said) =>
    list.map(({ explanation }) => explanation.lines.map(({ outcome, tests }) => [outcome, tests.map(({ passed }) => passed)]))
  expect(outcomes(await words())).toEqual(outcomes(said))
  expect(await replayLedger(program)).toMatchObject({ differsIn: null })
  await expect(sqlAlone(`UPDATE judgement_past SET points = 0`)).rejects.toThrow(/append-only|permission denied/)
  await expect(sqlAlone(`UPDATE judgement_past SET explanation = '{}'`)).rejects.toThrow(/append-only/)
})

test('[IN-04] what is deleted or taken away is taken back, though Discord says only its ids', async () => {
  await addRule({ kinds: ['discord:message.posted'], points: 5 })
  await addRule({ kinds: ['discord:reaction.received'], points: 2 })
  await addRule({ kinds: ['discord:forum.posted'], points: 20 })
  await addRule({ kinds: ['discord:voice.attended'], points: 1, perUnit: { fact: 'minutes', most: 60 } })
  await listening()
  const message = peer.say(maya)
  const reaction = { guild_id: guild, channel_id: rooms.help, message_id: message, user_id: tomasz, emoji: { id: null, name: '👍' } }
  peer.dispatch('MESSAGE_REACTION_ADD', { ...reaction, message_author_id: maya, member: { user: { id: tomasz } } })
  const thread = { id: peer.id(), guild_id: guild, parent_id: rooms.ideas, owner_id: tomasz, type: 11, name: 'Words of a person' }
  peer.dispatch('THREAD_CREATE', { ...thread, newly_created: true })
  await heard('forum.posted', 1)
  expect(await points()).toEqual([7, 20])
  peer.dispatch('MESSAGE_REACTION_REMOVE', reaction)
  await heard('reaction.removed', 2)
  expect(await points()).toEqual([5, 20])
  peer.dispatch('MESSAGE_REACTION_ADD', { ...reaction, message_author_id: maya })
  await heard('reaction.received', 2)
  expect(await points()).toEqual([7, 20])
  // A moderator takes all reactions away: nobody is named, what was counted is known here.
  peer.dispatch('MESSAGE_REACTION_REMOVE_ALL', { guild_id: guild, channel_id: rooms.help, message_id: message })
  await until(async () => (await sqlAlone(`SELECT 1 FROM delivery WHERE state = 'incomplete'`)).length > 0, 'a removal')
  await completeDeliveries(1, adapterById, askOutside)
  expect(await points()).toEqual([5, 20])
  peer.dispatch('MESSAGE_DELETE', { id: message, channel_id: rooms.help, guild_id: guild })
  peer.dispatch('THREAD_DELETE', { id: thread.id, guild_id: guild, parent_id: rooms.ideas, type: 11 })
  await heard('thread.removed', 1)
  expect(await points()).toEqual([0, 0])
})

test('[IN-07] time in a voice channel counts from entering to leaving', async () => {
  await addRule({ kinds: ['discord:voice.attended'], points: 1, perUnit: { fact: 'minutes', most: 60 } })
  await listening()
  const state = { guild_id: guild, user_id: maya, session_id: 'voice-1', deaf: false, self_deaf: false, member: { user: { id: maya } } }
  peer.dispatch('VOICE_STATE_UPDATE', { ...state, channel_id: rooms.voice })
  await until(async () => (await sqlAlone(`SELECT 1 FROM delivery WHERE state = 'incomplete'`)).length === 1, 'the entrance')
  await completeDeliveries(1, adapterById, askOutside)
  // Forty-two minutes go by.
  await sqlAlone(`UPDATE delivery SET completion = jsonb_set(completion, '{now,since}', to_jsonb($1::text))`, [
    new Date(Date.now() - 42 * 60_000).toISOString(),
  ])
  peer.dispatch('VOICE_STATE_UPDATE', { ...state, self_deaf: true, channel_id: rooms.voice })
  peer.dispatch('VOICE_STATE_UPDATE', { ...state, channel_id: null })
  await until(async () => (await sqlAlone(`SELECT 1 FROM delivery WHERE state = 'incomplete'`)).length === 2, 'the leave')
  await completeDeliveries(1, adapterById, askOutside)
  expect(await points()).toEqual([42, 0])
})

test('[IN-07] commands are answered to the asker alone; what was capped is explained', async () => {
  await addRule({ title: 'Messages in help', kinds: ['discord:message.posted'], points: 5, limits: [{ window: 'day', count: 1 }] })
  await listening()
  peer.say(maya)
  peer.say(maya)
  await heard('message.posted', 2)
  expect(await points()).toEqual([5, 0])
  for (const name of ['points', 'rank', 'challenges', 'why', 'dance']) peer.command(name, maya)
  peer.command('points', '730000000000000055')
  await until(() => peer.callbacks.length === 6, 'six answers')
  expect(peer.callbacks.every(({ data }) => data.flags === 64)).toBe(true)
  const words = peer.callbacks.map(({ data }) => data.content).join('\n---\n')
  expect(words).toContain('You have **5 points**')
  expect(words).toContain('number 1')
  expect(words).toMatch(/“Messages in help” gave 5 points/)
  expect(words).toMatch(/at most|limit|once a day|1 .* a day/i)
  expect(words).toContain('I do not know yet who you are')
  expect(words).toContain('I do not know this command')
})
