import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, Reading } from '#app/contract/adapter.ts'
import { cleanText, foreignId, instant, parseExactJson, titleText, webAddress } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { buyer, purchaseKinds } from '#integrations/kit/purchases.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { verifyToken } from '#integrations/kit/token.ts'

/** https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-webhook#authenticating-requests */
const scheme: SignatureScheme = { algorithm: 'sha1', header: 'x-signature', prefix: '', encoding: 'hex', signed: '{body}', secret: 'text' }

const isSigned = (delivery: Pick<Delivery, 'headers'>) =>
  delivery.headers[scheme.header] !== undefined || delivery.headers.authorization === undefined

const number = z.union([z.number(), z.string().transform(Number)]).refine(Number.isFinite)

/** https://segment.com/docs/connections/spec/track/ and .../ecommerce/v2/ */
const call = z.object({
  type: z.string().max(50),
  event: titleText.optional(),
  messageId: foreignId,
  userId: foreignId.nullish(),
  timestamp: instant.nullish(),
  originalTimestamp: instant.nullish(),
  receivedAt: instant.nullish(),
  context: z.looseObject({ page: z.looseObject({ title: titleText.nullish(), url: webAddress.nullish() }).nullish() }).nullish(),
  properties: z.looseObject({}).nullish(),
})
type Call = z.output<typeof call>

const ordered = z.looseObject({ order_id: foreignId, total: number.nullish(), revenue: number.nullish(), currency: z.string().max(10).nullish() })

const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })

/** Small plain values are kept as facts, so that rules may ask about them; whatever is nested or long is left out. */
function factsOf(properties: Record<string, unknown> = {}): Record<string, string | number | boolean> {
  const facts: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(properties).slice(0, 50)) {
    const plain = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
    if (!/^[a-z][a-z0-9_]{0,49}$/.test(plain) || plain === 'email') continue
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) facts[plain] = value
    else if (typeof value === 'string' && value.length <= 200) facts[plain] = cleanText(value)
  }
  return facts
}

function readCall(found: Call, delivery: Delivery): Reading {
  if (found.type !== 'track') return ignored('only track calls say what somebody did')
  if (!found.event) return { kind: 'malformed', why: 'event: missing in a track call' }
  if (!found.userId) return ignored('nobody is signed in there')
  const occurredAt = found.timestamp ?? found.originalTimestamp ?? found.receivedAt ?? delivery.receivedAt
  const actor = buyer({ own: found.userId }) ?? { id: found.userId, handle: found.userId }
  if (/^order (completed|refunded)$/i.test(found.event)) return readOrder(found, actor, occurredAt)
  const page = found.context?.page
  return activities({
    kind: 'product.used',
    externalId: `track:${found.messageId}`,
    actor,
    object: { id: `event:${found.event}`, title: found.event, url: page?.url ?? '' },
    occurredAt,
    facts: { ...factsOf(found.properties ?? {}), event: found.event },
  })
}

function readOrder(found: Call, actor: Activity['actor'], occurredAt: Date): Reading {
  const order = ordered.safeParse(found.properties)
  if (!order.success) return { kind: 'malformed', why: `properties.${whyNot(order.error)}` }
  const { order_id, total, revenue, currency } = order.data
  const subject = `purchase:${order_id}`
  const object = { id: `order:${order_id}`, title: 'An order', url: '' }
  if (/refunded$/i.test(found.event ?? '')) {
    const when = { version: occurredAt.toISOString(), occurredAt }
    return activities({ kind: 'purchase.refunded', externalId: `refunded:${subject}`, ...when, actor, object, facts: {}, undoes: subject })
  }
  const amount = total ?? revenue
  const facts = { ...(amount == null ? {} : { amount }), ...(currency ? { currency } : {}) }
  return activities({ kind: 'purchase.made', externalId: subject, actor, object, occurredAt, facts })
}

/** Segment and RudderStack: what signed-in people did in a product, and orders. */
export const segment: Adapter = {
  id: 'segment',
  title: 'Segment or RudderStack',
  kinds: {
    'product.used': {
      when: 'something is done in the product',
      did: 'Used the product',
      noun: ['use of the product', 'uses of the product'],
      facts: {
        event: { label: 'the name of the event', type: 'text' },
        plan: { label: 'the plan', type: 'text' },
        seats: { label: 'the number of seats', type: 'number' },
      },
    },
    ...purchaseKinds,
  },
  secrets: ['webhook'],
  trust: (delivery) => (isSigned(delivery) ? 'signed' : 'token'),
  setup: {
    steps: [
      'In Segment add the destination Webhooks (Actions); in RudderStack add the destination Webhook.',
      'URL: {url} with the method POST.',
      'Segment: enter {secret} as the shared secret; it signs each call with it. RudderStack: add the header Authorization with the value Bearer and the secret.',
      'Send track calls only, of the events that count, as they are: one call in each request.',
      'Call identify with the id by which your members are known: calls of people who are not signed in give nothing. Send an event: it appears here.',
    ],
    docs: 'https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-webhook',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => (isSigned(delivery) ? verifySignature(scheme, delivery, secrets.webhook) : verifyToken(delivery, secrets.webhook)),
  sign: (body, headers, secret) => ({
    'content-type': 'application/json',
    ...headers,
    [scheme.header]: computeSignature(scheme, { headers, body }, secret) ?? '',
  }),
  envelope: (delivery) => {
    const parsed = parseExactJson(delivery.body)
    const told = parsed.ok ? call.pick({ messageId: true, event: true, type: true }).safeParse(parsed.value) : null
    return told?.success
      ? { deliveryId: told.data.messageId, event: told.data.event ?? told.data.type }
      : { deliveryId: delivery.digest, event: 'unreadable' }
  },
  read: (delivery) => {
    const parsed = parseExactJson(delivery.body)
    if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
    const found = call.safeParse(parsed.value)
    return found.success ? readCall(found.data, delivery) : { kind: 'malformed', why: whyNot(found.error) }
  },
}
