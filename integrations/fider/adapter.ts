import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, Ask, Completion, Delivery, Earlier, Page, Reading } from '#app/contract/adapter.ts'
import { askJson, siteOf } from '#integrations/kit/api.ts'
import { foreignId, instant, parseJson, titleText, webAddress } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { ideaKinds, ideaLearning, readIdea, type Idea, type IdeaLearning } from '#integrations/kit/ideas.ts'
import { tokenHeader, verifyToken } from '#integrations/kit/token.ts'

const { 'comment.removed': _, ...kinds } = ideaKinds

/** Fider fills in a text template; this one tells all four events apart by what Fider gives each of them. */
const template = `{"event":"{{ if .post_old_status }}change_status{{ else if .comment }}new_comment{{ else if .post_status }}delete_post{{ else }}new_post{{ end }}","post":{"id":{{ .post_id }},"number":{{ .post_number }},"title":{{ printf "%q" .post_title }},"url":{{ printf "%q" .post_url }},"created_at":"{{ .post_created_at.Format "2006-01-02T15:04:05.000Z07:00" }}","status":"{{ with .post_status }}{{ . }}{{ end }}"{{ with .post_author_id }},"author":{"id":{{ . }},"name":{{ printf "%q" $.post_author_name }}}{{ end }}},"author":{"id":{{ .author_id }},"name":{{ printf "%q" .author_name }}}}`

const person = z.object({ id: foreignId, name: titleText })
const message = z.object({
  event: z.enum(['new_post', 'new_comment', 'change_status', 'delete_post']),
  post: z.object({
    id: foreignId,
    number: foreignId,
    title: titleText,
    url: webAddress,
    created_at: instant,
    status: z.string(),
    author: person.optional(),
  }),
  author: person,
})
type Message = z.output<typeof message>

const events = { new_post: 'submitted', new_comment: 'commented', change_status: 'moved', delete_post: 'removed' } as const

const asked = z.object({ id: foreignId, number: foreignId, title: titleText, createdAt: instant, status: z.string(), user: person })
type Asked = z.output<typeof asked>

const of = (who: { id: string; name: string }) => ({ id: who.id, handle: who.name || who.id })

function asIdea(post: Asked, url: string): Idea {
  return { id: post.id, title: post.title, url, author: of(post.user), createdAt: post.createdAt.toISOString(), status: post.status }
}

function askFider(ask: Ask, path: string): Promise<unknown> {
  return askJson(ask, `${siteOf(ask)}/api/v1${path}`, { headers: { authorization: `Bearer ${ask.access.api_key ?? ''}` } })
}

function read(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const told = message.safeParse(parsed.value)
  if (!told.success) return { kind: 'malformed', why: whyNot(told.error) }
  if (!delivery.completion) return { kind: 'incomplete', about: `idea:${told.data.post.id}` }
  const learned = ideaLearning.safeParse(delivery.completion)
  return learned.success && learned.data.event === told.data.event
    ? readIdea(learned.data)
    : { kind: 'malformed', why: 'what was learned about it belongs to another event' }
}

/** What a message says is believed only as far as Fider itself says so, where a key is entered: its hooks are not signed. */
async function complete(delivery: Delivery, _earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const told = message.parse(parsed.ok ? parsed.value : null)
  const learned: IdeaLearning = { event: told.event, at: delivery.receivedAt.toISOString(), what: events[told.event], idea: ideaTold(told) }
  if (told.event === 'new_comment') {
    learned.comment = { id: `${told.post.id}:${delivery.digest.slice(0, 16)}`, author: of(told.author), at: learned.at }
  }
  return ask.access.site && ask.access.api_key ? confirmed(told, learned, ask) : learned
}

function ideaTold({ post, author }: Message): Idea {
  const { id, title, url, status } = post
  return { id, title, url, author: of(post.author ?? author), createdAt: post.created_at.toISOString(), status }
}

const comments = z.array(z.object({ id: foreignId, createdAt: instant, user: person }))

async function confirmed(told: Message, learned: IdeaLearning, ask: Ask): Promise<IdeaLearning> {
  const refuse = (why: string): IdeaLearning => ({ ...learned, what: 'nothing', why })
  const found = await askFider(ask, `/posts/${told.post.number}`)
  const post = found === undefined ? undefined : asked.parse(found)
  const gone = post === undefined || post.status === 'deleted'
  if (told.event === 'delete_post') return gone ? learned : refuse('Fider itself says that the idea is there')
  if (gone) return refuse('Fider itself says that the idea is gone')
  const idea = asIdea(post, told.post.url)
  if (told.event !== 'new_comment') return { ...learned, idea }
  const listed = comments.parse((await askFider(ask, `/posts/${told.post.number}/comments`)) ?? [])
  const theirs = listed.filter((one) => one.user.id === told.author.id).at(-1)
  return theirs
    ? { ...learned, idea, comment: { id: theirs.id, author: of(theirs.user), at: theirs.createdAt.toISOString() } }
    : refuse('Fider has no such comment')
}

const posts = z.array(asked.extend({ votesCount: z.int().optional() }))
const votes = z.array(z.object({ createdAt: instant, user: person }))
/** How many of the ideas are looked at with one page. */
const mostIdeas = 100

/** Fider tells nobody of a vote, so votes are asked for: one idea a page, from those with the most votes down. */
async function votePage(ask: Ask, since: Date, cursor: string | null): Promise<Page> {
  const at = Number(cursor ?? 0)
  const listed = posts.parse((await askFider(ask, `/posts?view=most-wanted&limit=${mostIdeas}`)) ?? [])
  const post = listed[at]
  if (!post || post.votesCount === 0) return { activities: [], next: null, done: listed.length, total: listed.length }
  const cast = votes.parse((await askFider(ask, `/posts/${post.number}/votes`)) ?? [])
  const idea = asIdea(post, `${siteOf(ask)}/posts/${post.number}`)
  const found = cast
    .filter((one) => one.createdAt >= since)
    .flatMap((one) => {
      const vote = { voter: of(one.user), at: one.createdAt.toISOString() }
      const reading = readIdea({ event: 'votes', at: vote.at, what: 'voted', idea, vote })
      return reading.kind === 'activities' ? reading.activities : []
    })
  return { activities: found, next: at + 1 < listed.length ? String(at + 1) : null, done: at + 1, total: listed.length }
}

/** Fider: ideas, comments and stages by its webhooks, votes by asking. */
export const fider: Adapter = {
  id: 'fider',
  title: 'Fider',
  kinds: (({ 'vote.withdrawn': __, ...rest }) => rest)(kinds),
  secrets: ['webhook'],
  trust: () => 'token',
  access: [
    { name: 'site', label: 'Address of Fider', hint: 'https://ideas.example.com' },
    { name: 'api_key', label: 'API key', hint: 'Your Fider profile, API key, of a collaborator or administrator.', secret: true, optional: true },
  ],
  setup: {
    steps: [
      'In Fider open Site settings, Webhooks, and add four webhooks: New post, New comment, Change status and Delete post. Each is the same otherwise.',
      'URL: {url} with the method POST.',
      'HTTP headers: Content-Type application/json, and Authorization with the value: Bearer {secret}',
      'Content: paste this template, whole. {content}',
      'Press Test: it appears in the list of deliveries here. Then enter the address and an API key: Fider does not sign, so the hub asks it whether what came is true, and counts votes every night.',
    ],
    docs: 'https://docs.fider.io/webhooks',
    copies: { content: { label: 'Content', value: template } },
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifyToken(delivery, secrets.webhook),
  sign: (_body, headers, secret) => ({ 'content-type': 'application/json', ...headers, ...tokenHeader(secret) }),
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const told = parsed.ok ? message.pick({ event: true }).safeParse(parsed.value) : null
    // Fider never sends anything again, and planned for the second time has the same body: each request is one of its own.
    return { deliveryId: `${delivery.digest}:${delivery.receivedAt.getTime()}`, event: told?.success ? told.data.event : 'unreadable' }
  },
  read,
  complete,
  backfill: { votes: { title: 'Votes', every: 24, kinds: ['idea.voted'], page: votePage } },
}
