import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, Completion, Delivery, Earlier, KindCard, Reading } from '#app/contract/adapter.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { ignore, readNamedEvent, type EventTable } from '#integrations/kit/event-table.ts'
import { mayBeGreeting } from '#integrations/kit/greeting.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { learnStay, readCame, type Came } from './attendance.ts'

/** https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-zm-signature',
  prefix: 'v0=',
  encoding: 'hex',
  signed: 'v0:{x-zm-request-timestamp}:{body}',
  secret: 'text',
  timestamp: { header: 'x-zm-request-timestamp', tolerance: 5 * 60 },
}

const facts: KindCard['facts'] = {
  topic: { label: 'the topic', type: 'text' },
  host: { label: 'being the host', type: 'boolean' },
}
const stayed: KindCard['facts'] = { ...facts, minutes: { label: 'the number of minutes attended', type: 'number' } }

const kinds: Readonly<Record<string, KindCard>> = {
  'meeting.joined': { when: 'somebody joins a meeting', did: 'Joined a meeting', noun: ['joined meeting', 'joined meetings'], facts },
  'meeting.attended': {
    when: 'somebody has attended a meeting',
    did: 'Attended a meeting',
    noun: ['attended meeting', 'attended meetings'],
    facts: stayed,
  },
  'webinar.joined': { when: 'somebody joins a webinar', did: 'Joined a webinar', noun: ['joined webinar', 'joined webinars'], facts },
  'webinar.attended': {
    when: 'somebody has attended a webinar',
    did: 'Attended a webinar',
    noun: ['attended webinar', 'attended webinars'],
    facts: stayed,
  },
}

function came(what: Came): EventTable[string] {
  return { read: (body, delivery) => readCame(what, body, delivery) }
}

const events: EventTable = {
  'meeting.participant_joined': came({ where: 'meeting', way: 'joined' }),
  'meeting.participant_left': came({ where: 'meeting', way: 'left' }),
  'webinar.participant_joined': came({ where: 'webinar', way: 'joined' }),
  'webinar.participant_left': came({ where: 'webinar', way: 'left' }),
  'meeting.*': ignore('it says nothing of who came'),
  'webinar.*': ignore('it says nothing of who came'),
  'endpoint.url_validation': ignore('Zoom only asks whether anybody is there'),
}

const envelope = z.object({ event: z.string().max(100), event_ts: z.int().positive().nullish() })

function read(delivery: Delivery): Reading {
  return readNamedEvent(events, envelope, ({ event }) => event, delivery)
}

function complete(delivery: Delivery, earlier: readonly Earlier[]): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  return Promise.resolve(learnStay(parsed.ok ? parsed.value : null, earlier))
}

/** Never a text that Zoom could sign as a message: whoever had such a token answered could send in Zoom’s name. */
const challenge = z.object({ event: z.literal('endpoint.url_validation'), payload: z.object({ plainToken: z.string().regex(/^[\w=+/-]{1,200}$/) }) })

/** Zoom: who joined a meeting or webinar, once for each time it is held, and for how long. */
export const zoom: Adapter = {
  id: 'zoom',
  title: 'Zoom',
  kinds,
  secrets: ['webhook'],
  byAddress: true,
  setup: {
    steps: [
      'Open marketplace.zoom.us, Develop, Build App, and make a General App for your account.',
      'Under Access copy the Secret Token and enter it here under “Address and secret”: Zoom makes it, not the hub.',
      'Under Event Subscriptions add one with the URL {url} and press Validate: Zoom asks whether anybody is there, and the hub answers, again every 72 hours.',
      'Choose the events Participant/Host joined meeting, Participant/Host left meeting, and the same two of webinars. Save and add the app to your account.',
      'Ask for registration, or let people sign in: Zoom tells the address of those only. Join a meeting of yours: it appears here.',
    ],
    docs: 'https://developers.zoom.us/docs/api/webhooks/',
  },
  theirSecret: true,
  newSecret: () => randomBytes(16).toString('base64url'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret, moment) => {
    const sent = { 'content-type': 'application/json', ...headers, 'x-zm-request-timestamp': String(Math.floor(moment.getTime() / 1000)) }
    return { ...sent, [scheme.header]: computeSignature(scheme, { headers: sent, body }, secret) ?? '' }
  },
  // Zoom names no delivery. The body holds the moment of the event, and a retry repeats it.
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const named = parsed.ok ? envelope.safeParse(parsed.value) : null
    return { deliveryId: delivery.digest, event: named?.success ? named.data.event : 'unreadable' }
  },
  read,
  complete,
  // The one secret that proves the question answers it: in the middle of a rotation there are two.
  greet: (delivery, secrets) => {
    if (!mayBeGreeting(delivery.body)) return null
    const secret = (secrets.webhook ?? []).find((one) => verifySignature(scheme, { ...delivery, digest: '' }, [one]))
    if (secret === undefined) return null
    const parsed = parseJson(delivery.body)
    const asked = parsed.ok ? challenge.safeParse(parsed.value) : null
    if (!asked?.success) return null
    const { plainToken } = asked.data.payload
    const encryptedToken = createHmac('sha256', secret).update(plainToken).digest('hex')
    return { type: 'application/json', body: JSON.stringify({ plainToken, encryptedToken }) }
  },
}
