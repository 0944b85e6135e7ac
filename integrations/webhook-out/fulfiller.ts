import { Webhook } from 'standardwebhooks'
import type { Fulfiller, Vendor } from '#app/contract/fulfiller.ts'
import { faultIn, isPassing } from '#integrations/kit/vendor.ts'
import { answerIn, readMessage } from './messages.ts'

/** Posts a signed event, as Standard Webhooks asks: id, time and body are under the signature. The same id again is the same event. */
async function post({ access, reach, now }: Vendor, id: string, type: string, content: object): Promise<{ status: number; value: unknown }> {
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data: content })
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(access.secret ?? '').sign(id, now, body),
  }
  const answer = await reach(access.url ?? '', { method: 'POST', headers, body })
  return { status: answer.status, value: answerIn(answer.text) }
}

/** The ids under which the hub sends: its own of orders, those with a stop behind, and tests. */
const ownIds = /^(?:laurel-|test-)|-stop$/

export const webhookOut: Fulfiller = {
  id: 'webhook-out',
  title: 'Your own system',
  about: 'Sends every order as a signed message to an address of yours: a warehouse, a shop system, a small script.',
  access: [
    { name: 'url', label: 'Address', hint: 'It gets every order, as a POST. Begins with https://' },
    { name: 'secret', label: 'Secret', hint: 'Begins with whsec_. Left empty, the hub makes one and shows it once.', secret: true, optional: true },
  ],
  settings: [],
  needs: ['address', 'email', 'name'],
  setup: {
    docs: 'https://www.standardwebhooks.com/',
    steps: [
      'Write the address of your system here and save. The hub makes a secret and shows it once: copy it into your system.',
      'Your system checks webhook-id, webhook-timestamp and webhook-signature with any library for Standard Webhooks.',
      'It takes an order.requested once for each webhook-id (a retry repeats it) and answers 2xx; 409 says that it has it already; order.cancelled asks it to stop.',
      'In the editor of each reward, choose “Your own system” as the one who hands it out.',
      'To move an order on, your system posts order.shipped, order.delivered, order.returned, order.cancelled or order.failed to {url}, signed with the same secret, under ids of its own (msg-…).',
    ],
  },

  async handOver({ externalId, order, item, address, email, name }, vendor) {
    const content = { externalId, order, item, recipient: { name, email, address } }
    const { status, value } = await post(vendor, externalId, 'order.requested', content)
    const said = value as { reference?: string; done?: boolean } | undefined
    if ((status >= 200 && status <= 299) || status === 409)
      return { kind: 'taken', reference: said?.reference ?? externalId, ...(said?.done ? { done: true } : {}) }
    const why = faultIn('Your system', { status, value })
    return isPassing(status) ? { kind: 'again', why } : { kind: 'refused', why }
  },

  async cancel({ externalId }, vendor) {
    const { status, value } = await post(vendor, `${externalId}-stop`, 'order.cancelled', { externalId })
    if ((status >= 200 && status <= 299) || status === 404 || status === 410) return { kind: 'cancelled' }
    const why = faultIn('Your system', { status, value })
    return isPassing(status) ? { kind: 'again', why } : { kind: 'too_late', why }
  },

  async test(vendor) {
    const { status, value } = await post(vendor, `test-${vendor.now.getTime()}`, 'test', { words: 'A test from the hub. Nothing was ordered.' })
    if (status >= 200 && status <= 299) return { well: true, words: `Your system took the test and answered ${status}.` }
    return { well: false, words: `${faultIn('Your system', { status, value })}. A test is an event like the others, of the type “test”: answer 2xx.` }
  },

  // Both ways have one secret: what the hub sent itself proves nothing when it comes back.
  verify({ headers, body }, access) {
    if (ownIds.test(headers['webhook-id'] ?? '')) return false
    try {
      new Webhook(access.secret ?? '').verify(Buffer.from(body), { ...headers })
      return true
    } catch {
      return false
    }
  },
  read: (delivery) => readMessage(delivery.body, delivery.receivedAt),
}
