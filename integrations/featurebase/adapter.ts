import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, Ask, Completion, Delivery, Earlier, Reading } from '#app/contract/adapter.ts'
import { askJson } from '#integrations/kit/api.ts'
import { foreignId, instant, parseJson, titleText, webAddress } from '#integrations/kit/body.ts'
import { ignore, on, readNamedEvent, type EventTable } from '#integrations/kit/event-table.ts'
import { ideaKinds, ideaShape, readIdea, stageOf, type Idea, type IdeaLearning } from '#integrations/kit/ideas.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'

/** https://developers.featurebase.app/guides/webhooks/security */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-webhook-signature',
  prefix: '',
  encoding: 'hex',
  signed: '{x-webhook-timestamp}.{body}',
  secret: 'text',
  timestamp: { header: 'x-webhook-timestamp', tolerance: 5 * 60 },
}

const person = z.object({ id: foreignId.nullish(), name: titleText.nullish(), type: z.string().nullish() })
type Person = z.output<typeof person>
const statusTypes = ['reviewing', 'unstarted', 'active', 'completed', 'canceled'] as const
const post = z.object({
  object: z.literal('post'),
  id: foreignId,
  title: titleText,
  postUrl: webAddress.nullish(),
  author: person.nullish(),
  status: z.object({ name: titleText, type: z.enum(statusTypes) }),
  createdAt: instant,
  inReview: z.boolean().nullish(),
})
type Post = z.output<typeof post>

const changes = z.array(z.object({ field: z.string() })).nullish()
const postEvent = z.object({ createdAt: instant, data: z.object({ item: post, changes }) })
const comment = z.object({
  object: z.literal('comment'),
  id: foreignId,
  postId: foreignId.nullish(),
  author: person.nullish(),
  isPrivate: z.boolean().nullish(),
  inReview: z.boolean().nullish(),
})
const commentEvent = z.object({ topic: z.string(), createdAt: instant, data: z.object({ item: comment, changes }) })
const vote = z.object({ object: z.literal('post_vote'), action: z.enum(['add', 'remove']), postId: foreignId, voter: person })
const voteEvent = z.object({ topic: z.string(), createdAt: instant, data: z.object({ item: vote }) })

const ignored = (why: string): Reading => ({ kind: 'ignored', why })
const nobody = { id: 'nobody', handle: 'nobody' }

/** Somebody of the portal; null for guests without an account, and for machines. */
function party(who: Person | null | undefined): { id: string; handle: string } | null {
  return who?.id && who.type !== 'bot' && who.type !== 'integration' ? { id: who.id, handle: who.name || who.id } : null
}

/** A status has a name of the portal’s own and a type. The type is what counts: by its name `Baking` would say nothing. */
function statusOf({ name, type }: Post['status']): string {
  const byType = { reviewing: 'in review', unstarted: 'planned', active: 'in progress', completed: 'completed', canceled: 'rejected' }[type]
  return stageOf(name) === stageOf(byType) ? name : byType
}

function ideaOf(item: Post): Idea | null {
  const author = party(item.author)
  const { id, title, postUrl, createdAt } = item
  return author && { id, title, url: postUrl ?? '', author, createdAt: createdAt.toISOString(), status: statusOf(item.status) }
}

function readPost(event: string, whats: readonly IdeaLearning['what'][], { createdAt, data: { item } }: z.output<typeof postEvent>): Reading {
  const idea = ideaOf(item)
  if (!idea) return ignored('nobody with an account wrote it')
  const found = whats.flatMap((what) => {
    const reading = readIdea({ event, at: createdAt.toISOString(), what, idea })
    return reading.kind === 'activities' ? reading.activities : []
  })
  return { kind: 'activities', activities: found }
}

const onPost = (event: string, what: IdeaLearning['what']) =>
  on(postEvent, (body) => (what === 'submitted' && body.data.item.inReview ? ignored('it waits for approval') : readPost(event, [what], body)))

const onPostUpdated = on(postEvent, (body) => {
  const changed = new Set((body.data.changes ?? []).map(({ field }) => field))
  if (body.data.item.inReview) return ignored('it waits for approval')
  const whats = [...(changed.has('inReview') ? ['submitted' as const] : []), ...(changed.has('status') ? ['moved' as const] : [])]
  return whats.length > 0 ? readPost('post.updated', whats, body) : ignored('neither its status nor its approval changed')
})

/** What was learned of the idea that a comment or vote belongs to: its title and author are not in the message. */
const learning = z.object({ topic: z.string(), idea: ideaShape })

function about(postId: string, topic: string, delivery: Delivery, read: (idea: Idea) => Reading): Reading {
  if (!delivery.completion) return { kind: 'incomplete', about: `idea:${postId}` }
  const learned = learning.safeParse(delivery.completion)
  return learned.success && learned.data.topic === topic && learned.data.idea.id === postId
    ? read(learned.data.idea)
    : { kind: 'malformed', why: 'what was learned about it belongs to another event' }
}

const onComment = (what: 'commented' | 'comment_removed') =>
  on(commentEvent, ({ topic, createdAt, data: { item, changes: changed } }, delivery) => {
    const author = party(item.author)
    if (!item.postId) return ignored('it is not about an idea')
    if (topic === 'comment.updated' && !(changed ?? []).some(({ field }) => field === 'inReview')) return ignored('it changes no contribution')
    if (what === 'commented' && (item.isPrivate || item.inReview)) return ignored(item.isPrivate ? 'only the team sees it' : 'it waits for approval')
    if (!author && what === 'commented') return ignored('nobody with an account wrote it')
    const at = createdAt.toISOString()
    return about(item.postId, topic, delivery, (idea) =>
      readIdea({ event: topic, at, what, idea, comment: { id: item.id, author: author ?? nobody, at } }),
    )
  })

const onVote = on(voteEvent, ({ topic, createdAt, data: { item } }, delivery) => {
  const voter = party(item.voter)
  if (!voter) return ignored('nobody with an account voted')
  const at = createdAt.toISOString()
  const what = item.action === 'add' ? 'voted' : 'unvoted'
  return about(item.postId, topic, delivery, (idea) => readIdea({ event: topic, at, what, idea, vote: { voter, at } }))
})

const events: EventTable = {
  'post.created': onPost('post.created', 'submitted'),
  'post.updated': onPostUpdated,
  'post.deleted': onPost('post.deleted', 'removed'),
  'post.voted': onVote,
  'comment.created': onComment('commented'),
  'comment.updated': onComment('commented'),
  'comment.deleted': onComment('comment_removed'),
  'changelog.*': ignore('it is no contribution of a member'),
  'conversation.*': ignore('conversations are private'),
  'conversation_part.*': ignore('conversations are private'),
  'ticket.*': ignore('tickets are private'),
}

const envelope = z.object({ object: z.literal('notification_event'), id: foreignId, topic: z.string().max(100), data: z.looseObject({}) })

function read(delivery: Delivery): Reading {
  return readNamedEvent(events, envelope, ({ topic }) => topic, delivery)
}

const belongs = z.object({ topic: z.string(), data: z.object({ item: z.object({ postId: foreignId }) }) })

/** Learns whose idea a comment or vote is about. Without a key it stays an idea whose author is not known. */
async function complete(delivery: Delivery, _earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const { topic, data } = belongs.parse(parsed.ok ? parsed.value : null)
  const { postId } = data.item
  const unknown: Idea = { id: postId, title: 'An idea', url: '', author: nobody, createdAt: delivery.receivedAt.toISOString(), status: '' }
  if (!ask.access.api_key) return { topic, idea: unknown }
  const site = (ask.access.site || 'https://do.featurebase.app').replace(/\/+$/, '')
  const headers = { authorization: `Bearer ${ask.access.api_key}`, 'featurebase-version': '2026-01-01.nova' }
  const asked = await askJson(ask, `${site}/v2/posts/${encodeURIComponent(postId)}`, { headers })
  if (asked === undefined) return { topic, idea: unknown }
  const found = post.parse(asked)
  return { topic, idea: ideaOf(found) ?? { ...unknown, title: found.title, url: found.postUrl ?? '' } }
}

/** Featurebase: ideas in stages, comments and votes. */
export const featurebase: Adapter = {
  id: 'featurebase',
  title: 'Featurebase',
  kinds: ideaKinds,
  secrets: ['webhook'],
  access: [
    {
      name: 'api_key',
      label: 'API key',
      hint: 'Featurebase, Settings, Developers. With it own votes and comments are known as such.',
      secret: true,
      optional: true,
    },
    { name: 'site', label: 'Address of Featurebase’s interface', hint: 'https://do.featurebase.app', optional: true },
  ],
  setup: {
    steps: [
      'In Featurebase open Settings, Developers, Webhooks, and add one. It needs the plan Growth or higher.',
      'URL: {url}',
      'Choose the topics post.created, post.updated, post.deleted, post.voted, comment.created, comment.updated and comment.deleted, and the API version 2026-01-01.nova.',
      'Copy the signing secret (whsec_…) and enter it here under “Address and secret”: Featurebase makes it, not the hub.',
      'Enter an API key here under Past and access. Then make a test idea: it appears here.',
    ],
    docs: 'https://help.featurebase.app/articles/1754068-receive-events-with-webhooks',
  },
  theirSecret: true,
  newSecret: () => `whsec_${randomBytes(24).toString('hex')}`,
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret, at) => {
    const sent = { 'content-type': 'application/json', ...headers, 'x-webhook-timestamp': String(Math.floor(at.getTime() / 1000)) }
    return { ...sent, [scheme.header]: computeSignature(scheme, { headers: sent, body }, secret) ?? '' }
  },
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const named = parsed.ok ? envelope.safeParse(parsed.value) : null
    return named?.success ? { deliveryId: named.data.id, event: named.data.topic } : { deliveryId: delivery.digest, event: 'unreadable' }
  },
  read,
  complete,
}
