import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, Reading } from '#app/contract/adapter.ts'
import { cleanText, foreignId, instant, parseExactJson, titleText, webAddress } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { buyer, purchaseKinds } from '#integrations/kit/purchases.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'

/** https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook-to-ensure-its-coming-from-shopify */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-shopify-hmac-sha256',
  prefix: '',
  encoding: 'base64',
  signed: '{body}',
  secret: 'text',
}

const person = z.object({ id: foreignId, email: z.email().nullish(), first_name: titleText.nullish(), last_name: titleText.nullish() })

/** An order: the same body for every topic about orders, so what happened is read from its own fields. */
const order = z.object({
  id: foreignId,
  name: titleText.nullish(),
  email: z
    .email()
    .nullish()
    .or(z.literal('').transform(() => null)),
  financial_status: z.string().nullish(),
  cancelled_at: instant.nullish(),
  processed_at: instant.nullish(),
  created_at: instant,
  updated_at: instant,
  current_total_price: z.string().nullish(),
  total_price: z.string(),
  currency: z.string().max(10),
  test: z.boolean().nullish(),
  order_status_url: webAddress.nullish(),
  customer: person.nullish(),
  line_items: z
    .array(z.object({ title: titleText.nullish(), sku: z.string().max(200).nullish() }))
    .max(500)
    .default([]),
})
type Order = z.output<typeof order>

const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })

function readOrder(found: Order): Reading {
  const { customer } = found
  const name = [customer?.first_name, customer?.last_name].filter(Boolean).join(' ')
  const actor = buyer({ customer: customer?.id, email: customer?.email ?? found.email, name })
  if (!actor) return ignored('it does not say who bought')
  const subject = `purchase:${found.id}`
  const object = { id: `order:${found.id}`, title: found.name ? `Order ${found.name}` : 'An order', url: '' }
  const back = found.cancelled_at ?? (['refunded', 'voided'].includes(found.financial_status ?? '') ? found.updated_at : null)
  if (back) {
    const when = { version: back.toISOString(), occurredAt: back }
    return activities({ kind: 'purchase.refunded', externalId: `refunded:${subject}`, ...when, actor, object, facts: {}, undoes: subject })
  }
  if (!['paid', 'partially_refunded'].includes(found.financial_status ?? '')) return ignored('it is not paid')
  const products = [...new Set(found.line_items.flatMap((item) => item.sku || item.title || []))].slice(0, 100).map(cleanText)
  return activities({
    kind: 'purchase.made',
    externalId: subject,
    actor,
    object,
    occurredAt: found.processed_at ?? found.created_at,
    facts: { amount: Number(found.total_price), currency: found.currency, products },
    ...(found.test ? { blocked: 'it is a test order' } : {}),
  })
}

function read(delivery: Delivery): Reading {
  const parsed = parseExactJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value))
    return { kind: 'malformed', why: 'the body is not a JSON object' }
  if (!('financial_status' in parsed.value)) {
    return 'id' in parsed.value
      ? { kind: 'unsupported', event: topicOf(delivery) || 'not an order' }
      : { kind: 'malformed', why: 'the body is not an order' }
  }
  const found = order.safeParse(parsed.value)
  if (!found.success) return { kind: 'malformed', why: whyNot(found.error) }
  return Number.isFinite(Number(found.data.total_price)) ? readOrder(found.data) : { kind: 'malformed', why: 'total_price: not a number' }
}

const topicOf = (delivery: Delivery) => cleanText((delivery.headers['x-shopify-topic'] ?? '').slice(0, 100))

/** Shopify: paid orders, taken back when they are cancelled or refunded in full. Ids stay exact beyond 2^53. */
export const shopify: Adapter = {
  id: 'shopify',
  title: 'Shopify',
  kinds: {
    ...purchaseKinds,
    'purchase.made': {
      ...purchaseKinds['purchase.made'],
      facts: { ...purchaseKinds['purchase.made'].facts, products: { label: 'the products', type: 'list' } },
    },
  },
  secrets: ['webhook'],
  byAddress: true,
  theirSecret: true,
  setup: {
    steps: [
      'In Shopify open Settings, Notifications, Webhooks.',
      'Create a webhook for each of Order payment, Order cancellation and Order update, all in the format JSON and the newest version.',
      'URL of each: {url}',
      'Below the list Shopify shows the key with which it signs; enter it here under “Address and secret”: Shopify makes it, not the hub.',
      'Send a test notification of Order payment: it appears in the list of deliveries here and gives nothing, because it is marked as a test.',
    ],
    docs: 'https://shopify.dev/docs/apps/build/webhooks',
  },
  newSecret: () => randomBytes(32).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret) => ({
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/paid',
    ...headers,
    [scheme.header]: computeSignature(scheme, { headers, body }, secret) ?? '',
  }),
  envelope: (delivery) => ({
    deliveryId: (delivery.headers['x-shopify-event-id'] ?? delivery.headers['x-shopify-webhook-id'] ?? '').slice(0, 200) || delivery.digest,
    event: topicOf(delivery) || 'orders',
  }),
  read,
}
