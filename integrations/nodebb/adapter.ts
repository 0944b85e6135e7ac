import { z } from 'zod'
import type { Activity, Party } from '#app/contract/activity.ts'
import type { Adapter, Ask, Memory, Page, PublicProfile } from '#app/contract/adapter.ts'
import { askFor, siteOf } from '#integrations/kit/api.ts'
import { asTheyAre, backTo, onlyAsked, takenBack } from '#integrations/kit/asked.ts'
import { foreignId, text, titleText } from '#integrations/kit/body.ts'

const milliseconds = z
  .number()
  .positive()
  .transform((at) => new Date(at))
const flag = z.union([z.number(), z.boolean()]).transform(Boolean)
/** Number 0 is a guest, a text an account of another server: neither is an account of this forum. */
const account = z.object({ uid: z.union([z.int(), z.string()]), username: text })

/** https://github.com/NodeBB/NodeBB/blob/master/public/openapi/components/schemas/TopicObject.yaml */
const recent = z.object({
  topics: z.array(
    z.object({ tid: foreignId, slug: text, lastposttime: milliseconds, deleted: flag.default(false), scheduled: z.boolean().optional() }),
  ),
  pagination: z.object({ pageCount: z.int() }),
})

/** https://github.com/NodeBB/NodeBB/blob/master/public/openapi/read/topic/topic_id.yaml */
const topic = z.object({
  tid: foreignId,
  slug: text,
  titleRaw: titleText,
  mainPid: foreignId,
  tags: z.array(z.object({ value: text })).default([]),
  category: z.object({ name: titleText }).nullish(),
  posts: z.array(z.object({ pid: foreignId, timestamp: milliseconds, deleted: flag.default(false), user: account })),
  pagination: z.object({ pageCount: z.int() }),
})
type Topic = z.output<typeof topic>

function askForum<T>(ask: Ask, path: string, form: z.ZodType<T>): Promise<T | undefined> {
  const { token } = ask.access
  return askFor(ask, `${siteOf(ask)}/api${path}`, form, { headers: token ? { authorization: `Bearer ${token}` } : {} })
}

const party = ({ uid, username }: z.output<typeof account>): Party | null =>
  typeof uid === 'number' && uid > 0 ? { id: String(uid), handle: username } : null

/** Where a walk stands: the page of the newest topics, those of it that are still to be read, and the page of the first of them. */
const place = z.object({ page: z.int(), last: z.boolean(), topics: z.array(z.string()), posts: z.int(), author: z.string().nullable() })
type Place = z.output<typeof place>

/** Topics in the order of their last post, down to the day asked for, and the posts in each. */
async function posts(ask: Ask, from: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const at: Place = cursor ? place.parse(JSON.parse(cursor)) : { page: 1, last: false, topics: [], posts: 1, author: null }
  const [slug] = at.topics
  const since = backTo(from, ask.now)
  if (slug === undefined) {
    const found = (await askForum(ask, `/recent?page=${at.page}`, recent)) ?? { topics: [], pagination: { pageCount: 0 } }
    const fresh = found.topics.filter((one) => one.lastposttime >= since)
    const last = fresh.length < found.topics.length || at.page >= found.pagination.pageCount
    const topics = fresh.filter((one) => !one.deleted && !one.scheduled).map((one) => one.slug)
    return { activities: [], next: onwards({ ...at, last, topics }), done: at.page, total: found.pagination.pageCount }
  }
  const path = slug.split('/').map(encodeURIComponent).join('/')
  const found = await askForum(ask, `/topic/${path}?page=${at.posts}`, topic)
  const rest = { ...at, topics: at.topics.slice(1), posts: 1, author: null }
  // A topic that is gone since the list was read.
  if (!found) return { activities: [], next: onwards(rest) }
  const author = at.author ?? authorOf(found)
  const more = at.posts < found.pagination.pageCount
  const next = more ? JSON.stringify({ ...at, posts: at.posts + 1, author }) : onwards(rest)
  const deeds = found.posts.filter((one) => !one.deleted && one.timestamp >= since).flatMap((one) => deedOf(ask, found, one, author))
  return { activities: await asTheyAre(deeds, memory, ask.now), next }
}

function onwards(at: Place): string | null {
  if (at.topics.length > 0) return JSON.stringify(at)
  return at.last ? null : JSON.stringify({ ...at, page: at.page + 1 })
}

const authorOf = (found: Topic) => party(found.posts.find((one) => one.pid === found.mainPid)?.user ?? { uid: 0, username: '' })?.id ?? null

function deedOf(ask: Ask, { tid, slug, titleRaw, mainPid, tags, category }: Topic, post: Topic['posts'][number], author: string | null): Activity[] {
  const actor = party(post.user)
  if (!actor) return []
  const first = post.pid === mainPid
  const url = first ? `${siteOf(ask)}/topic/${slug}` : `${siteOf(ask)}/post/${post.pid}`
  const facts = { tags: tags.map(({ value }) => value), category: category?.name ?? '' }
  return [
    {
      kind: first ? 'topic.created' : 'post.created',
      externalId: first ? `topic:${tid}` : `post:${post.pid}`,
      actor,
      object: { id: `topic:${tid}`, title: titleRaw, url },
      occurredAt: post.timestamp,
      facts: first ? facts : { ...facts, own_topic: author === actor.id },
    },
  ]
}

const standing = z.object({ response: z.object({ deleted: flag.default(false) }) })

/** Asks about what stands here, one a page: a post or topic that is marked as deleted, or purged, is taken back. */
async function gone(ask: Ask, _since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const [deed] = await memory.standing(['topic.created', 'post.created'], Number(cursor ?? 0), 1)
  if (!deed) return { activities: [], next: null }
  const [what, id] = deed.externalId.split(':')
  const found = await askForum(ask, `/v3/${what === 'topic' ? 'topics' : 'posts'}/${id}`, standing)
  const there = found !== undefined && !found.response.deleted
  return { activities: there ? [] : [takenBack(deed, 'post.removed', ask.now)], next: String(deed.id) }
}

const person = z.object({
  uid: foreignId,
  username: text,
  aboutme: z.string().nullish(),
  signature: z.string().nullish(),
  website: z.string().nullish(),
  location: z.string().nullish(),
})

/** The public page of an account: only fields that its owner writes. */
async function readProfile(handle: string, ask: Ask): Promise<PublicProfile | null> {
  const found = await askForum(ask, `/user/username/${encodeURIComponent(handle)}`, person)
  if (!found) return null
  const { uid, username, aboutme, signature, website, location } = found
  return { id: uid, handle: username, text: [aboutme, signature, website, location].filter(Boolean).join('\n') }
}

const facts = { tags: { label: 'a tag of the topic', type: 'list' }, category: { label: 'the category', type: 'text' } } as const

/** NodeBB: topics and replies, asked for; it has no webhooks of its own. */
export const nodebb: Adapter = {
  ...onlyAsked,
  id: 'nodebb',
  title: 'NodeBB',
  kinds: {
    'topic.created': { when: 'a topic is begun', did: 'Began a topic', noun: ['topic', 'topics'], facts },
    'post.created': {
      when: 'a topic is replied to',
      did: 'Replied',
      noun: ['reply', 'replies'],
      facts: { ...facts, own_topic: { label: 'it is one’s own topic', type: 'boolean' } },
    },
    'post.removed': { when: 'a post is deleted', did: 'Had a post deleted', noun: ['deleted post', 'deleted posts'], facts: {}, undo: true },
  },
  access: [
    { name: 'site', label: 'Address of the forum', hint: 'https://forum.example.com' },
    {
      name: 'token',
      label: 'API token',
      hint: 'Of a user who sees what shall count, such as one without any rights. Without a token guests’ view is read.',
      secret: true,
      optional: true,
    },
  ],
  setup: {
    steps: [
      'Decide what shall count: the hub sees what the account behind its token sees. A plain account without rights keeps private categories out.',
      'In NodeBB open Admin, Settings, API Access, and make a token for that account.',
      'Open “What is asked for” and enter the forum’s address and the token.',
      'Members open Settings, Accounts, and put the token from there into About me on their profile; then they enter their user name.',
      'The hub begins to read at once; after that it asks twice an hour. For likes and flags let a plugin send signed JSON to the channel for that.',
    ],
    docs: 'https://docs.nodebb.org/api/read',
  },
  backfill: {
    posts: { title: 'Topics and replies', every: 0.5, kinds: ['topic.created', 'post.created'], page: posts },
    gone: { title: 'What was deleted', every: 72, kinds: [], page: gone },
  },
  profile: { where: 'About me', read: readProfile },
}
