import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, Ask, Completion, Delivery, Earlier, Reading } from '#app/contract/adapter.ts'
import { askJson } from '#integrations/kit/api.ts'
import { foreignId, instant, parseJson, titleText, webAddress } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { ideaKinds, ideaLearning, readIdea, type Idea, type IdeaLearning } from '#integrations/kit/ideas.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'

/** https://developers.canny.io/api-reference#webhooks : the nonce alone is signed, with the team's own API key. */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'canny-signature',
  prefix: '',
  encoding: 'base64',
  signed: '{canny-nonce}',
  secret: 'text',
}

const events = {
  'post.created': 'submitted',
  'post.deleted': 'removed',
  'post.status_changed': 'moved',
  'comment.created': 'commented',
  'comment.deleted': 'comment_removed',
  'vote.created': 'voted',
  'vote.deleted': 'unvoted',
} as const

const person = z.object({ id: foreignId, name: titleText.nullish() })
const post = z.object({ id: foreignId, title: titleText, url: webAddress, created: instant, status: z.string(), author: person.nullish() })
type Post = z.output<typeof post>
const comment = z.object({ id: foreignId, created: instant, author: person.nullish() })
const envelope = z.object({ type: z.string(), object: z.looseObject({ id: foreignId }) })

const withPost = z.object({ post: z.object({ id: foreignId }) })
const voteShape = z.object({ voter: person.nullish(), created: instant.nullish() })

const of = (who: { id: string; name?: string | null }) => ({ id: who.id, handle: who.name || who.id })

function known(type: string): type is keyof typeof events {
  return Object.hasOwn(events, type)
}

function read(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const told = envelope.safeParse(parsed.value)
  if (!told.success) return { kind: 'malformed', why: whyNot(told.error) }
  if (!known(told.data.type)) return { kind: 'unsupported', event: told.data.type.slice(0, 100) }
  if (!delivery.completion) return { kind: 'incomplete', about: `idea:${postOf(told.data)}` }
  const learned = ideaLearning.safeParse(delivery.completion)
  return learned.success && learned.data.event === told.data.type
    ? readIdea(learned.data)
    : { kind: 'malformed', why: 'what was learned about it belongs to another event' }
}

/** The number of the idea that a message is about: its own, or that of the post which a comment or vote belongs to. */
function postOf({ type, object }: z.output<typeof envelope>): string {
  const within = withPost.safeParse(object)
  return !type.startsWith('post.') && within.success ? within.data.post.id : object.id
}

/** Canny's interface answers 400 for what it does not have. */
async function retrieve(ask: Ask, what: string, fields: Record<string, string>): Promise<unknown> {
  const site = (ask.access.site || 'https://canny.io').replace(/\/+$/, '')
  try {
    return await askJson(ask, `${site}/api/v1/${what}`, { method: 'POST', json: { ...fields, apiKey: ask.access.api_key ?? '' } })
  } catch (error) {
    if ((error as Error).message.includes('answered 400')) return undefined
    throw error
  }
}

function asIdea({ id, title, url, created, status, author }: Post): Idea {
  return { id, title, url, author: author ? of(author) : { id: 'nobody', handle: 'nobody' }, createdAt: created.toISOString(), status }
}

/** The body of Canny's messages is not signed: what it says is taken from Canny's own interface, or not at all. */
async function complete(delivery: Delivery, _earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const told = envelope.parse(parsed.ok ? parsed.value : null)
  if (!known(told.type)) throw new Error('This event is not known.')
  const learned: IdeaLearning = { event: told.type, at: delivery.receivedAt.toISOString(), what: events[told.type] }
  const nothing = (why: string): IdeaLearning => ({ ...learned, what: 'nothing', why })
  const id = postOf(told)
  const raw = await retrieve(ask, 'posts/retrieve', { id })
  const idea = raw === undefined ? undefined : asIdea(post.parse(raw))
  if (told.type === 'post.deleted') {
    if (idea) return nothing('Canny itself says that the idea is there')
    const last = post.safeParse(told.object)
    return last.success ? { ...learned, idea: asIdea(last.data) } : nothing('the message does not say whose idea it was')
  }
  if (!idea) return nothing('Canny itself says that the idea is gone')
  if (told.type.startsWith('comment.')) return aboutComment({ ...learned, idea }, told.object, ask)
  if (told.type.startsWith('vote.')) return aboutVote({ ...learned, idea }, told.object, ask)
  return { ...learned, idea }
}

async function aboutComment(learned: IdeaLearning, object: { id: string }, ask: Ask): Promise<IdeaLearning> {
  const raw = await retrieve(ask, 'comments/retrieve', { id: object.id })
  const stands = raw !== undefined
  if (stands !== (learned.what === 'commented')) return { ...learned, what: 'nothing', why: 'Canny itself says otherwise' }
  const { id, created, author } = comment.parse(raw ?? object)
  return author
    ? { ...learned, comment: { id, author: of(author), at: created.toISOString() } }
    : { ...learned, what: 'nothing', why: 'it has no author' }
}

const voteList = z.object({ votes: z.array(voteShape) })

async function aboutVote(learned: IdeaLearning, object: unknown, ask: Ask): Promise<IdeaLearning> {
  const told = voteShape.parse(object)
  if (!told.voter || !learned.idea) return { ...learned, what: 'nothing', why: 'it has no voter' }
  const { voter } = told
  const { votes } = voteList.parse((await retrieve(ask, 'votes/list', { postID: learned.idea.id, userID: voter.id })) ?? { votes: [] })
  const cast = votes.find((one) => one.voter?.id === voter.id)
  if (Boolean(cast) !== (learned.what === 'voted')) return { ...learned, what: 'nothing', why: 'Canny itself says otherwise' }
  return { ...learned, vote: { voter: of(voter), at: cast?.created?.toISOString() ?? learned.at } }
}

/** Canny: each message is a hint, confirmed by its interface. */
export const canny: Adapter = {
  id: 'canny',
  title: 'Canny',
  kinds: ideaKinds,
  secrets: ['webhook'],
  trust: () => 'token',
  access: [
    { name: 'api_key', label: 'Secret API key', hint: 'Canny, Settings, API. It also proves the messages.', secret: true },
    { name: 'site', label: 'Address of Canny’s interface', hint: 'https://canny.io', optional: true },
  ],
  setup: {
    steps: [
      'In Canny open Settings, API & Webhooks, and copy the secret API key.',
      'Here open Past and access, and enter the key: Canny proves its messages with it, so the secret above is not needed.',
      'In Canny add a webhook with the URL {url}',
      'Tick the events of posts, comments and votes, and save.',
      'Make a test idea: it appears in the list of deliveries here, confirmed by Canny.',
    ],
    docs: 'https://developers.canny.io/api-reference#webhooks',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, [...(secrets.webhook ?? []), ...(secrets['access:api_key'] ?? [])]),
  sign: (body, headers, secret, at) => {
    const nonce = { 'canny-nonce': 'a9f1c2d3e4b5a697', 'canny-timestamp': String(at.getTime()), ...headers }
    return { 'content-type': 'application/json', ...nonce, [scheme.header]: computeSignature(scheme, { headers: nonce, body }, secret) ?? '' }
  },
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const told = parsed.ok ? z.object({ type: z.string() }).safeParse(parsed.value) : null
    return {
      deliveryId: (delivery.headers['canny-nonce'] ?? '').slice(0, 200) || delivery.digest,
      event: told?.success ? told.data.type.slice(0, 100) : 'unreadable',
    }
  },
  read,
  complete,
}
