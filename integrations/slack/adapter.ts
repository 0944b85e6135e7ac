import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, KindCard, Reading } from '#app/contract/adapter.ts'
import { cleanText, foreignId, parseJson } from '#integrations/kit/body.ts'
import { ignore, on, readEvent, whyNot, type EventTable } from '#integrations/kit/event-table.ts'
import { mayBeGreeting } from '#integrations/kit/greeting.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { bare, envelope, lengthOf } from './bare.ts'

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-slack-signature',
  prefix: 'v0=',
  encoding: 'hex',
  signed: 'v0:{x-slack-request-timestamp}:{body}',
  secret: 'text',
  timestamp: { header: 'x-slack-request-timestamp', tolerance: 5 * 60 },
}

const inChannel: KindCard['facts'] = {
  channel: { label: 'the channel', type: 'text' },
  length: { label: 'the number of characters', type: 'number' },
  text: { label: 'the text', type: 'text', words: true },
}

const kinds: Readonly<Record<string, KindCard>> = {
  'message.posted': { when: 'a message is posted', did: 'Posted a message', noun: ['message', 'messages'], facts: inChannel },
  'reply.posted': {
    when: 'somebody replies in a thread',
    did: 'Replied in a thread',
    noun: ['reply in threads', 'replies in threads'],
    facts: inChannel,
  },
  'message.deleted': {
    when: 'a message is deleted',
    did: 'Had a message deleted',
    noun: ['deleted message', 'deleted messages'],
    facts: {},
    undo: true,
  },
  'reaction.given': {
    when: 'a message gets a reaction',
    did: 'Reacted to a message',
    noun: ['reaction', 'reactions'],
    facts: {
      channel: { label: 'the channel', type: 'text' },
      reaction: { label: 'the reaction', type: 'text', values: ['white_check_mark', 'heart', 'tada'] },
      own_message: { label: 'whether it is one’s own message', type: 'boolean' },
    },
  },
  'reaction.removed': {
    when: 'a reaction is removed',
    did: 'Removed a reaction',
    noun: ['removed reaction', 'removed reactions'],
    facts: {},
    undo: true,
  },
  'channel.joined': {
    when: 'somebody joins a channel',
    did: 'Joined a channel',
    noun: ['joined channel', 'joined channels'],
    facts: { channel: { label: 'the channel', type: 'text' } },
  },
  'workspace.joined': { when: 'somebody joins the workspace', did: 'Joined the workspace', noun: ['new account', 'new accounts'], facts: {} },
}

/** A message is named by its channel and its time stamp, which is also the moment it was posted. */
const stamp = z.string().regex(/^\d{9,12}\.\d{6}$/)
const channel = z.string().regex(/^[A-Z][A-Z0-9]{1,30}$/)
const at = (ts: string) => new Date(Math.floor(Number(ts) * 1000))
const person = (id: string, bot = false) => ({ id, handle: id, ...(bot ? { bot: true } : {}) })
const subject = (where: string, ts: string) => `message:${where}:${ts}`

function message(delivery: Delivery, where: string, ts: string): Activity['object'] {
  const url = delivery.site ? `${delivery.site.replace(/\/+$/, '')}/archives/${where}/p${ts.replace('.', '')}` : ''
  return { id: subject(where, ts), title: 'A message', url }
}

const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })

const posted = z.object({
  channel,
  channel_type: z.string().optional(),
  user: foreignId.optional(),
  bot_id: z.string().nullish(),
  ts: stamp,
  thread_ts: stamp.optional(),
  text: z.string().optional(),
  /** Stands in a bare message in the place of its text. */
  length: z.int().nonnegative().optional(),
  parent_user_id: foreignId.optional(),
})

const plain = on(z.object({ event: posted }), ({ event }, delivery) => {
  if (event.channel_type !== 'channel') return ignored('it is not in a public channel')
  if (!event.user) return ignored('nobody posted it')
  const reply = event.thread_ts !== undefined && event.thread_ts !== event.ts
  return activities({
    kind: reply ? 'reply.posted' : 'message.posted',
    externalId: subject(event.channel, event.ts),
    actor: person(event.user, Boolean(event.bot_id)),
    object: message(delivery, event.channel, reply ? (event.thread_ts ?? event.ts) : event.ts),
    occurredAt: at(event.ts),
    facts: {
      channel: event.channel,
      length: event.length ?? lengthOf(event.text),
      ...(event.text ? { text: cleanText(event.text) } : {}),
    },
    ...(reply && event.parent_user_id ? { others: [{ ...person(event.parent_user_id), role: 'author' }] } : {}),
  })
})

const deletedBody = z.object({
  event: z.object({
    channel,
    channel_type: z.string().optional(),
    event_ts: stamp,
    previous_message: z.object({ user: foreignId.optional(), ts: stamp }),
  }),
})

const deleted = on(deletedBody, ({ event }, delivery) => {
  if (event.channel_type !== 'channel') return ignored('it is not in a public channel')
  const undoes = subject(event.channel, event.previous_message.ts)
  const when = at(event.event_ts)
  return activities({
    kind: 'message.deleted',
    externalId: `deleted:${undoes}`,
    actor: person(event.previous_message.user ?? 'unknown'),
    object: message(delivery, event.channel, event.previous_message.ts),
    occurredAt: when,
    facts: {},
    undoes,
  })
})

const reactionBody = z.object({
  event: z.object({
    user: foreignId,
    reaction: z.string().max(100),
    item_user: foreignId.optional(),
    item: z.object({ type: z.string(), channel: channel.optional(), ts: stamp.optional() }),
    event_ts: stamp,
  }),
})

const reaction = (removed: boolean) =>
  on(reactionBody, ({ event }, delivery) => {
    const { item, user } = event
    if (item.type !== 'message' || !item.channel || !item.ts) return ignored('it is not on a message')
    if (!item.channel.startsWith('C')) return ignored('it is not in a public channel')
    const undoes = `reaction:${item.channel}:${item.ts}:${event.reaction}:${user}`
    const shared = { version: event.event_ts, actor: person(user), object: message(delivery, item.channel, item.ts), occurredAt: at(event.event_ts) }
    if (removed) return activities({ ...shared, kind: 'reaction.removed', externalId: `removed:${undoes}`, facts: {}, undoes })
    return activities({
      ...shared,
      kind: 'reaction.given',
      externalId: undoes,
      facts: { channel: item.channel, reaction: event.reaction, own_message: user === event.item_user },
      ...(event.item_user ? { others: [{ ...person(event.item_user), role: 'author' }] } : {}),
    })
  })

const joinedChannel = on(
  z.object({ event: z.object({ user: foreignId, channel, channel_type: z.string().optional(), event_ts: stamp }) }),
  ({ event }) =>
    event.channel_type !== 'C'
      ? ignored('it is not a public channel')
      : activities({
          kind: 'channel.joined',
          externalId: `joined:${event.channel}:${event.user}`,
          actor: person(event.user),
          object: { id: `channel:${event.channel}`, title: 'A channel', url: '' },
          occurredAt: at(event.event_ts),
          facts: { channel: event.channel },
        }),
)

const member = z.object({ id: foreignId, name: z.string().max(200).optional(), is_bot: z.boolean().optional() })

const joined = on(z.object({ event: z.object({ user: member }), event_time: z.int().positive() }), ({ event: { user }, event_time }) =>
  activities({
    kind: 'workspace.joined',
    externalId: `workspace:${user.id}`,
    actor: { id: user.id, handle: user.name ?? user.id, ...(user.is_bot ? { bot: true } : {}) },
    object: { id: `user:${user.id}`, title: user.name ?? user.id, url: '' },
    occurredAt: new Date(event_time * 1000),
    facts: {},
  }),
)

const events: EventTable = {
  message: plain,
  'message.thread_broadcast': plain,
  'message.file_share': plain,
  'message.message_deleted': deleted,
  'message.message_changed': ignore('it changes no contribution'),
  'message.*': ignore('it is about the channel, not a contribution'),
  reaction_added: reaction(false),
  reaction_removed: reaction(true),
  member_joined_channel: joinedChannel,
  team_join: joined,
}

function read(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const told = envelope.safeParse(parsed.value)
  if (!told.success) return { kind: 'malformed', why: whyNot(told.error) }
  if (told.data.type !== 'event_callback' || !told.data.event) return ignored('the workspace only tests the connection')
  return readEvent(events, told.data.event.type, told.data.event.subtype, parsed.value, delivery)
}

const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(500) })

/** Slack: public channels of a workspace, by its Events API. */
export const slack: Adapter = {
  id: 'slack',
  title: 'Slack',
  kinds,
  secrets: ['webhook'],
  access: [{ name: 'site', label: 'Address of the workspace', hint: 'https://example.slack.com, for links to messages' }],
  setup: {
    steps: [
      'Open api.slack.com/apps and make an app from scratch in your workspace.',
      'Under Basic Information copy the Signing Secret and enter it above: Slack makes it, not the hub.',
      'Under OAuth & Permissions add the bot scopes channels:history, channels:read, reactions:read and users:read, and install the app.',
      'Under Event Subscriptions enter {url} as the request URL; Slack asks whether anybody is there, and the hub answers.',
      'Subscribe to the bot events message.channels, reaction_added, reaction_removed, member_joined_channel and team_join, save, and invite the app to the channels that count.',
    ],
    docs: 'https://docs.slack.dev/apis/events-api/',
  },
  theirSecret: true,
  newSecret: () => randomBytes(16).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret, moment) => {
    const sent = { 'content-type': 'application/json', ...headers, 'x-slack-request-timestamp': String(Math.floor(moment.getTime() / 1000)) }
    return { ...sent, [scheme.header]: computeSignature(scheme, { headers: sent, body }, secret) ?? '' }
  },
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const told = parsed.ok ? envelope.safeParse(parsed.value) : null
    if (!told?.success) return { deliveryId: delivery.digest, event: 'unreadable' }
    const { event, event_id, type } = told.data
    return { deliveryId: event_id ?? delivery.digest, event: event ? [event.type, event.subtype].filter(Boolean).join('.') : type }
  },
  read,
  bare,
  greet: (delivery, secrets) => {
    if (!mayBeGreeting(delivery.body) || !verifySignature(scheme, { ...delivery, digest: '' }, secrets.webhook)) return null
    const parsed = parseJson(delivery.body)
    const asked = parsed.ok ? challenge.safeParse(parsed.value) : null
    if (!asked?.success) return null
    return { type: 'text/plain', body: asked.data.challenge }
  },
}
