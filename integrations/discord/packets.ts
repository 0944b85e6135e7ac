import { z } from 'zod'

/** An id of Discord: a snowflake, which is longer than a number can hold exactly. */
export const snowflake = z.string().regex(/^\d{1,20}$/)

const epoch = 1_420_070_400_000n

/** When a thing with this id was made. https://discord.com/developers/docs/reference#snowflakes */
export function madeAt(id: string): Date {
  return new Date(Number((BigInt(id) >> 22n) + epoch))
}

/** The smallest id of an instant. */
export function idAt(instant: Date): string {
  const since = BigInt(instant.getTime()) - epoch
  return String(since > 0n ? since << 22n : 0n)
}

/** Where it happened: the channel as rules know it; a thread names the channel it hangs on. */
const place = z.object({ id: snowflake, name: z.string(), thread: snowflake.optional(), forum: z.boolean().optional() })
export type Place = z.output<typeof place>

/** What every message of the line has around it: the gateway's session and number (a replay repeats them), and when it was heard. */
const frame = { session: z.string(), s: z.int(), at: z.iso.datetime(), guild: snowflake }
const person = z.object({ id: snowflake, bot: z.boolean().optional() })

const emoji = z.string().min(1).max(120)

/** The messages of the line: what is kept of Discord's own, which is ids and counts. */
export const packets = {
  MESSAGE_CREATE: z.object({
    ...frame,
    place,
    id: snowflake,
    type: z.int(),
    author: person,
    webhook: z.boolean().optional(),
    replies_to: z.object({ id: snowflake, author: person.optional() }).optional(),
    attachments: z.int(),
    mentions: z.int(),
    /** Only while a rule asks about words. */
    text: z.string().optional(),
  }),
  MESSAGE_DELETE: z.object({ ...frame, ids: z.array(snowflake).min(1).max(1_000) }),
  REACTION_ADD: z.object({ ...frame, place, message: snowflake, user: person, author: snowflake.optional(), emoji }),
  REACTION_REMOVE: z.object({ ...frame, message: snowflake, user: person, emoji }),
  /** All reactions of a message, or all with one emoji: nobody is named. */
  REACTION_REMOVE_MANY: z.object({ ...frame, message: snowflake, emoji: emoji.optional() }),
  THREAD_CREATE: z.object({ ...frame, place, id: snowflake, owner: person }),
  THREAD_DELETE: z.object({ ...frame, id: snowflake }),
  MEMBER_ADD: z.object({ ...frame, user: person, joined_at: z.iso.datetime({ offset: true }) }),
  MEMBER_REMOVE: z.object({ ...frame, user: person }),
  /** `place` is missing when nobody is in a voice channel that counts, or cannot hear. */
  VOICE_STATE: z.object({ ...frame, user: person, voice_session: z.string(), place: place.optional() }),
  EVENT_USER_ADD: z.object({ ...frame, event: snowflake, user: person }),
  EVENT_USER_REMOVE: z.object({ ...frame, event: snowflake, user: person }),
} as const

export type PacketName = keyof typeof packets
export type Packet = { [Name in PacketName]: { t: Name } & z.output<(typeof packets)[Name]> }[PacketName]
export type PacketOf<Name extends PacketName> = z.output<(typeof packets)[Name]>

/** An emoji as one text: a custom one by its id, which nobody can rename. */
export function emojiName(raw: { id?: string | null; name?: string | null }): string {
  return raw.id ? `custom:${raw.id}` : (raw.name ?? '?')
}
