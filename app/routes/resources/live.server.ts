import type { IncomingMessage, ServerResponse } from 'node:http'
import { anyone } from '#app/auth/guests.server.ts'
import { originOf } from '#app/auth/cookies.server.ts'
import { bellOf } from '#app/domain/notices/queries.server.ts'
import { lastTurn } from '#app/domain/programs/queries.server.ts'
import { type News, hearNews, saidAfter } from '#app/domain/rules/queries/words.server.ts'
import { type LiveMark, readLiveMark } from './live-mark.ts'

/**
 * One open page. `member` is null for visitors, who hear only that something changed, at most once a second. `about`: a page that watches that alone.
 * `after`: what the page knew when it was made.
 */
type Stream = {
  response: ServerResponse
  program: number
  member: number | null
  about: string | null
  after: LiveMark | null
  heardAt: number
  later?: NodeJS.Timeout
}

const mostStreams = 5_000
const mostVisitors = 3_000
const mostPerMember = 5
const visitorPause = 1_000
const heartbeat = 20_000
const linger = 30_000

const streams = new Set<Stream>()
let stopListening: (() => Promise<void>) | undefined
let listening = false
let beat: NodeJS.Timeout | undefined
let rest: NodeJS.Timeout | undefined

/**
 * GET /live: an event stream that says "read again" and nothing else. A member hears what concerns them or everybody; a visitor hears that
 * points moved; with `?about=walks` a page hears that alone, and
 * with `?after=<mark>` it hears at once if something happened between its making and the stream's opening. Every message is the same, so nothing can leak; what changed is read through `/live/since` or the page itself. 503 when too
 * many streams are open. A member's sixth stream ends the oldest of the five before it.
 */
export async function liveDoor(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET') return refuse(response, 405, 'Only GET is answered here.')
  const guest = await anyone(asRequest(request))
  // Visitors leave room for members, who alone are counted by name.
  const room = guest.member ? mostStreams : mostVisitors
  if (streams.size >= room) return refuse(response, 503, 'Too many pages are open at once. This page stays as it is until you reload it.')
  const asked = new URL(request.url ?? '/', 'http://hub.invalid').searchParams
  const [about, after] = [asked.get('about'), readLiveMark(asked.get('after'))]
  const stream: Stream = { response, program: guest.program.id, member: guest.member?.id ?? null, about, after, heardAt: 0 }
  if (response.destroyed) return
  endOldest(stream)
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  response.write(': here\n\n')
  streams.add(stream)
  response.once('close', () => forget(stream))
  begin()
  // Before the hub hears, nothing that happens would be told; `ready` then looks again.
  if (listening) await catchUp(stream)
}

/** Tells a page that it is behind, if it is. */
async function catchUp(stream: Stream): Promise<void> {
  if (stream.after && (await isBehind(stream, stream.after))) tell(stream)
}

async function isBehind({ program, member }: Stream, { turn, notice }: LiveMark): Promise<boolean> {
  if (member === null) return (await lastTurn(program)) > turn
  return (await bellOf(program, member)).newest > notice || (await saidAfter(program, member, turn))
}

/** The browser's request as the guard reads it: address, host, cookie and the headers our own entry wrote. */
function asRequest(request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value)
  const base = originOf(new Request('http://hub.invalid/live', { headers }))
  return new Request(new URL('/live', base), { headers })
}

function endOldest(next: Stream): void {
  if (next.member === null) return
  const own = [...streams].filter((stream) => stream.member === next.member && stream.program === next.program)
  for (const stream of own.slice(0, Math.max(0, own.length - mostPerMember + 1))) {
    forget(stream)
    stream.response.end()
  }
}

function forget(stream: Stream): void {
  clearTimeout(stream.later)
  streams.delete(stream)
  if (streams.size === 0) rest = setTimeout(end, linger).unref()
}

/** Nobody has listened for a while: the connection goes back to the database. */
function end(): void {
  if (streams.size > 0) return
  clearInterval(beat)
  void stopListening?.()
  listening = false
  beat = stopListening = undefined
}

/** One listener and one heartbeat for the whole process, as long as anybody listens. */
function begin(): void {
  clearTimeout(rest)
  stopListening ??= hearNews(hear, () => void ready())
  beat ??= setInterval(() => {
    for (const stream of streams) stream.response.write(': still here\n\n')
  }, heartbeat).unref()
}

/** The hub hears from now on: the pages that opened before are looked at. */
async function ready(): Promise<void> {
  listening = true
  for (const stream of streams) await catchUp(stream).catch(() => undefined)
}

function hear(news: News): void {
  const named = new Set(news.members)
  for (const stream of streams) {
    if (stream.program !== news.program || stream.about !== (news.about ?? null)) continue
    if (stream.member === null) tellSoon(stream)
    else if (named.size === 0 || named.has(stream.member)) tell(stream)
  }
}

function tell(stream: Stream): void {
  stream.later = undefined
  stream.heardAt = Date.now()
  // Unnamed, so that `onmessage` hears it.
  stream.response.write('data: wake\n\n')
}

function tellSoon(stream: Stream): void {
  if (stream.later) return
  const wait = stream.heardAt + visitorPause - Date.now()
  if (wait <= 0) tell(stream)
  else stream.later = setTimeout(() => tell(stream), wait)
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '30' })
  response.end(`${sentence}\n`)
}
