import type { HandOver, Vendor } from '#app/contract/fulfiller.ts'
import { cleanText } from '#integrations/kit/body.ts'
import { ask, type Said } from './admin.ts'

/** A draft order of ours, and the order that it became. */
type Draft = { id: string; tags: string[]; order: { id: string } | null }
type UserError = { message: string; code?: string | null }

/** The attribute of an order that holds our id of it: `note_attributes` in messages. */
export const attribute = 'laurel'

/** What Shopify tells us. */
export const topics = [
  'ORDERS_FULFILLED',
  'FULFILLMENTS_CREATE',
  'FULFILLMENTS_UPDATE',
  'FULFILLMENT_EVENTS_CREATE',
  'ORDERS_CANCELLED',
  'RETURNS_CLOSE',
]

/** The number at the end of a global id. It is text all the way: numbers above 2^53 would name another order. */
export const idIn = (globalId: string): string => globalId.slice(globalId.lastIndexOf('/') + 1)
const orderId = (number: string) => `gid://shopify/Order/${number}`

const draft = 'id tags order { id }'
const findDrafts = `query Drafts($query: String!) {
  tagged: draftOrders(first: 10, query: $query) { nodes { ${draft} } }
  newest: draftOrders(first: 50, sortKey: ID, reverse: true) { nodes { ${draft} } }
}`

/**
 * The drafts under our id, the oldest first, but one that became an order before all. The index behind a search lags behind by moments, so
 * the newest drafts are read without it, too.
 */
export async function draftsOf(vendor: Vendor, externalId: string): Promise<Said<Draft[]>> {
  const said = await ask<{ tagged: { nodes: Draft[] }; newest: { nodes: Draft[] } }>(vendor, findDrafts, { query: `tag:'${externalId}'` })
  if (said.kind !== 'said') return said
  const ours = [...said.data.tagged.nodes, ...said.data.newest.nodes].filter((one) => one.tags.includes(externalId))
  const each = [...new Map(ours.map((one) => [one.id, one])).values()]
  const age = (one: Draft): bigint => BigInt(idIn(one.id))
  return { kind: 'said', data: each.sort((a, b) => Number(b.order !== null) - Number(a.order !== null) || (age(a) < age(b) ? -1 : 1)) }
}

/** Keeps a draft that costs nothing, under our id. A draft is no order yet: nobody packs it. */
export async function createDraft(vendor: Vendor, { externalId, order, item, address, settings }: HandOver): Promise<Said<string>> {
  const [lastName = '', ...first] = (address?.name ?? '').trim().split(/\s+/).reverse()
  const input = {
    tags: [attribute, externalId],
    customAttributes: [{ key: attribute, value: externalId }],
    note: [`Reward, order ${order}: ${item.title}${item.choice ? ` (${item.choice})` : ''}.`, settings.note].filter(Boolean).join('\n'),
    taxExempt: true,
    appliedDiscount: { title: 'Reward', value: 100, valueType: 'PERCENTAGE' },
    lineItems: [{ variantId: `gid://shopify/ProductVariant/${item.sku}`, quantity: item.quantity }],
    shippingAddress: {
      firstName: first.reverse().join(' '),
      lastName,
      address1: address?.lineOne ?? '',
      address2: address?.lineTwo ?? '',
      city: address?.city ?? '',
      ...(address?.region ? { provinceCode: address.region } : {}),
      countryCode: address?.country ?? '',
      zip: address?.postcode ?? '',
      ...(address?.phone ? { phone: address.phone } : {}),
    },
  }
  const said = await ask<{ draftOrderCreate: { draftOrder: { id: string } | null; userErrors: UserError[] } }>(
    vendor,
    'mutation Draft($input: DraftOrderInput!) { draftOrderCreate(input: $input) { draftOrder { id } userErrors { field message } } }',
    { input },
  )
  if (said.kind !== 'said') return said
  const { draftOrder, userErrors } = said.data.draftOrderCreate
  return draftOrder ? { kind: 'said', data: draftOrder.id } : refused(userErrors)
}

/** Makes an order of a draft, which Shopify does once; the second time it says so. Answers the order's global id. */
export async function completeDraft(vendor: Vendor, id: string): Promise<Said<string | null>> {
  const said = await ask<{ draftOrderComplete: { draftOrder: Draft | null; userErrors: UserError[] } }>(
    vendor,
    'mutation Complete($id: ID!) { draftOrderComplete(id: $id) { draftOrder { id order { id } } userErrors { field message } } }',
    { id },
  )
  if (said.kind !== 'said') return said
  const { draftOrder, userErrors } = said.data.draftOrderComplete
  const made = draftOrder?.order?.id ?? null
  return made === null && userErrors.length > 0 ? refused(userErrors) : { kind: 'said', data: made }
}

/** Takes away a draft that never became an order. */
export async function stopDraft(vendor: Vendor, id: string): Promise<Said<unknown>> {
  return ask(
    vendor,
    'mutation Delete($input: DraftOrderDeleteInput!) { draftOrderDelete(input: $input) { deletedId userErrors { field message } } }',
    {
      input: { id },
    },
  )
}

/** How an order stands; null where there is none of that number. */
export async function orderNow(
  vendor: Vendor,
  number: string,
): Promise<Said<{ cancelledAt: string | null; displayFulfillmentStatus: string } | null>> {
  const said = await ask<{ order: { cancelledAt: string | null; displayFulfillmentStatus: string } | null }>(
    vendor,
    'query Order($id: ID!) { order(id: $id) { cancelledAt displayFulfillmentStatus } }',
    { id: orderId(number) },
  )
  return said.kind === 'said' ? { kind: 'said', data: said.data.order } : said
}

const cancelOrder = `mutation Cancel($orderId: ID!, $refundMethod: OrderCancelRefundMethodInput!, $restock: Boolean!, $reason: OrderCancelReason!) {
  orderCancel(orderId: $orderId, refundMethod: $refundMethod, restock: $restock, reason: $reason, notifyCustomer: false) {
    job { id }
    orderCancelUserErrors { field message code }
  }
}`

/** Asks Shopify to cancel an order and to put the thing back on its shelf. It does that in a job, a moment later. */
export async function stopOrder(vendor: Vendor, number: string): Promise<Said<null>> {
  const said = await ask<{ orderCancel: { job: unknown; orderCancelUserErrors: UserError[] } }>(vendor, cancelOrder, {
    orderId: orderId(number),
    refundMethod: { originalPaymentMethodsRefund: true },
    restock: true,
    reason: 'OTHER',
  })
  if (said.kind !== 'said') return said
  const { orderCancelUserErrors: errors } = said.data.orderCancel
  return errors.length > 0 ? refused(errors) : { kind: 'said', data: null }
}

/** Has Shopify send one kind of message to an address; asking twice changes nothing. */
export async function subscribe(vendor: Vendor, topic: string, uri: string): Promise<Said<null>> {
  const said = await ask<{ webhookSubscriptionCreate: { userErrors: UserError[] } }>(
    vendor,
    `mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) { userErrors { field message } }
    }`,
    { topic, webhookSubscription: { uri, format: 'JSON' } },
  )
  if (said.kind !== 'said') return said
  const errors = said.data.webhookSubscriptionCreate.userErrors.filter(({ message }) => !/already been taken/i.test(message))
  return errors.length > 0 ? refused(errors) : { kind: 'said', data: null }
}

const refused = (errors: readonly UserError[]): { kind: 'refused'; why: string } => ({
  kind: 'refused',
  why: `Shopify said: ${cleanText(errors.map((one) => one.message).join(' ') || 'no, without a reason.').slice(0, 200)}`,
})
