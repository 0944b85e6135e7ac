import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Ask, Page, Walk } from '#app/contract/adapter.ts'
import { learnRooms } from './ear.ts'
import { joinDeed, messageDeed, threadDeed } from './events.ts'
import { idAt, madeAt, type Place, snowflake } from './packets.ts'
import { messageParts, rawMessage } from './reduce.ts'
import { askDiscord } from './rest.ts'
import { Rooms } from './rooms.ts'

/** Where a walk through messages is: which channels and threads are still to come, and from which message on in the first of them. */
const place = z.object({ rooms: z.array(snowflake), after: snowflake, of: z.int(), threadsOf: z.array(snowflake), before: z.string().nullish() })
type At = z.output<typeof place>

const pageSize = 100
const thread = z.object({
  id: snowflake,
  type: z.int(),
  owner_id: snowflake.nullish(),
  parent_id: snowflake.nullish(),
  thread_metadata: z.object({ archive_timestamp: z.iso.datetime({ offset: true }) }).nullish(),
})
const archived = z.object({ threads: z.array(thread), has_more: z.boolean().nullish() })

const guildOf = (ask: Ask) => ask.access.guild ?? ''

async function roomsOf(ask: Ask): Promise<Rooms> {
  const rooms = new Rooms(ask.access.channels)
  await learnRooms(ask, rooms)
  return rooms
}

function pageOf(ask: Ask, at: At, activities: Activity[]): Page {
  const left = at.rooms.length + at.threadsOf.length
  const total = Math.max(1, at.of)
  return { activities, next: left === 0 ? null : JSON.stringify(at), done: Math.max(0, total - left), total }
}

/** First the threads of each allowed channel (a page of archived ones at a time; the active ones with the first), then the messages of all of them. */
async function messages(ask: Ask, since: Date, cursor: string | null): Promise<Page> {
  const rooms = await roomsOf(ask)
  if (cursor === null) {
    const counted = rooms.countedChannels()
    const active = z
      .object({ threads: z.array(thread) })
      .parse((await askDiscord(ask, `/guilds/${guildOf(ask)}/threads/active`, { method: 'get' })) ?? { threads: [] })
    const deeds = active.threads.flatMap((one) => deedOf(ask, one, rooms.placeOf(one.id), since))
    const open = active.threads.filter((one) => rooms.placeOf(one.id) !== null).map((one) => one.id)
    const at = { rooms: [...counted, ...open], after: idAt(since), of: counted.length * 2 + open.length, threadsOf: counted }
    return pageOf(ask, at, deeds)
  }
  const at = place.parse(JSON.parse(cursor))
  return at.threadsOf.length > 0 ? archivedThreads(ask, rooms, since, at) : messagesOf(ask, rooms, since, at)
}

function deedOf(ask: Ask, one: z.output<typeof thread>, where: Place | null, since: Date): Activity[] {
  if (!where || !one.owner_id || madeAt(one.id) < since) return []
  return [threadDeed({ id: one.id, place: where, owner: { id: one.owner_id }, guild: guildOf(ask) })]
}

async function archivedThreads(ask: Ask, rooms: Rooms, since: Date, at: At): Promise<Page> {
  const [channel = '', ...others] = at.threadsOf
  const query = { limit: String(pageSize), ...(at.before ? { before: at.before } : {}) }
  const found = archived.safeParse(await askDiscord(ask, `/channels/${channel}/threads/archived/public`, { method: 'get', query }))
  const threads = found.success ? found.data.threads : []
  for (const one of threads) rooms.note(one)
  const touched = (one: z.output<typeof thread>) => new Date(one.thread_metadata?.archive_timestamp ?? 0)
  // The newest archived come first; what was archived before that day has no message of later.
  const lately = threads.filter((one) => touched(one) >= since)
  const last = threads.at(-1)
  const more = found.success && found.data.has_more && lately.length === threads.length && last
  const next = {
    rooms: [...at.rooms, ...lately.map((one) => one.id)],
    after: at.after,
    of: at.of + lately.length,
    ...(more ? { threadsOf: at.threadsOf, before: touched(last).toISOString() } : { threadsOf: others }),
  }
  return pageOf(
    ask,
    next,
    lately.flatMap((one) => deedOf(ask, one, rooms.placeOf(one.id), since)),
  )
}

async function messagesOf(ask: Ask, rooms: Rooms, since: Date, at: At): Promise<Page> {
  const [room = '', ...others] = at.rooms
  const known = rooms.placeOf(room) ?? (await oldThread(ask, rooms, room))
  // Forum channels hold threads and no messages of their own.
  const empty = known === null || (known.forum && known.thread === undefined)
  const query = { limit: String(pageSize), after: at.after }
  const found = empty ? [] : z.array(rawMessage).parse((await askDiscord(ask, `/channels/${room}/messages`, { method: 'get', query })) ?? [])
  const deeds = found.flatMap((message) => {
    const deed = known && messageDeed({ guild: guildOf(ask), ...messageParts(message, known, false) })
    return deed && typeof deed !== 'string' ? [deed] : []
  })
  const newest = found.map(({ id }) => BigInt(id)).reduce((one, other) => (one > other ? one : other), 0n)
  const next = found.length === pageSize ? { ...at, after: String(newest) } : { ...at, rooms: others, after: idAt(since) }
  return pageOf(ask, next, deeds)
}

async function oldThread(ask: Ask, rooms: Rooms, id: string): Promise<Place | null> {
  rooms.note(await askDiscord(ask, `/channels/${id}`, { method: 'get' }))
  return rooms.placeOf(id)
}

const members = z.array(z.object({ user: z.object({ id: snowflake, bot: z.boolean().nullish() }), joined_at: z.iso.datetime({ offset: true }) }))
const memberPage = 1_000

async function joins(ask: Ask, since: Date, cursor: string | null): Promise<Page> {
  const query = { limit: String(memberPage), after: cursor ?? '0' }
  const found = members.parse((await askDiscord(ask, `/guilds/${guildOf(ask)}/members`, { method: 'get', query })) ?? [])
  const lately = found.filter((one) => new Date(one.joined_at) >= since)
  const activities = lately.map(({ user, joined_at }) => joinDeed(guildOf(ask), { id: user.id, ...(user.bot ? { bot: true } : {}) }, joined_at))
  return { activities, next: found.length === memberPage ? (found.at(-1)?.user.id ?? null) : null }
}

/** What can be read again: Discord keeps messages, threads and members, but neither who was in a voice channel nor when somebody reacted. */
export const walks: Readonly<Record<string, Walk>> = {
  messages: {
    title: 'Messages, replies, threads and forum posts',
    kinds: ['message.posted', 'reply.posted', 'thread.started', 'forum.posted'],
    page: messages,
  },
  joins: { title: 'Who joined the server', kinds: ['member.joined'], page: joins },
}
