import { z } from 'zod'
import type { Activity, Facts, Party } from '#app/contract/activity.ts'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import { cleanText, parseJson } from '#integrations/kit/body.ts'
import { type EventTable, on, readEvent } from '#integrations/kit/event-table.ts'
import { madeAt, type PacketOf, type Place, packets, type PacketName } from './packets.ts'
import { subjects } from './subjects.ts'

const envelope = z.object({ t: z.string().max(60), session: z.string().max(200), s: z.int() })

/** The name of a message of the line, and its place in the line: a replay repeats both. */
export function envelopeOf(delivery: Delivery): { deliveryId: string; event: string } {
  const parsed = parseJson(delivery.body)
  const read = parsed.ok ? envelope.safeParse(parsed.value) : undefined
  return read?.success ? { deliveryId: `${read.data.session}:${read.data.s}`, event: read.data.t } : { deliveryId: delivery.digest, event: '' }
}

/** Reads a message of the line: pure, from the message and what was learned about it. */
export function readBody(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const named = envelope.safeParse(parsed.value)
  if (!named.success) return { kind: 'malformed', why: 'it is no message of the line' }
  return readEvent(table, named.data.t, undefined, parsed.value, delivery)
}

// Ids alone: who is behind one is known once they have linked their account.
const party = (person: { id: string; bot?: boolean }): Party => ({ id: person.id, handle: person.id, ...(person.bot ? { bot: true } : {}) })

const address = (guild: string, ...path: string[]) => `https://discord.com/channels/${[guild, ...path].join('/')}`
const where = (place: Place): Facts => ({ channel: place.id, channel_name: place.name })
const version = (packet: { session: string; s: number }) => `${packet.session}:${packet.s}`
const found = (...activities: Activity[]): Reading => ({ kind: 'activities', activities })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })

/** What people write: ordinary messages, and replies. https://discord.com/developers/docs/resources/message#message-object-message-types */
const plainTypes = new Set([0, 19])

/** A message as a deed, or why it is none. */
export function messageDeed(packet: Omit<PacketOf<'MESSAGE_CREATE'>, 'session' | 's' | 'at'>): Activity | string {
  const { id, place, author, replies_to: reply, text } = packet
  if (packet.webhook) return 'a webhook wrote it, not a person'
  if (!plainTypes.has(packet.type)) return 'Discord wrote it, not a person'
  if (place.thread === id) return 'it is the first message of a thread, which counts as itself'
  const toOther = reply?.author !== undefined && reply.author.id !== author.id
  return {
    kind: toOther ? 'reply.posted' : 'message.posted',
    externalId: subjects.message(id),
    actor: party(author),
    object: { id: `message:${id}`, title: `A message in #${place.name}`, url: address(packet.guild, place.thread ?? place.id, id) },
    occurredAt: madeAt(id),
    facts: {
      ...where(place),
      thread: place.thread !== undefined,
      attachments: packet.attachments,
      mentions: packet.mentions,
      ...(text === undefined ? {} : { text: cleanText(text), length: [...text].length }),
    },
    ...(toOther && reply?.author ? { others: [{ ...party(reply.author), role: 'author' }] } : {}),
  }
}

/** A thread or forum post as a deed. */
export function threadDeed({ id, place, owner, guild }: Pick<PacketOf<'THREAD_CREATE'>, 'id' | 'place' | 'owner' | 'guild'>): Activity {
  return {
    kind: place.forum ? 'forum.posted' : 'thread.started',
    externalId: subjects.thread(id),
    actor: party(owner),
    object: { id: `thread:${id}`, title: `${place.forum ? 'A post' : 'A thread'} in #${place.name}`, url: address(guild, id) },
    occurredAt: madeAt(id),
    facts: where(place),
  }
}

/** Joining the server as a deed: once for good, and once again for everybody who left and came back. */
export function joinDeed(guild: string, user: { id: string; bot?: boolean }, joinedAt: string): Activity {
  return {
    kind: 'member.joined',
    externalId: subjects.joined(guild, user.id),
    version: new Date(joinedAt).toISOString(),
    actor: party(user),
    object: { id: `guild:${guild}`, title: 'The server', url: address(guild) },
    occurredAt: new Date(joinedAt),
    facts: {},
  }
}

type Undone = { kind: string; thing: Activity['object']; actor: Party }

function takeBack(packet: { session: string; s: number; at: string }, subject: string, { kind, thing, actor }: Undone): Activity {
  const key = { externalId: `${kind}:${subject}`, version: version(packet), undoes: subject }
  return { kind, ...key, actor, object: thing, occurredAt: new Date(packet.at), facts: {} }
}

/** Discord does not say whose it was: the subject does. */
const unnamed: Party = { id: 'unnamed', handle: '' }

const messageThing = (guild: string, id: string, place?: Place) => ({
  id: `message:${id}`,
  title: place ? `A message in #${place.name}` : 'A message',
  url: place ? address(guild, place.thread ?? place.id, id) : '',
})

function readReaction(packet: PacketOf<'REACTION_ADD'>): Reading {
  const { message, user, author, emoji, place } = packet
  const shared = {
    version: version(packet),
    object: messageThing(packet.guild, message, place),
    occurredAt: new Date(packet.at),
    facts: { ...where(place), emoji },
  }
  const given: Activity = {
    ...shared,
    kind: 'reaction.given',
    externalId: subjects.reactionGiven(message, user.id, emoji),
    actor: party(user),
    ...(author ? { others: [{ id: author, handle: author, role: 'author' }] } : {}),
  }
  if (!author || author === user.id || user.bot) return found(given)
  const received: Activity = {
    ...shared,
    kind: 'reaction.received',
    externalId: subjects.reactionReceived(message, user.id, emoji),
    actor: { id: author, handle: author },
    others: [{ ...party(user), role: 'reactor' }],
  }
  return found(given, received)
}

const removedReactions = z.object({ subjects: z.array(z.string()) })

function readRemovedMany(packet: PacketOf<'REACTION_REMOVE_MANY'>, { completion }: Delivery): Reading {
  const thing = messageThing(packet.guild, packet.message)
  const learned = removedReactions.safeParse(completion)
  if (!learned.success) return { kind: 'incomplete', about: thing.id }
  if (learned.data.subjects.length === 0) return ignored('no reaction to this message is known')
  return found(...learned.data.subjects.map((subject) => takeBack(packet, subject, { kind: 'reaction.removed', thing, actor: unnamed })))
}

const stay = z.object({ attended: z.object({ since: z.iso.datetime(), place: z.object({ id: z.string(), name: z.string() }) }).nullable() })
const minute = 60_000

function readVoice(packet: PacketOf<'VOICE_STATE'>, { completion }: Delivery): Reading {
  const { user, guild } = packet
  const learned = stay.safeParse(completion)
  if (!learned.success) return { kind: 'incomplete', about: `voice:${guild}:${user.id}` }
  const { attended } = learned.data
  const minutes = attended ? Math.floor((Date.parse(packet.at) - Date.parse(attended.since)) / minute) : 0
  if (!attended || minutes < 1) return ignored('it ends no stay of a minute or more in a voice channel')
  return found({
    kind: 'voice.attended',
    externalId: subjects.voice(guild, user.id, attended.since),
    actor: party(user),
    object: { id: `channel:${attended.place.id}`, title: `Voice in #${attended.place.name}`, url: address(guild, attended.place.id) },
    occurredAt: new Date(packet.at),
    facts: { channel: attended.place.id, channel_name: attended.place.name, minutes },
  })
}

const eventThing = (guild: string, event: string) => ({
  id: `event:${event}`,
  title: 'A scheduled event',
  url: `https://discord.com/events/${guild}/${event}`,
})

const table = {
  MESSAGE_CREATE: on(packets.MESSAGE_CREATE, (packet) => {
    const deed = messageDeed(packet)
    return typeof deed === 'string' ? ignored(deed) : found(deed)
  }),
  MESSAGE_DELETE: on(packets.MESSAGE_DELETE, (packet) =>
    found(
      ...packet.ids.map((id) =>
        takeBack(packet, subjects.message(id), { kind: 'message.removed', thing: messageThing(packet.guild, id), actor: unnamed }),
      ),
    ),
  ),
  REACTION_ADD: on(packets.REACTION_ADD, readReaction),
  REACTION_REMOVE: on(packets.REACTION_REMOVE, (packet) => {
    const { message, user, emoji } = packet
    const undone = { kind: 'reaction.removed', thing: messageThing(packet.guild, message), actor: party(user) }
    return found(
      takeBack(packet, subjects.reactionGiven(message, user.id, emoji), undone),
      takeBack(packet, subjects.reactionReceived(message, user.id, emoji), undone),
    )
  }),
  REACTION_REMOVE_MANY: on(packets.REACTION_REMOVE_MANY, readRemovedMany),
  THREAD_CREATE: on(packets.THREAD_CREATE, (packet) => found(threadDeed(packet))),
  THREAD_DELETE: on(packets.THREAD_DELETE, (packet) => {
    const thing = { id: `thread:${packet.id}`, title: 'A thread', url: '' }
    return found(takeBack(packet, subjects.thread(packet.id), { kind: 'thread.removed', thing, actor: unnamed }))
  }),
  MEMBER_ADD: on(packets.MEMBER_ADD, (packet) => found(joinDeed(packet.guild, packet.user, packet.joined_at))),
  MEMBER_REMOVE: on(packets.MEMBER_REMOVE, (packet) => {
    const thing = { id: `guild:${packet.guild}`, title: 'The server', url: address(packet.guild) }
    return found(takeBack(packet, subjects.joined(packet.guild, packet.user.id), { kind: 'member.left', thing, actor: party(packet.user) }))
  }),
  VOICE_STATE: on(packets.VOICE_STATE, readVoice),
  EVENT_USER_ADD: on(packets.EVENT_USER_ADD, (packet) =>
    found({
      kind: 'event.interested',
      externalId: subjects.interest(packet.event, packet.user.id),
      version: version(packet),
      actor: party(packet.user),
      object: eventThing(packet.guild, packet.event),
      occurredAt: new Date(packet.at),
      facts: {},
    }),
  ),
  EVENT_USER_REMOVE: on(packets.EVENT_USER_REMOVE, (packet) => {
    const thing = eventThing(packet.guild, packet.event)
    return found(takeBack(packet, subjects.interest(packet.event, packet.user.id), { kind: 'event.uninterested', thing, actor: party(packet.user) }))
  }),
} satisfies EventTable & Record<PacketName, unknown>
