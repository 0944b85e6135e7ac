import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, Reading } from '#app/contract/adapter.ts'
import { foreignId, instant, parseJson, text, titleText, webAddress } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { computeSignature, unfoldHeader, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'

const header = 'x-ghost-signature'

/** https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/WebhookTrigger.js */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: `${header}#sha256`,
  prefix: '',
  encoding: 'hex',
  signed: `{body}{${header}#t}`,
  secret: 'text',
  timestamp: { header: `${header}#t`, tolerance: 300, milliseconds: true },
}

const author = z.object({ id: foreignId, name: titleText.nullish(), slug: text.nullish() })
const post = z.object({
  id: foreignId,
  title: titleText,
  url: webAddress.nullish(),
  status: z.string(),
  published_at: instant.nullish(),
  updated_at: instant.nullish(),
  primary_author: author.nullish(),
  authors: z.array(author).default([]),
  tags: z.array(z.object({ name: titleText })).default([]),
  visibility: text.nullish(),
  reading_time: z.number().nullish(),
})

const change = z.object({
  post: z.object({
    current: z.looseObject({ id: foreignId.optional() }),
    previous: z.looseObject({ status: z.string().nullish(), id: foreignId.nullish() }).partial(),
  }),
})
const joined = z.object({
  member: z.object({ current: z.object({ id: foreignId, uuid: text.nullish(), email: z.email(), name: titleText.nullish(), created_at: instant }) }),
})

const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })
const subject = (id: string) => `post:${id}`

/** Ghost names no event in a body: what happened is the difference between what was and what is. */
function readPost(current: { id?: string }, previous: { status?: string | null }, delivery: Delivery): Reading {
  if (current.id === undefined) return ignored('a post was deleted, and Ghost does not say whose; unpublish it first')
  const found = post.safeParse(current)
  if (!found.success) return { kind: 'malformed', why: `post.current.${whyNot(found.error)}` }
  const { id, title, url, status, published_at, updated_at, authors, tags, visibility, reading_time } = found.data
  const writer = found.data.primary_author ?? authors[0]
  if (!writer) return ignored('it does not say who wrote it')
  const party = (who: typeof writer) => ({ id: who.id, handle: who.name || who.slug || who.id })
  const shared = { actor: party(writer), object: { id: subject(id), title, url: url ?? '' } }
  if (status !== 'published') {
    if (previous.status !== 'published') return ignored('it is not published')
    const at = updated_at ?? delivery.receivedAt
    const when = { version: at.toISOString(), occurredAt: at }
    return activities({ kind: 'post.unpublished', externalId: `unpublished:${subject(id)}`, ...when, ...shared, facts: {}, undoes: subject(id) })
  }
  if (previous.status == null || previous.status === 'published') return ignored('it was published before')
  // Published again after it was taken back: it counts from then on.
  const at = updated_at ?? published_at ?? delivery.receivedAt
  return activities({
    kind: 'post.published',
    externalId: subject(id),
    version: at.toISOString(),
    ...shared,
    occurredAt: at,
    facts: {
      tags: tags.map((tag) => tag.name),
      ...(visibility ? { visibility } : {}),
      ...(reading_time == null ? {} : { minutes: reading_time }),
    },
    ...(authors.length > 1 ? { others: authors.filter((one) => one.id !== writer.id).map((one) => ({ ...party(one), role: 'author' })) } : {}),
  })
}

function read(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const member = joined.safeParse(parsed.value)
  if (member.success) {
    const { id, email, name, created_at } = member.data.member.current
    const handle = name || (email.split('@')[0] ?? id)
    const object = { id: `member:${id}`, title: handle, url: '' }
    return activities({
      kind: 'member.joined',
      externalId: `member:${id}`,
      actor: { id: `email:${email.toLowerCase()}`, handle },
      object,
      occurredAt: created_at,
      facts: {},
    })
  }
  const told = change.safeParse(parsed.value)
  if (told.success) return readPost(told.data.post.current, told.data.post.previous, delivery)
  const root = z.record(z.string(), z.looseObject({ current: z.unknown() })).safeParse(parsed.value)
  const [name] = root.success ? Object.keys(root.data) : []
  return name && name !== 'post' && name !== 'member'
    ? { kind: 'unsupported', event: name.slice(0, 100) }
    : { kind: 'malformed', why: whyNot(told.error) }
}

/** Ghost: posts by the people who write them, taken back when unpublished, and new members. */
export const ghost: Adapter = {
  id: 'ghost',
  title: 'Ghost',
  kinds: {
    'post.published': {
      when: 'a post is published',
      did: 'Published a post',
      noun: ['post', 'posts'],
      facts: {
        tags: { label: 'the tags', type: 'list' },
        visibility: { label: 'who may read it', type: 'text', values: ['public', 'members', 'paid'] },
        minutes: { label: 'the minutes it takes to read', type: 'number' },
      },
    },
    'post.unpublished': {
      when: 'a post is unpublished',
      did: 'Had a post unpublished',
      noun: ['unpublished post', 'unpublished posts'],
      facts: {},
      undo: true,
    },
    'member.joined': { when: 'somebody becomes a member', did: 'Became a member', noun: ['new account', 'new accounts'], facts: {} },
  },
  secrets: ['webhook'],
  byAddress: true,
  setup: {
    steps: [
      'In Ghost open Settings, Advanced, Integrations, and add a custom integration.',
      'Add a webhook for each of Post published, Post unpublished and Member added.',
      'Target URL of each: {url}',
      'Secret of each: {secret}',
      'Publish a post: it appears in the list of deliveries here. Ghost tries five times within a few seconds and not again.',
    ],
    docs: 'https://docs.ghost.org/webhooks',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, unfoldHeader(delivery, header), secrets.webhook),
  sign: (body, headers, secret, at) => {
    const t = String(at.getTime())
    const signature = computeSignature(scheme, { headers: { [`${header}#t`]: t }, body }, secret) ?? ''
    return { 'content-type': 'application/json', ...headers, [header]: `sha256=${signature}, t=${t}` }
  },
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const name = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? Object.keys(parsed.value)[0] : undefined
    return { deliveryId: delivery.digest, event: (name ?? 'unreadable').slice(0, 100) }
  },
  read,
}
