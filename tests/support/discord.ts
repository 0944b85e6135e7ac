// Discord on this machine, as its documents describe it: REST with its limits, and the gateway with hello, identify, heartbeats, resume and
// invalid sessions. https://discord.com/developers/docs/events/gateway
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { idAt } from '#integrations/discord/packets.ts'

export const guild = '820000000000000001'
export const rooms = { help: '820000000000000101', ideas: '820000000000000102', voice: '820000000000000103', offTopic: '820000000000000109' }
export const botToken = 'a.bot.token'
export const application = '820000000000000999'

type Dispatched = { s: number; t: string; d: unknown }
type Message = Record<string, unknown> & { id: string; channel_id: string }

/** What the peer remembers of one gateway session; it can be resumed until it is forgotten. */
type Session = { id: string; log: Dispatched[]; socket: WebSocket | null }

export class DiscordPeer {
  api = ''
  /** Requests as they came, and how many connections stand now and stood at most. */
  asked: { method: string; path: string; body: unknown }[] = []
  open = 0
  most = 0
  identified = 0
  resumed = 0
  intents = 0
  beats = 0
  /** Roles by member, messages by channel, and what was answered to commands. */
  roles = new Map<string, Set<string>>()
  messages = new Map<string, Message[]>()
  callbacks: { id: string; data: { content: string; flags: number } }[] = []
  /** Linked roles: the figures that stand at an account, whose owner took their leave back, and how many tokens were renewed. */
  figures = new Map<string, Record<string, string> | null>()
  revoked = new Set<string>()
  renewed = 0
  /** How many of the next requests whose path fits are answered with 429. */
  limit: { path: RegExp; times: number; seconds: number } | null = null
  /** Answers a heartbeat or not; how often they are asked for. */
  heartbeatMs = 300
  private server: Server | undefined
  private gateway: WebSocketServer | undefined
  private sessions = new Map<string, Session>()
  private current: Session | null = null
  private ids = 0

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.answer(request, response))
    this.gateway = new WebSocketServer({ server: this.server })
    this.gateway.on('connection', (socket) => this.connected(socket))
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    this.api = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api`
  }

  async stop(): Promise<void> {
    this.drop()
    this.gateway?.close()
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }

  /** A new snowflake of now. */
  id(at = new Date()): string {
    this.ids += 1
    return String(BigInt(idAt(at)) + BigInt(this.ids))
  }

  /** Somebody writes. Unheard, it is there to be read, but the gateway says nothing of it. */
  say(
    author: string,
    { channel = rooms.help, heard = true, at = new Date(), ...more }: { channel?: string; heard?: boolean; at?: Date; [more: string]: unknown } = {},
  ): string {
    const id = this.id(at)
    const message = {
      id,
      channel_id: channel,
      type: 0,
      author: { id: author, username: `name-${author}` },
      content: 'Words of a person.',
      timestamp: at.toISOString(),
      attachments: [],
      mentions: [],
      ...more,
    }
    this.messages.set(channel, [...(this.messages.get(channel) ?? []), message])
    if (heard) this.dispatch('MESSAGE_CREATE', { ...message, guild_id: guild })
    return id
  }

  /** Dispatches an event; while nobody listens it waits for a resume. */
  dispatch(t: string, d: unknown): void {
    const session = this.current
    if (!session) return
    const event = { s: (session.log.at(-1)?.s ?? 0) + 1, t, d }
    session.log.push(event)
    session.socket?.send(JSON.stringify({ op: 0, ...event }))
  }

  /** Somebody gives a slash command. */
  command(name: string, user: string, options: { name: string; value: string }[] = []): void {
    const id = this.id()
    this.dispatch('INTERACTION_CREATE', {
      ...{ id, token: `token-${id}`, type: 2, guild_id: guild, application_id: application, channel_id: rooms.help, version: 1 },
      member: { user: { id: user, username: `name-${user}` } },
      data: { id: '1', name, type: 1, options },
    })
  }

  /** Cuts every connection, as a network does. */
  drop(): void {
    for (const socket of this.gateway?.clients ?? []) socket.terminate()
  }

  /** Asks the bot to come again, as Discord does before a restart (op 7). */
  askToReconnect(): void {
    this.current?.socket?.send(JSON.stringify({ op: 7, d: null }))
  }

  /** Forgets every session: the next resume is answered with an invalid session. */
  forget(): void {
    this.sessions.clear()
    this.current = null
  }

  private connected(socket: WebSocket): void {
    this.open += 1
    this.most = Math.max(this.most, this.open)
    let session: Session | null = null
    const send = (payload: object) => socket.send(JSON.stringify(payload))
    send({ op: 10, d: { heartbeat_interval: this.heartbeatMs } })
    socket.on('message', (bytes) => {
      const { op, d } = JSON.parse(String(bytes)) as { op: number; d: Record<string, unknown> }
      if (op === 1) {
        this.beats += 1
        return send({ op: 11 })
      }
      if ((op === 2 || op === 6) && d.token !== botToken) return socket.close(4004, 'Authentication failed.')
      if (op === 2) session = this.identify(socket, d)
      if (op === 6) session = this.resume(socket, d)
    })
    socket.on('close', () => {
      this.open -= 1
      if (session?.socket === socket) session.socket = null
    })
  }

  private identify(socket: WebSocket, d: Record<string, unknown>): Session {
    this.identified += 1
    this.intents = Number(d.intents)
    const session: Session = { id: `session-${this.identified}`, log: [], socket }
    this.sessions.set(session.id, session)
    this.current = session
    const url = `${this.api.replace('http', 'ws').replace('/api', '')}/resume`
    this.dispatch('READY', {
      v: 10,
      session_id: session.id,
      resume_gateway_url: url,
      user: { id: application },
      application: { id: application, flags: 0 },
      guilds: [],
    })
    this.dispatch('GUILD_CREATE', { id: guild, channels: channelList, threads: [], voice_states: [] })
    return session
  }

  private resume(socket: WebSocket, d: Record<string, unknown>): Session | null {
    const session = this.sessions.get(String(d.session_id))
    if (!session) {
      socket.send(JSON.stringify({ op: 9, d: false }))
      return null
    }
    this.resumed += 1
    session.socket = socket
    this.current = session
    for (const event of session.log) if (event.s > Number(d.seq)) socket.send(JSON.stringify({ op: 0, ...event }))
    this.dispatch('RESUMED', {})
    return session
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const part of request) text += String(part)
    const url = new URL(request.url ?? '/', 'http://discord.test')
    const path = url.pathname.replace(/^\/api\/v10/, '')
    const body: unknown =
      text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text === '' ? null : Object.fromEntries(new URLSearchParams(text))
    const end = (status: number, content?: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(content === undefined ? undefined : JSON.stringify(content))
    }
    if (this.limit && this.limit.times > 0 && this.limit.path.test(path)) {
      this.limit.times -= 1
      const headers = {
        'retry-after': String(this.limit.seconds),
        'x-ratelimit-scope': 'user',
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '0',
      }
      return end(429, { message: 'You are being rate limited.', retry_after: this.limit.seconds, global: false }, headers)
    }
    this.asked.push({ method: request.method ?? '', path, body })
    const bearer = this.personal(`${request.method} ${path}`, request.headers.authorization ?? '', body)
    if (bearer) return end(bearer.status, bearer.body)
    if (!path.startsWith('/interactions/') && request.headers.authorization !== `Bot ${botToken}`)
      return end(401, { message: '401: Unauthorized', code: 0 })
    const found = this.route(`${request.method} ${path}`, url.searchParams, body)
    if (found === undefined) return end(404, { message: 'Unknown', code: 10_003 })
    end(found === null ? 204 : 200, found === null ? undefined : found)
  }

  /** What is asked in the name of a person: tokens for a code, who it is, and their figures for linked roles. */
  private personal(key: string, authorization: string, body: unknown): { status: number; body: unknown } | null {
    if (key === 'POST /api/oauth2/token') {
      const { code, refresh_token: refresh, client_secret: secret } = body as Record<string, string>
      const user = (code ?? refresh ?? '').replace(/^(code|refresh)-/, '')
      if (secret !== 'a-client-secret' || this.revoked.has(user)) return { status: 400, body: { error: 'invalid_grant' } }
      this.renewed += refresh ? 1 : 0
      return { status: 200, body: { access_token: `token-${user}`, refresh_token: `refresh-${user}`, expires_in: 604_800, token_type: 'Bearer' } }
    }
    const user = /^Bearer token-(\d+)$/.exec(authorization)?.[1]
    if (!user) return null
    if (key === 'GET /users/@me') return { status: 200, body: { id: user, username: `name-${user}` } }
    if (key !== `PUT /users/@me/applications/${application}/role-connection`) return { status: 404, body: {} }
    if (this.revoked.has(user)) return { status: 401, body: { message: '401: Unauthorized', code: 0 } }
    this.figures.set(user, (body as { metadata?: Record<string, string> }).metadata ?? null)
    return { status: 200, body }
  }

  private route(key: string, query: URLSearchParams, body: unknown): unknown {
    const part = (pattern: RegExp): string[] | null => pattern.exec(key)?.slice(1) ?? null
    if (key === 'GET /gateway/bot') {
      const limits = { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 1 }
      return { url: `${this.api.replace('http', 'ws').replace('/api', '')}/gateway`, shards: 1, session_start_limit: limits }
    }
    if (key === `GET /guilds/${guild}/channels`) return channelList
    if (key === `GET /guilds/${guild}/threads/active`) return { threads: [], members: [] }
    if (key === `GET /guilds/${guild}/members`) return []
    if (part(/^GET \/channels\/(\d+)\/threads\/archived\/public$/)) return { threads: [], members: [], has_more: false }
    const role = part(/^(PUT|DELETE) \/guilds\/\d+\/members\/(\d+)\/roles\/(\d+)$/)
    if (role) {
      const [method = '', user = '', id = ''] = role
      const held = this.roles.get(user) ?? new Set()
      if (method === 'PUT') held.add(id)
      else held.delete(id)
      this.roles.set(user, held)
      return null
    }
    const room = part(/^(GET|POST) \/channels\/(\d+)\/messages$/)
    if (room) return room[0] === 'GET' ? this.history(room[1] ?? '', query) : this.post(room[1] ?? '', body as Record<string, unknown>)
    const callback = part(/^POST \/interactions\/(\d+)\/[^/]+\/callback$/)
    if (callback) {
      this.callbacks.push({ id: callback[0] ?? '', data: (body as { data: { content: string; flags: number } }).data })
      return null
    }
    return part(/^PUT \/applications\/(\d+)\/(guilds\/\d+\/commands|role-connections\/metadata)$/) ? body : undefined
  }

  private history(channel: string, query: URLSearchParams): Message[] {
    const after = BigInt(query.get('after') ?? '0')
    const found = (this.messages.get(channel) ?? [])
      .filter(({ id }) => BigInt(id) > after)
      .sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1))
    return found.slice(0, Number(query.get('limit') ?? 50)).reverse()
  }

  private post(channel: string, body: Record<string, unknown>): Message {
    const known = (this.messages.get(channel) ?? []).find((message) => message.nonce === body.nonce)
    if (known && body.enforce_nonce) return known
    const message = { ...body, id: this.id(), channel_id: channel, author: { id: application, bot: true } }
    this.messages.set(channel, [...(this.messages.get(channel) ?? []), message])
    return message
  }
}

const channelList = [
  { id: rooms.help, type: 0, name: 'help', parent_id: null },
  { id: rooms.ideas, type: 15, name: 'ideas', parent_id: null },
  { id: rooms.voice, type: 2, name: 'office-hours', parent_id: null },
  { id: rooms.offTopic, type: 0, name: 'off-topic', parent_id: null },
]
