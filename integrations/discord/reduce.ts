import { z } from 'zod'
import { emojiName, type Packet, type Place, snowflake } from './packets.ts'
import { type Rooms, startedThread } from './rooms.ts'

/** A dispatch of the gateway as Discord sends it. */
export type Dispatch = { t: string; s: number; d: unknown }

const user = z.object({ id: snowflake, bot: z.boolean().nullish() })
const member = z.object({ user: user.nullish() })
const inGuild = { guild_id: snowflake }

/** A message as Discord describes it, on the gateway and by REST. */
export const rawMessage = z.object({
  id: snowflake,
  channel_id: snowflake,
  type: z.int(),
  author: user,
  webhook_id: snowflake.nullish(),
  content: z.string().nullish(),
  attachments: z.array(z.unknown()).nullish(),
  mentions: z.array(z.unknown()).nullish(),
  referenced_message: z.object({ id: snowflake, author: user.nullish() }).nullish(),
})
const rawReaction = {
  ...inGuild,
  user_id: snowflake,
  channel_id: snowflake,
  message_id: snowflake,
  emoji: z.object({ id: snowflake.nullish(), name: z.string().nullish() }),
}
const raw = {
  MESSAGE_CREATE: rawMessage.extend(inGuild),
  MESSAGE_DELETE: z.object({ ...inGuild, id: snowflake, channel_id: snowflake }),
  MESSAGE_DELETE_BULK: z.object({ ...inGuild, ids: z.array(snowflake).min(1), channel_id: snowflake }),
  MESSAGE_REACTION_ADD: z.object({ ...rawReaction, message_author_id: snowflake.nullish(), member: member.nullish() }),
  MESSAGE_REACTION_REMOVE: z.object(rawReaction),
  MESSAGE_REACTION_REMOVE_EMOJI: z.object({ ...inGuild, channel_id: snowflake, message_id: snowflake, emoji: rawReaction.emoji }),
  MESSAGE_REACTION_REMOVE_ALL: z.object({ ...inGuild, channel_id: snowflake, message_id: snowflake }),
  THREAD_CREATE: startedThread.extend(inGuild),
  THREAD_DELETE: z.object({ ...inGuild, id: snowflake, parent_id: snowflake.nullish() }),
  GUILD_MEMBER_ADD: z.object({ ...inGuild, user, joined_at: z.iso.datetime({ offset: true }) }),
  GUILD_MEMBER_REMOVE: z.object({ ...inGuild, user }),
  VOICE_STATE_UPDATE: z.object({
    ...inGuild,
    user_id: snowflake,
    channel_id: snowflake.nullish(),
    session_id: z.string().max(100),
    deaf: z.boolean().nullish(),
    self_deaf: z.boolean().nullish(),
    member: member.nullish(),
  }),
  GUILD_SCHEDULED_EVENT_USER_ADD: z.object({ ...inGuild, guild_scheduled_event_id: snowflake, user_id: snowflake }),
  GUILD_SCHEDULED_EVENT_USER_REMOVE: z.object({ ...inGuild, guild_scheduled_event_id: snowflake, user_id: snowflake }),
}

const person = (from: { id: string; bot?: boolean | null | undefined }) => ({ id: from.id, ...(from.bot ? { bot: true } : {}) })
const reactor = (id: string, from?: z.output<typeof member> | null) => person({ id, bot: from?.user?.bot })

/** What is kept of a message: ids and counts, and its text only while a rule asks about words. */
export function messageParts(message: z.output<typeof rawMessage>, place: Place, words: boolean) {
  const { referenced_message: reply } = message
  return {
    place,
    id: message.id,
    type: message.type,
    author: person(message.author),
    ...(message.webhook_id ? { webhook: true } : {}),
    ...(reply ? { replies_to: { id: reply.id, ...(reply.author ? { author: person(reply.author) } : {}) } } : {}),
    attachments: message.attachments?.length ?? 0,
    mentions: message.mentions?.length ?? 0,
    ...(words && message.content ? { text: message.content } : {}),
  }
}

/** The server that a dispatch is about, if any. */
export function guildOf({ t, d }: Dispatch): string | null {
  const found = z.object({ guild_id: snowflake.nullish(), id: snowflake.nullish() }).safeParse(d)
  if (!found.success) return null
  return found.data.guild_id ?? (t === 'GUILD_CREATE' ? (found.data.id ?? null) : null)
}

type Around = { rooms: Rooms; words: boolean; session: string; at: Date }

/** What is kept of a dispatch, or null for one that nothing is made of: another place, another kind, or not what Discord documents. */
export function reduceDispatch(dispatch: Dispatch, around: Around): Packet | null {
  const schema = Object.hasOwn(raw, dispatch.t) ? raw[dispatch.t as keyof typeof raw] : undefined
  const parsed = schema?.safeParse(dispatch.d)
  if (!parsed?.success) return null
  const frame = { session: around.session, s: dispatch.s, at: around.at.toISOString(), guild: parsed.data.guild_id }
  return kept({ t: dispatch.t, d: parsed.data } as RawDispatch, frame, around)
}

type RawDispatch = { [Name in keyof typeof raw]: { t: Name; d: z.output<(typeof raw)[Name]> } }[keyof typeof raw]
type Frame = Pick<Packet, 'session' | 's' | 'at' | 'guild'>

function kept(dispatch: RawDispatch, frame: Frame, { rooms, words }: Around): Packet | null {
  switch (dispatch.t) {
    case 'MESSAGE_CREATE': {
      const place = rooms.placeOf(dispatch.d.channel_id)
      return place && { t: 'MESSAGE_CREATE', ...frame, ...messageParts(dispatch.d, place, words) }
    }
    case 'MESSAGE_DELETE':
      return rooms.placeOf(dispatch.d.channel_id) && { t: 'MESSAGE_DELETE', ...frame, ids: [dispatch.d.id] }
    case 'MESSAGE_DELETE_BULK':
      return rooms.placeOf(dispatch.d.channel_id) && { t: 'MESSAGE_DELETE', ...frame, ids: dispatch.d.ids }
    case 'THREAD_CREATE': {
      const place = rooms.placeOf(dispatch.d.id)
      // Without `newly_created` it only says that the bot may see the thread now.
      return place && dispatch.d.newly_created ? { t: 'THREAD_CREATE', ...frame, place, id: dispatch.d.id, owner: { id: dispatch.d.owner_id } } : null
    }
    case 'THREAD_DELETE':
      return dispatch.d.parent_id && !rooms.placeOf(dispatch.d.parent_id) ? null : { t: 'THREAD_DELETE', ...frame, id: dispatch.d.id }
    case 'GUILD_MEMBER_ADD':
      return { t: 'MEMBER_ADD', ...frame, user: person(dispatch.d.user), joined_at: dispatch.d.joined_at }
    case 'GUILD_MEMBER_REMOVE':
      return { t: 'MEMBER_REMOVE', ...frame, user: person(dispatch.d.user) }
    case 'VOICE_STATE_UPDATE': {
      const { user_id, channel_id, session_id, deaf, self_deaf, member: of } = dispatch.d
      const place = channel_id && !deaf && !self_deaf ? rooms.placeOf(channel_id) : null
      return { t: 'VOICE_STATE', ...frame, user: reactor(user_id, of), voice_session: session_id, ...(place ? { place } : {}) }
    }
    case 'GUILD_SCHEDULED_EVENT_USER_ADD':
    case 'GUILD_SCHEDULED_EVENT_USER_REMOVE': {
      const t = dispatch.t === 'GUILD_SCHEDULED_EVENT_USER_ADD' ? 'EVENT_USER_ADD' : 'EVENT_USER_REMOVE'
      return { t, ...frame, event: dispatch.d.guild_scheduled_event_id, user: { id: dispatch.d.user_id } }
    }
    default:
      return keptReaction(dispatch, frame, rooms)
  }
}

type ReactionDispatch = Extract<RawDispatch, { t: `MESSAGE_REACTION_${string}` }>

function keptReaction(dispatch: ReactionDispatch, frame: Frame, rooms: Rooms): Packet | null {
  const place = rooms.placeOf(dispatch.d.channel_id)
  if (!place) return null
  const message = dispatch.d.message_id
  if (dispatch.t === 'MESSAGE_REACTION_REMOVE_ALL') return { t: 'REACTION_REMOVE_MANY', ...frame, message }
  const emoji = emojiName(dispatch.d.emoji)
  if (dispatch.t === 'MESSAGE_REACTION_REMOVE_EMOJI') return { t: 'REACTION_REMOVE_MANY', ...frame, message, emoji }
  if (dispatch.t === 'MESSAGE_REACTION_REMOVE') return { t: 'REACTION_REMOVE', ...frame, message, user: { id: dispatch.d.user_id }, emoji }
  const author = dispatch.d.message_author_id
  const by = reactor(dispatch.d.user_id, dispatch.d.member)
  return { t: 'REACTION_ADD', ...frame, place, message, user: by, ...(author ? { author } : {}), emoji }
}
