// Vendors as their documentation describes them, on this machine: Printful, Shopify, Tremendous, and a system that takes Standard Webhooks.
import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { Webhook } from 'standardwebhooks'
import type { Reach } from '#app/contract/fulfiller.ts'
import { shopifySpeech } from '#tests/support/shopify-peer.ts'

export type Mood = 'well' | 'fault' | 'lost_answer' | 'refuses'
export type Made = { id: number; externalId: string; state: 'pending' | 'shipped' | 'cancelled'; body: Record<string, unknown> }
export type Answer = { status: number; body: unknown }
export type Called = { method: string; path: string; headers: IncomingMessage['headers']; raw: string; json: Record<string, unknown> }

/** One vendor: how it answers, what it made, and how it tells what became of it. */
export type VendorPeer = {
  id: string
  access: Record<string, string>
  settings: Record<string, string>
  orders: Made[]
  /** How the next requests are answered, the first first; then well. `lost_answer`: it is taken, and the connection breaks. */
  moods: Mood[]
  calls: Called[]
  reach: Reach
  /** A signed message, as it would come to the hub. */
  message(about: Made, event: 'shipped' | 'delivered' | 'returned' | 'cancelled', parcel?: string): { headers: Record<string, string>; body: Buffer }
  close(): Promise<void>
}

export type Speech = Pick<VendorPeer, 'id' | 'access' | 'settings' | 'message'> & {
  /** True where a call only looks: no mood meets it. */
  looks?(call: Called): boolean
  /** True where the vendor does not mind our id, and makes whatever it is asked for. */
  forgetful?: true
  /** The external id of a request for an order; null where it is something else. */
  ordered(call: Called): string | null
  cancelled(call: Called, orders: Made[]): Made | null | undefined
  took(order: Made, again: boolean): Answer
  stopped(order: Made | null): Answer
  other(call: Called, orders: Made[]): Answer
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
const hex = (key: string | Buffer, body: Buffer): string => createHmac('sha256', key).update(body).digest('hex')

function printfulSpeech(): Speech {
  const key = randomBytes(16).toString('hex')
  const events = { shipped: 'package_shipped', delivered: 'shipment_delivered', returned: 'package_returned', cancelled: 'order_canceled' }
  return {
    id: 'printful',
    access: { api_key: 'pf-key', webhook: key },
    settings: {},
    ordered: ({ method, path, json }) => (method === 'POST' && path.startsWith('/orders?confirm=1') ? String(json.external_id) : null),
    cancelled: ({ method, path }, orders) =>
      method === 'DELETE' ? (orders.find((one) => path === `/orders/@${one.externalId}`) ?? null) : undefined,
    took: (order, again) =>
      again
        ? {
            status: 400,
            body: { code: 400, result: 'Order with this External ID already exists', error: { reason: 'BadRequest', api_error_code: 'OR-13' } },
          }
        : { status: 200, body: { code: 200, result: { id: order.id, external_id: order.externalId, status: 'pending' } } },
    stopped: (order) => {
      if (!order) return { status: 404, body: { code: 404, result: 'Not found' } }
      if (order.state === 'shipped') return { status: 400, body: { code: 400, result: 'This order can not be canceled' } }
      return { status: 200, body: { code: 200, result: { id: order.id, status: 'canceled' } } }
    },
    other: ({ path }, orders) => {
      if (path === '/v2/webhooks') return { status: 200, body: { data: { default_url: '', secret_key: key } } }
      const known = orders.find((one) => path === `/orders/@${one.externalId}`)
      return known
        ? { status: 200, body: { code: 200, result: { id: known.id } } }
        : { status: path.startsWith('/orders?') ? 200 : 404, body: { code: 200, result: [] } }
    },
    message(about, event, parcel) {
      const shipment = parcel
        ? { id: Number(parcel), carrier: 'DHL', tracking_number: `00${parcel}`, tracking_url: `https://dhl.test/${parcel}`, reshipment: false }
        : null
      const data = {
        order: { id: about.id, external_id: about.externalId },
        ...(shipment ? { shipment } : {}),
        ...(event === 'returned' ? { reason: 'Nobody was there' } : {}),
      }
      const body = json({ type: events[event], created: 1_795_000_000, retries: 0, store: 12, data })
      return { headers: { 'x-pf-webhook-signature': hex(Buffer.from(key, 'hex'), body) }, body }
    },
  }
}

function tremendousSpeech(): Speech {
  const events = {
    shipped: 'ORDERS.APPROVED',
    delivered: 'REWARDS.DELIVERY.SUCCEEDED',
    returned: 'REWARDS.DELIVERY.FAILED',
    cancelled: 'ORDERS.CANCELED',
  }
  const view = (order: Made) => ({ id: `ORD${order.id}`, external_id: order.externalId, status: 'EXECUTED', rewards: [{ id: `REW${order.id}` }] })
  return {
    id: 'tremendous',
    access: { api_key: 'TEST_key', webhook: 'a-private-key' },
    settings: { campaign: 'CAMP1', amount: '25', currency: 'EUR' },
    ordered: ({ method, path, json }) => (method === 'POST' && path === '/api/v2/orders' ? String(json.external_id) : null),
    cancelled: ({ method, path }, orders) =>
      method === 'POST' && path.endsWith('/cancel') ? (orders.find((one) => path === `/api/v2/rewards/REW${one.id}/cancel`) ?? null) : undefined,
    took: (order) => ({ status: 201, body: { order: view(order) } }),
    stopped: (order) => {
      if (!order) return { status: 404, body: { errors: { message: 'Not found' } } }
      if (order.state === 'shipped') return { status: 422, body: { errors: { message: 'Reward cannot be canceled' } } }
      return { status: 200, body: { reward: { id: `REW${order.id}` } } }
    },
    other: ({ path }, orders) => {
      if (path === '/api/v2/webhooks') return { status: 200, body: { webhook: { id: 'W1', private_key: 'a-private-key' } } }
      if (path === '/api/v2/funding_sources') return { status: 200, body: { funding_sources: [] } }
      return { status: 200, body: { orders: orders.filter((one) => path.endsWith(one.externalId)).map(view) } }
    },
    message(about, event) {
      const order = event === 'cancelled'
      const resource = order ? { id: `ORD${about.id}`, type: 'orders' } : { id: `REW${about.id}`, type: 'rewards' }
      const body = json({
        event: events[event],
        uuid: `u-${about.id}-${event}`,
        created_utc: '2026-11-22T10:00:00Z',
        payload: { resource, meta: {} },
      })
      return { headers: { 'tremendous-webhook-signature': `sha256=${hex('a-private-key', body)}` }, body }
    },
  }
}

function ownSpeech(): Speech {
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const proven = ({ headers, raw }: Called): boolean => {
    const at = new Date(Number(headers['webhook-timestamp']) * 1000)
    return headers['webhook-signature'] === new Webhook(secret).sign(String(headers['webhook-id']), at, raw)
  }
  return {
    id: 'webhook-out',
    access: { url: 'https://warehouse.test/orders', secret },
    settings: {},
    ordered: (call) => (proven(call) && call.json.type === 'order.requested' ? String(call.headers['webhook-id']) : null),
    cancelled: (call, orders) =>
      call.json.type === 'order.cancelled'
        ? (orders.find((one) => one.externalId === (call.json.data as { externalId: string }).externalId) ?? null)
        : undefined,
    took: (order, again) => (again ? { status: 409, body: { reference: `W${order.id}` } } : { status: 202, body: { reference: `W${order.id}` } }),
    stopped: (order) =>
      order === null ? { status: 404, body: {} } : order.state === 'shipped' ? { status: 422, body: {} } : { status: 200, body: {} },
    other: () => ({ status: 200, body: {} }),
    message(about, event, parcel) {
      const sent = { id: parcel ?? '1', carrier: 'DHL', number: `00${parcel}`, url: `https://dhl.test/${parcel}` }
      const body = json({
        type: `order.${event}`,
        timestamp: '2026-11-22T10:00:00Z',
        data: { externalId: about.externalId, ...(parcel ? { parcel: sent } : {}) },
      })
      const at = new Date()
      const id = `msg-${about.id}-${event}-${parcel}`
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      }
      return { headers, body }
    },
  }
}

/** Starts every vendor. The hub reaches them over real connections, whatever address it asks. */
export async function openVendors(): Promise<VendorPeer[]> {
  return Promise.all([printfulSpeech(), shopifySpeech(), tremendousSpeech(), ownSpeech()].map(open))
}

async function open(speech: Speech): Promise<VendorPeer> {
  const orders: Made[] = []
  const moods: Mood[] = []
  const calls: Called[] = []
  const answer = (call: Called): Answer | 'cut' => {
    const mood = speech.looks?.(call) ? 'well' : (moods.shift() ?? 'well')
    if (mood === 'fault') return { status: 500, body: { error: 'Out of order' } }
    if (mood === 'refuses') return { status: 422, body: { error: 'This cannot be made' } }
    const externalId = speech.ordered(call)
    if (externalId === null) {
      const about = speech.cancelled(call, orders)
      if (about === undefined) {
        const said = speech.other(call, orders)
        return mood === 'lost_answer' ? 'cut' : said
      }
      const said = speech.stopped(about)
      if (about?.state === 'pending' && said.status === 200) about.state = 'cancelled'
      return mood === 'lost_answer' ? 'cut' : said
    }
    const before = speech.forgetful ? undefined : orders.find((one) => one.externalId === externalId)
    const order = before ?? { id: 1000 + orders.length, externalId, state: 'pending' as const, body: call.json }
    if (!before) orders.push(order)
    return mood === 'lost_answer' ? 'cut' : speech.took(order, Boolean(before))
  }
  const server = createServer((request, response) => {
    let raw = ''
    request.on('data', (chunk: Buffer) => (raw += chunk.toString()))
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        raw,
        json: raw ? (JSON.parse(raw) as Record<string, unknown>) : {},
      }
      calls.push(call)
      const said = answer(call)
      if (said === 'cut') return request.socket.destroy()
      response.writeHead(said.status, { 'content-type': 'application/json' }).end(JSON.stringify(said.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const reach: Reach = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const said = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers, ...(body === undefined ? {} : { body }) })
    return { status: said.status, headers: Object.fromEntries(said.headers), text: await said.text() }
  }
  const close = () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve())))
  return { id: speech.id, access: speech.access, settings: speech.settings, message: speech.message, orders, moods, calls, reach, close }
}
