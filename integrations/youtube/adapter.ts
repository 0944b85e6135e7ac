import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  type Adapter,
  type Ask,
  type Delivery,
  Later,
  type Memory,
  type Page,
  type PublicProfile,
  type Reading,
  type Secrets,
} from '#app/contract/adapter.ts'
import { asTheyAre, linesOf, placeAfter, placeOf } from '#integrations/kit/asked.ts'
import { computeSignature, type SignatureScheme, verifySignature } from '#integrations/kit/signature.ts'
import { type Node, parseXml, parseXmlBytes } from '#integrations/kit/xml.ts'
import { channelId, descriptionsIn, removedIn, videosIn } from './feed.ts'

const hub = 'https://pubsubhubbub.appspot.com/subscribe'
/** What the hub is told to tell of, and what anybody may read. */
const topicOf = (channel: string) => `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channel}`
const feedOf = (channel: string) => `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`
const lease = 10 * 86_400

/** https://www.w3.org/TR/websub/#signing-content */
const scheme: SignatureScheme = { algorithm: 'sha1', header: 'x-hub-signature', prefix: 'sha1=', encoding: 'hex', signed: '{body}', secret: 'text' }

/**
 * What stands in the callback that the hub at Google is given, and nowhere else: without it anybody could have that hub subscribe our known address with a secret
 * of their own, which would replace ours.
 */
const tokenOf = (secret: string) => createHmac('sha256', secret).update('the callback of a subscription').digest('hex').slice(0, 40)
const hash = (text: string) => createHash('sha256').update(text).digest()
const isOurs = (token: string, secrets: Secrets) =>
  (secrets.webhook ?? []).some((secret) => secret.trim() !== '' && timingSafeEqual(hash(tokenOf(secret)), hash(token)))

function channelsOf(ask: Pick<Ask, 'access'>): string[] {
  return linesOf(ask, 'channels').map((line) => {
    if (!channelId.test(line)) throw new Error(`“${line.slice(0, 60)}” is not a channel id: it begins with UC and has 24 characters.`)
    return line
  })
}

function feedIn(delivery: Pick<Delivery, 'body'>): { ok: true; feed: Node } | { ok: false; why: string } {
  const parsed = parseXmlBytes(delivery.body)
  if (!parsed.ok) return parsed
  return parsed.root === 'feed' ? { ok: true, feed: parsed.node } : { ok: false, why: 'it is no Atom feed' }
}

function read(delivery: Delivery): Reading {
  const told = feedIn(delivery)
  if (!told.ok) return { kind: 'malformed', why: told.why }
  const activities = [...videosIn(told.feed), ...removedIn(told.feed)]
  return activities.length > 0 ? { kind: 'activities', activities } : { kind: 'malformed', why: 'it names no video' }
}

async function readFeed(ask: Ask, channel: string): Promise<Node | null> {
  const answer = await ask.fetch(feedOf(channel), { headers: { accept: 'application/atom+xml, application/xml;q=0.8' } })
  if (answer.status === 429 || answer.status === 503) throw new Later(900)
  if (answer.status === 404) return null
  const parsed = parseXml(answer.body)
  if (answer.status !== 200) throw new Error(`YouTube answered ${answer.status} for the feed of ${channel}.`)
  if (!parsed.ok || parsed.root !== 'feed')
    throw new Error(`The feed of ${channel} could not be read: ${parsed.ok ? 'it is no Atom feed' : parsed.why}.`)
  return parsed.node
}

/** What the hub at Google failed to tell: one channel a page, its newest videos. */
async function videos(ask: Ask, _since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const channels = channelsOf(ask)
  const place = placeOf(cursor)
  const channel = channels[place.part]
  if (!channel) return { activities: [], next: null }
  const found = await readFeed(ask, channel)
  if (!found) throw new Error(`YouTube knows no channel ${channel}.`)
  const page = { next: placeAfter(place, false, channels.length), done: place.part + 1, total: channels.length }
  return { activities: await asTheyAre(videosIn(found), memory, ask.now), ...page }
}

/** Asks the hub to tell of each channel, anew every day: a subscription ends after some days unless it is asked for again. */
async function subscribe(ask: Ask, _since: Date, cursor: string | null): Promise<Page> {
  const channels = channelsOf(ask)
  const place = placeOf(cursor)
  const channel = channels[place.part]
  const door = await ask.door?.()
  const secret = door?.secrets.webhook?.at(-1)
  // A hub on somebody's own machine cannot be called from outside: there the videos are asked for, as always.
  if (!channel || !door || new URL(door.url).hostname === 'localhost') return { activities: [], next: null }
  if (!secret) throw new Error('Make the channel’s secret first: by it the hub at Google proves itself.')
  const callback = `${door.url}?token=${tokenOf(secret)}`
  const form = { 'hub.mode': 'subscribe', 'hub.topic': topicOf(channel), 'hub.callback': callback, 'hub.verify': 'async' }
  const body = new URLSearchParams({ ...form, 'hub.secret': secret, 'hub.lease_seconds': String(lease) }).toString()
  const answer = await ask.fetch(hub, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
  if (answer.status === 429 || answer.status === 503) throw new Later(900)
  if (answer.status !== 202 && answer.status !== 204)
    throw new Error(`The hub at Google answered ${answer.status} to the subscription of ${channel}.`)
  return { activities: [], next: placeAfter(place, false, channels.length), done: place.part + 1, total: channels.length }
}

/** A channel proves its owner by a token in the description of one of its newest videos. Named by its id, for others may bear its name; asks for it alone. */
async function owner(entered: string, ask: Ask): Promise<PublicProfile | null> {
  if (!channelsOf(ask).includes(entered)) return null
  const found = await readFeed(ask, entered)
  if (!found) return null
  const handle = videosIn(found)[0]?.actor.handle
  return { id: entered, handle: handle ?? entered, text: descriptionsIn(found, entered) }
}

/** YouTube: videos told by the WebSub hub at Google, and asked for from the channel's own feed. */
export const youtube: Adapter = {
  id: 'youtube',
  title: 'YouTube',
  kinds: {
    'video.published': { when: 'a video is published', did: 'Published a video', noun: ['published video', 'published videos'], facts: {} },
    'video.removed': { when: 'a video is removed', did: 'Removed a video', noun: ['removed video', 'removed videos'], facts: {}, undo: true },
  },
  secrets: ['webhook'],
  access: [
    { name: 'channels', label: 'Channel ids, one a line', hint: 'UC… with 24 characters, from Settings, Advanced settings on YouTube.', lines: true },
  ],
  setup: {
    steps: [
      'On YouTube open Settings, Advanced settings of each channel and copy its channel id (UC…).',
      'Make the secret here: the hub at Google signs with it. There is nothing to enter on the other side.',
      'Open Past and access and enter the channel ids, one a line.',
      'The hub then subscribes itself within a minute, and renews it every day; it must be reachable from outside. Videos are asked for every six hours besides.',
      'The owner of a channel opens Settings, Accounts, and puts the token from there into the description of a video. It can go again afterwards.',
    ],
    docs: 'https://developers.google.com/youtube/v3/guides/push_notifications',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret) => ({
    'content-type': 'application/atom+xml',
    ...headers,
    'x-hub-signature': computeSignature(scheme, { headers, body }, secret) ?? '',
  }),
  envelope: (delivery) => {
    const told = feedIn(delivery)
    const event = !told.ok ? 'unreadable' : removedIn(told.feed).length > 0 ? 'deleted' : 'video'
    return { deliveryId: delivery.digest, event }
  },
  read,
  meant: ({ topic, mode, token }, access, secrets) => {
    if (!isOurs(token, secrets)) return false
    const wanted = linesOf({ access }, 'channels').some((channel) => topicOf(channel) === topic)
    return mode === 'subscribe' ? wanted : mode === 'unsubscribe' && !wanted
  },
  backfill: {
    videos: { title: 'Newest videos', every: 6, kinds: ['video.published'], page: videos },
    subscription: { title: 'Subscription at the hub', every: 24, kinds: [], page: subscribe },
  },
  profile: {
    where: 'the description of one of its videos',
    by: {
      put: 'Put this into the description of one of your newest videos',
      label: 'The id of your channel (UC…)',
      press: 'Read the channel',
      pattern: channelId,
    },
    read: owner,
  },
}
