import type { GatewayDispatchPayload } from 'discord.js'
import { z } from 'zod'
import type { Line } from '#app/contract/line.ts'
import { commandIn, commands, privately, unknownCommand } from './commands.ts'
import { metadata } from './figures.ts'
import { type Dispatch, guildOf, reduceDispatch } from './reduce.ts'
import { askDiscord } from './rest.ts'
import { Rooms } from './rooms.ts'

const sessionSchema = z.object({ sessionId: z.string(), resumeURL: z.string(), sequence: z.int(), shardId: z.int(), shardCount: z.int() })
type Session = z.output<typeof sessionSchema>

/** What is kept of the line: where the session stands, and when it was last heard. */
const keptSchema = z.object({ session: sessionSchema.nullable(), heardAt: z.iso.datetime(), words: z.boolean() })

type Heard = Dispatch & { session: Session | null }

/** Safe to go back a little: what is found again is known already. */
const marginMs = 60_000
const batch = 50
/** How often it is kept how far the line was heard, while nothing of it counts. */
const silentMs = 5_000

/** Hears the dispatches of a gateway one after the other, and reports what is made of them. */
export class Ear {
  session: Session | null = null
  /** What ends the line. */
  failed: (error: Error) => void = () => undefined
  private reported: Session | null = null
  private reportedAt = 0
  private heardAt: Date | null = null
  private readonly rooms: Rooms
  private readonly waiting: Heard[] = []
  private busy = false
  private stopped = false
  private readonly guild: string

  constructor(private readonly line: Line) {
    const kept = keptSchema.safeParse(line.kept === null ? null : JSON.parse(line.kept))
    if (kept.success) {
      // A session has its intents for good: to hear words, or to hear them no more, it takes a new one.
      this.session = this.reported = kept.data.words === line.words ? kept.data.session : null
      this.heardAt = new Date(kept.data.heardAt)
    }
    this.guild = line.access.guild ?? ''
    this.rooms = new Rooms(line.access.channels)
  }

  /** Learns the channels and threads as they are: a resumed session does not tell them again. */
  learnRooms(): Promise<void> {
    return learnRooms(this.line, this.rooms)
  }

  /** Where the session stands, as the connection knows it. */
  sessionMoved(session: Session | null): void {
    if (!this.stopped) this.session = session
  }

  /** A new session: what came between the last sign of life and now went by unheard, if there was an earlier one. */
  began(application: string): void {
    const since = this.heardAt
    if (since) this.line.missed(new Date(since.getTime() - marginMs)).catch(this.failed)
    const route = `/applications/${application}/guilds/${this.guild}/commands` as const
    askDiscord(this.line, route, { method: 'put', json: commands }).catch((error: Error) => this.line.note(error.message))
    const shown = `/applications/${application}/role-connections/metadata` as const
    askDiscord(this.line, shown, { method: 'put', json: metadata }).catch((error: Error) => this.line.note(error.message))
  }

  /** A heartbeat was answered: all that was sent before has been heard. */
  beat(): void {
    this.heardAt = this.line.now()
    this.reportedAt = 0
    if (!this.busy) void this.work()
  }

  hear(payload: GatewayDispatchPayload): void {
    this.waiting.push({ t: payload.t, s: payload.s, d: payload.d, session: this.session })
    if (!this.busy) void this.work()
  }

  stop(): void {
    this.stopped = true
  }

  private async work(): Promise<void> {
    this.busy = true
    try {
      do await this.reportNext()
      while (this.waiting.length > 0 && !this.stopped)
    } catch (error) {
      this.failed(error as Error)
    }
    this.busy = false
  }

  private async reportNext(): Promise<void> {
    const next = this.waiting.splice(0, batch)
    const messages: unknown[] = []
    for (const dispatch of next.filter((one) => guildOf(one) === this.guild)) {
      await this.follow(dispatch)
      const around = { rooms: this.rooms, words: this.line.words, session: dispatch.session?.sessionId ?? 'none', at: this.line.now() }
      const packet = reduceDispatch(dispatch, around)
      if (packet) messages.push(packet)
    }
    const last = next.at(-1)
    if (last) {
      this.reported = last.session && { ...last.session, sequence: last.s }
      this.heardAt = this.line.now()
    }
    const now = this.line.now()
    if (this.stopped || (messages.length === 0 && now.getTime() - this.reportedAt < silentMs)) return
    await this.line.report(messages, JSON.stringify({ session: this.reported, heardAt: (this.heardAt ?? now).toISOString(), words: this.line.words }))
    this.reportedAt = now.getTime()
  }

  /** Follows what changes around: channels and threads, and questions, which are answered at once. */
  private async follow({ t, d }: Dispatch): Promise<void> {
    if (t === 'INTERACTION_CREATE') return void this.answer(d)
    if (t === 'GUILD_CREATE' || t === 'THREAD_LIST_SYNC') for (const one of listedIn(d)) this.rooms.note(one)
    if (/^(CHANNEL|THREAD)_(CREATE|UPDATE)$/.test(t)) this.rooms.note(d)
    const { id, channel_id } = z.object({ id: z.string().optional(), channel_id: z.string().nullish() }).safeParse(d).data ?? {}
    if (t === 'CHANNEL_DELETE' && id) this.rooms.forget(id)
    // An old thread that somebody writes to again is not among the active ones that were listed.
    if (channel_id && !this.rooms.knows(channel_id)) {
      this.rooms.note(await askDiscord(this.line, `/channels/${channel_id}`, { method: 'get' }).catch(() => undefined))
    }
  }

  private async answer(raw: unknown): Promise<void> {
    const command = commandIn(raw, this.guild)
    if (!command) return
    const { id, token, question } = command
    try {
      const reply = question ? await this.line.answer(question) : unknownCommand
      await askDiscord(this.line, `/interactions/${id}/${token}/callback`, { method: 'post', json: privately(reply), signed: false })
    } catch (error) {
      // Whoever asked sees that nothing came; the line itself is sound.
      this.line.note((error as Error).message)
    }
  }
}

function listedIn(d: unknown): unknown[] {
  const found = z.object({ channels: z.array(z.unknown()).nullish(), threads: z.array(z.unknown()).nullish() }).safeParse(d)
  return found.success ? [...(found.data.channels ?? []), ...(found.data.threads ?? [])] : []
}

/** Notes the channels and the active threads of the server. */
export async function learnRooms(line: Pick<Line, 'access' | 'fetch'>, rooms: Rooms): Promise<void> {
  const guild = line.access.guild ?? ''
  const channels = await askDiscord(line, `/guilds/${guild}/channels`, { method: 'get' })
  if (!Array.isArray(channels)) throw new Error('The bot is not on this server, or the id of the server is wrong.')
  const threads = await askDiscord(line, `/guilds/${guild}/threads/active`, { method: 'get' })
  for (const one of [...(channels as unknown[]), ...listedIn(threads)]) rooms.note(one)
}
