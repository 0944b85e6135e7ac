import { z } from 'zod'
import { type Place, snowflake } from './packets.ts'

const thread = z.object({ id: snowflake, type: z.int(), parent_id: snowflake.nullish() })
const channel = z.object({ id: snowflake, type: z.int(), name: z.string().nullish(), parent_id: snowflake.nullish() })
type Channel = { id: string; type: number; name: string; parent: string | null }

// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
const threadTypes = new Set([10, 11, 12])
const forumTypes = new Set([15, 16])
const privateThread = 12

/** What is known of a server's channels: which are allowed, and on which channel a thread hangs. A category allows all channels in it. */
export class Rooms {
  private readonly channels = new Map<string, Channel>()
  private readonly allowed: ReadonlySet<string>

  constructor(allowed: string | undefined) {
    this.allowed = new Set((allowed ?? '').match(/\d{5,20}/g) ?? [])
  }

  /** Notes a channel or thread as Discord describes it; anything else is left alone. */
  note(raw: unknown): void {
    const parsed = channel.safeParse(raw)
    if (!parsed.success) return
    const { id, type, name, parent_id } = parsed.data
    // The title of a thread is what a person wrote: it is not kept.
    this.channels.set(id, { id, type, name: threadTypes.has(type) ? '' : (name ?? id), parent: parent_id ?? null })
  }

  forget(id: string): void {
    this.channels.delete(id)
  }

  knows(id: string): boolean {
    return this.channels.has(id)
  }

  /** Where something in this channel or thread happened, or null where nothing counts: not allowed, unknown, or a private thread. */
  placeOf(id: string): Place | null {
    const found = this.channels.get(id)
    if (!found || found.type === privateThread) return null
    const within = threadTypes.has(found.type) ? this.channels.get(found.parent ?? '') : found
    if (!within || !(this.allowed.has(within.id) || (within.parent !== null && this.allowed.has(within.parent)))) return null
    const forum = forumTypes.has(within.type) ? { forum: true } : {}
    return { id: within.id, name: within.name, ...(within === found ? {} : { thread: id }), ...forum }
  }

  /** The allowed channels, without threads; for walking through their past. */
  countedChannels(): string[] {
    return [...this.channels.values()]
      .filter(({ id, type }) => !threadTypes.has(type) && type !== 4 && this.placeOf(id) !== null)
      .map(({ id }) => id)
      .sort()
  }
}

/** True for a thread that is just made, by a person who may be named. */
export const startedThread = thread.extend({ owner_id: snowflake, newly_created: z.boolean().nullish() })
