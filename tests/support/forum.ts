// A Discourse forum on this machine: it signs its webhooks, answers the parts of its API that the hub asks, and limits the rate when told to.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inTransaction } from '#app/db/transaction.server.ts'
import { addSecret, createSource, setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { forgetSource, openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { completeDelivery } from '#app/flows/complete-delivery.server.ts'
import { receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { discourse } from '#integrations/discourse/adapter.ts'
import { adapterById } from '#integrations/registry.ts'

const secret = 'a-secret-of-the-forum-0123456789'

type User = { id: number; username: string }
export const people: Record<string, User> = {
  noor: { id: 1041, username: 'noor-hadid' },
  ines: { id: 1077, username: 'ines-duarte' },
  tomasz: { id: 1102, username: 'tomasz-w' },
}

/** A post as the forum's webhooks give it. */
export function post(id: number, by: User, more: Record<string, unknown> = {}) {
  return {
    id,
    post_number: 2,
    post_type: 1,
    topic_id: 7310,
    topic_slug: 'rebuilding-an-index',
    topic_title: 'Rebuilding an index',
    topic_archetype: 'regular',
    user_id: by.id,
    username: by.username,
    created_at: '2026-11-01T08:00:00.000Z',
    raw: 'Point the tool at the second index.',
    category_slug: 'help',
    trust_level: 1,
    staff: false,
    ...more,
  }
}

type Solved = { post: number; number: number; topic: number; by: User; acting: User; at: string }

/** What stands on the forum, what was asked of it, and what it was told. */
export class Forum {
  posts: ReturnType<typeof post>[] = []
  solved: Solved[] = []
  badges: { id: number; username: string; badge_id: number }[] = []
  groups = new Map<string, Set<string>>()
  titles = new Map<string, string>()
  views: { id: number; title: string; views: number; by: User }[] = []
  /** Accounts that were deleted. */
  gone = new Set<number>()
  asked: string[] = []
  /** So many requests are still refused with 429. */
  busy = 0
  private server: Server | undefined
  site = ''

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      void readText(request).then((body) => {
        const { status, said } = this.answer(request, new URLSearchParams(body))
        response.writeHead(status, { 'content-type': 'application/json' }).end(said === undefined ? '' : JSON.stringify(said))
      })
    })
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    this.site = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve))
  }

  private answer(request: IncomingMessage, form: URLSearchParams): { status: number; said?: unknown } {
    const url = new URL(request.url ?? '/', this.site)
    this.asked.push(`${request.method} ${url.pathname}${url.search}`)
    if (request.headers['api-key'] !== 'key-of-the-hub') return { status: 403, said: { errors: ['not allowed'] } }
    if (this.busy > 0) {
      this.busy -= 1
      return { status: 429, said: { errors: ['slow down'], error_type: 'rate_limit', extras: { wait_seconds: 7 } } }
    }
    return this.writing(request.method ?? 'GET', url, form) ?? this.reading(url) ?? { status: 404, said: { errors: ['not found'] } }
  }

  private reading({ pathname, searchParams }: URL): { status: number; said: unknown } | undefined {
    const ok = (said: unknown) => ({ status: 200, said })
    if (pathname === '/posts.json') {
      const before = Number(searchParams.get('before') ?? Infinity)
      const found = this.posts.filter((one) => one.id < before).sort((one, other) => other.id - one.id)
      return ok({ latest_posts: found.slice(0, 5) })
    }
    const one = /^\/posts\/(\d+)\.json$/.exec(pathname)?.[1]
    const standing = this.posts.find((known) => known.id === Number(one))
    if (one) return standing && ok({ ...standing, deleted_at: null })
    if (pathname === '/directory_items.json') return ok({ directory_items: Number(searchParams.get('page')) > 0 ? [] : this.directory(searchParams) })
    if (pathname === '/user_actions.json') return ok({ user_actions: this.actions(searchParams) })
    if (pathname === '/latest.json') return ok(this.topics())
    const account = /^\/admin\/users\/(\d+)\.json$/.exec(pathname)?.[1]
    if (account && this.gone.has(Number(account))) return undefined
    if (account) return ok({ username: Object.values(people).find((user) => user.id === Number(account))?.username })
    const owner = /^\/user-badges\/([^/]+)\.json$/.exec(pathname)?.[1]
    return owner ? ok({ user_badges: this.badges.filter((badge) => badge.username === owner) }) : undefined
  }

  private directory(asked: URLSearchParams) {
    const order = asked.get('order') ?? ''
    const count = (user: User) => (order === 'solutions' ? this.solved.filter((one) => one.by.id === user.id).length : 0)
    return Object.values(people).map((user) => ({ id: user.id, [order]: count(user), user }))
  }

  private actions(asked: URLSearchParams) {
    if (asked.get('filter') !== '15' || asked.get('offset') === '60') return []
    return this.solved
      .filter((one) => one.by.username === asked.get('username'))
      .map((one) => ({
        action_type: 15,
        post_id: one.post,
        post_number: one.number,
        topic_id: one.topic,
        slug: 'a-topic',
        title: 'A topic',
        user_id: one.by.id,
        username: one.by.username,
        acting_user_id: one.acting.id,
        acting_username: one.acting.username,
        created_at: one.at,
        deleted: false,
      }))
  }

  private topics() {
    const topics = this.views.map(({ by, ...topic }) => ({
      ...topic,
      slug: 'a-topic',
      archetype: 'regular',
      posters: [{ user_id: by.id, description: 'Original Poster' }],
    }))
    return { users: Object.values(people), topic_list: { more_topics_url: null, topics } }
  }

  private writing(method: string, { pathname }: URL, form: URLSearchParams): { status: number; said: unknown } | undefined {
    if (method === 'GET') return undefined
    const ok = { status: 200, said: { success: 'OK' } }
    if (pathname === '/user_badges.json')
      this.badges.push({ id: this.badges.length + 1, username: form.get('username') ?? '', badge_id: Number(form.get('badge_id')) })
    const revoked = /^\/user_badges\/(\d+)\.json$/.exec(pathname)?.[1]
    if (revoked) this.badges = this.badges.filter((badge) => badge.id !== Number(revoked))
    const group = /^\/groups\/(\w+)\/members\.json$/.exec(pathname)?.[1]
    if (group) {
      const members = this.groups.get(group) ?? new Set()
      if (method === 'PUT') members.add(form.get('usernames') ?? '')
      else members.delete(form.get('usernames') ?? '')
      this.groups.set(group, members)
    }
    const titled = /^\/u\/([^/]+)\.json$/.exec(pathname)?.[1]
    if (titled) this.titles.set(titled, form.get('title') ?? '')
    return ok
  }
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => resolve(text))
  })
}

/** Connects the forum to the hub, with a key for its API unless told otherwise. Answers the source's id. */
export async function connectForum(forum: Forum, withKey = true): Promise<number> {
  const id = await inTransaction({ program: 1, by: null }, async (scope) => {
    const sourceId = await createSource(scope, { adapter: 'discourse', slug: 'discourse', title: 'Discourse' })
    await addSecret(scope, { sourceId, name: 'webhook', value: secret, othersEndAt: null })
    await setPlainAccess(scope, sourceId, { site: forum.site })
    if (withKey) await addSecret(scope, { sourceId, name: accessSecret('api_key'), value: 'key-of-the-hub', othersEndAt: null })
    return sourceId
  })
  forgetSource(1, 'discourse')
  return id
}

let number = 100

/** The forum tells of an event, and the hub learns what its body does not say. Answers what the door said. */
export async function tell(event: string, body: object, more: { at?: Date; id?: number } = {}): Promise<string> {
  const source = await openSource(1, 'discourse')
  if (!source) throw new Error('The forum is not connected.')
  const bytes = Buffer.from(JSON.stringify(body))
  const headers = discourse.sign(bytes, { 'x-discourse-event': event, 'x-discourse-event-id': String(more.id ?? (number += 1)) }, secret, new Date())
  const received = await receiveDelivery(
    discourse,
    { ...source, key: await programKey(1) },
    { headers, body: bytes, receivedAt: more.at ?? new Date() },
  )
  await learn()
  return received.kind
}

/** Learns the rest of everything that came in incomplete and is due. */
export async function learn(now = new Date()): Promise<void> {
  while (await completeDelivery({ program: 1, adapterById, fetch: askOutside, now }));
}
