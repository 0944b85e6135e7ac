// Shopify as its documentation describes it: tokens for a day, drafts that do not mind how often they are made, orders, and messages with numbers above 2^53.
import { createHmac } from 'node:crypto'
import type { Answer, Called, Made, Speech } from '#tests/support/vendors.ts'

const secret = 'shopify-secret'
const scopes = ['write_draft_orders', 'write_orders', 'read_fulfillments', 'read_returns']
/** The number of an order there. */
export const numberOf = (order: Pick<Made, 'id'>): string => `900719925474${order.id}`
const draftId = (order: Made) => `gid://shopify/DraftOrder/${order.id}`
const orderGid = (order: Made) => `gid://shopify/Order/${numberOf(order)}`

type Draft = { tags: string[] }
type Variables = { id?: string; orderId?: string; input?: Draft & { id?: string }; query?: string }
const variables = (call: Called) => (call.json.variables ?? {}) as Variables
const said = (data: unknown): Answer => ({ status: 200, body: { data } })
const does = ({ json }: Called, what: string): boolean => String(json.query ?? '').includes(what)

/** Shopify, with one shop. */
export function shopifySpeech(): Speech {
  const completed = new Set<Made>()
  const view = (order: Made) => ({
    id: draftId(order),
    tags: (order.body.variables as Variables).input?.tags,
    order: completed.has(order) ? { id: orderGid(order) } : null,
  })
  const drafts = (orders: Made[], query: string): Answer => {
    const tag = /^tag:'(.*)'$/.exec(query)?.[1]
    // The index of the search lags behind: the newest draft is not in it yet.
    const indexed = orders.slice(0, -1).filter((one) => one.externalId === tag)
    return said({ tagged: { nodes: indexed.map(view) }, newest: { nodes: [...orders].reverse().map(view) } })
  }
  const change = (call: Called, orders: Made[]): Answer => {
    if (does(call, 'draftOrderComplete')) {
      const draft = orders.find((one) => draftId(one) === variables(call).id)
      if (!draft || completed.has(draft))
        return said({ draftOrderComplete: { draftOrder: null, userErrors: [{ field: ['id'], message: 'This order has been paid' }] } })
      completed.add(draft)
      return said({ draftOrderComplete: { draftOrder: view(draft), userErrors: [] } })
    }
    if (does(call, 'draftOrderDelete')) {
      const at = orders.findIndex((one) => draftId(one) === variables(call).input?.id)
      if (at >= 0) orders.splice(at, 1)
      return said({ draftOrderDelete: { deletedId: variables(call).input?.id, userErrors: [] } })
    }
    return said({ webhookSubscriptionCreate: { userErrors: [{ field: ['address'], message: 'Address for this topic has already been taken' }] } })
  }
  return {
    id: 'shopify',
    access: { shop: 'laurel-swag.myshopify.com', client_id: 'an-id', client_secret: secret },
    settings: { note: 'Put a card in.' },
    forgetful: true,
    looks: (call) => call.path === '/admin/oauth/access_token' || does(call, 'query '),
    ordered: (call) => (does(call, 'draftOrderCreate') ? (variables(call).input?.tags.find((tag) => tag !== 'laurel') ?? '') : null),
    cancelled: (call, orders) => (does(call, 'orderCancel') ? (orders.find((one) => orderGid(one) === variables(call).orderId) ?? null) : undefined),
    took: (order) => said({ draftOrderCreate: { draftOrder: { id: draftId(order) }, userErrors: [] } }),
    stopped: () => said({ orderCancel: { job: { id: 'gid://shopify/Job/1' }, orderCancelUserErrors: [] } }),
    other(call, orders) {
      if (call.path === '/admin/oauth/access_token') {
        const known = call.json.client_id === 'an-id' && call.json.client_secret === secret
        return known
          ? { status: 200, body: { access_token: 'shpat_day', scope: scopes.join(), expires_in: 86_399 } }
          : { status: 400, body: { error: 'invalid_request' } }
      }
      if (call.headers['x-shopify-access-token'] !== 'shpat_day') return { status: 401, body: { errors: 'Invalid API key or access token' } }
      if (does(call, 'draftOrders(')) return drafts(orders, variables(call).query ?? '')
      if (does(call, 'currentAppInstallation'))
        return said({ shop: { name: 'Laurel swag' }, currentAppInstallation: { accessScopes: scopes.map((handle) => ({ handle })) } })
      if (!does(call, 'query Order')) return change(call, orders)
      const order = orders.find((one) => orderGid(one) === variables(call).id)
      const displayFulfillmentStatus = order?.state === 'shipped' ? 'FULFILLED' : 'UNFULFILLED'
      return said({ order: order ? { cancelledAt: order.state === 'cancelled' ? '2026-11-22T10:00:00Z' : null, displayFulfillmentStatus } : null })
    },
    message(about, event, parcel) {
      const number = `@${numberOf(about)}`
      const at = '2026-11-22T10:00:00-05:00'
      const bodies = {
        shipped: {
          ...{ id: Number(parcel), order_id: number, status: 'success', shipment_status: null, created_at: at, updated_at: at },
          ...{
            tracking_company: 'DHL',
            tracking_number: `00${parcel}`,
            tracking_numbers: [`00${parcel}`],
            tracking_url: `https://dhl.test/${parcel}`,
          },
        },
        delivered: { id: 5, fulfillment_id: Number(parcel ?? 1), order_id: number, status: 'delivered', happened_at: at },
        returned: { id: 6, admin_graphql_api_id: 'gid://shopify/Return/6', status: 'closed', order: { id: number } },
        cancelled: {
          ...{ id: number, financial_status: 'voided', cancelled_at: at, fulfillments: [], line_items: [] },
          note_attributes: [{ name: 'laurel', value: about.externalId }],
        },
      }
      const body = Buffer.from(JSON.stringify(bodies[event]).replace(/"@(\d+)"/g, '$1'))
      return { headers: { 'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64') }, body }
    },
  }
}
