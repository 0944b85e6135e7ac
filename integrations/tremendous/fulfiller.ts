import type { Fulfiller, HandOver, Vendor } from '#app/contract/fulfiller.ts'
import { type SignatureScheme, verifySignature } from '#integrations/kit/signature.ts'
import { askVendor, bearer, faultIn, isPassing } from '#integrations/kit/vendor.ts'
import { ordersIn, orderIn, readMessage, webhookMade } from './messages.ts'

const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'tremendous-webhook-signature',
  prefix: 'sha256=',
  encoding: 'hex',
  signed: '{body}',
  secret: 'text',
}

const keyOf = ({ access }: Vendor): string => access.api_key ?? ''
/** Keys of the sandbox begin with TEST_ and are known there alone. */
const apiOf = (vendor: Vendor): string => `https://${keyOf(vendor).startsWith('TEST_') ? 'testflight' : 'www'}.tremendous.com/api/v2`
const ask = (vendor: Vendor, method: string, path: string, json?: unknown) =>
  askVendor(vendor, bearer(keyOf(vendor)), method, `${apiOf(vendor)}${path}`, json)

function orderOf({ externalId, item, settings, email, name }: HandOver) {
  return {
    external_id: externalId,
    payment: { funding_source_id: settings.funding_source || 'BALANCE' },
    reward: {
      value: { denomination: Number(settings.amount) || item.value / 100, currency_code: settings.currency || item.unit },
      campaign_id: settings.campaign,
      recipient: { name: name ?? '', email: email ?? '' },
      delivery: { method: 'EMAIL' },
    },
  }
}

export const tremendous: Fulfiller = {
  id: 'tremendous',
  title: 'Tremendous',
  about: 'Sends gift cards, transfers and donations by mail. The member chooses among what your campaign offers.',
  access: [
    { name: 'api_key', label: 'API key', hint: 'From Team settings, Developers. A key that begins with TEST_ belongs to the sandbox.', secret: true },
    { name: 'webhook', label: 'Key of its messages', hint: 'Comes by itself in the last step.', secret: true, optional: true },
  ],
  settings: [
    { name: 'campaign', label: 'Campaign', hint: 'Its id: it says what the member can choose from.', required: true },
    { name: 'amount', label: 'Amount', hint: 'For example 25. Empty: the tax value.' },
    { name: 'currency', label: 'Currency', hint: 'Three letters. Empty: the store’s.' },
    { name: 'funding_source', label: 'Paid from', hint: 'Id of a funding source. Empty: your balance there.' },
  ],
  needs: ['email', 'name'],
  setup: {
    docs: 'https://developers.tremendous.com/',
    steps: [
      'In Tremendous, open Team settings, Developers, and make an API key. Begin in the sandbox: its keys begin with TEST_ and cost nothing.',
      'Put money on your balance, or add a funding source.',
      'Make a campaign with the gift cards your members may choose from, and copy its id.',
      'Paste the key here. In the editor of each reward, choose Tremendous as the one who hands it out, and write the campaign and the amount.',
      'Press “Have it tell us”: Tremendous learns this hub’s address and gives back the key that proves its messages.',
    ],
  },

  async handOver(order, vendor) {
    if (!order.email) return { kind: 'refused', why: 'The member has no mail address, and gift cards come by mail.' }
    const made = await ask(vendor, 'POST', '/orders', orderOf(order))
    const reference = orderIn(made.value)
    // An order under a known external id is answered with the first one: 201 in one place of the documentation, 200 in another.
    if ((made.status === 200 || made.status === 201) && reference) return { kind: 'taken', reference }
    const why = faultIn('Tremendous', made)
    return isPassing(made.status) || made.status < 300 ? { kind: 'again', why, afterSeconds: made.afterSeconds } : { kind: 'refused', why }
  },

  async cancel({ reference, externalId }, vendor) {
    const known = reference ?? ordersIn((await ask(vendor, 'GET', `/orders?external_id=${encodeURIComponent(externalId)}`)).value)
    const reward = known?.split('/')[1]
    if (!reward) return known === null ? { kind: 'cancelled' } : { kind: 'again', why: 'Tremendous did not say whether it has the order.' }
    const stopped = await ask(vendor, 'POST', `/rewards/${encodeURIComponent(reward)}/cancel`)
    if (stopped.status === 200 || stopped.status === 404) return { kind: 'cancelled' }
    const why = faultIn('Tremendous', stopped)
    return isPassing(stopped.status) ? { kind: 'again', why } : { kind: 'too_late', why }
  },

  async test(vendor) {
    const seen = await ask(vendor, 'GET', '/funding_sources')
    const where = apiOf(vendor).includes('testflight') ? ' It is a key of the sandbox: nothing that is sent is real.' : ''
    if (seen.status === 200) return { well: true, words: `Tremendous knows this key.${where} Nothing was ordered.` }
    if (seen.status === 401 || seen.status === 403) return { well: false, words: 'Tremendous does not take this key. Make a new one.' }
    return { well: false, words: faultIn('Tremendous', seen) }
  },

  async connect(url, vendor) {
    const made = await ask(vendor, 'POST', '/webhooks', { url })
    const key = webhookMade(made.value)
    return key ? { access: { webhook: key } } : { fault: faultIn('Tremendous', made) }
  },

  verify: (delivery, access) => verifySignature(scheme, delivery, access.webhook ? [access.webhook] : []),
  read: (delivery) => readMessage(delivery.body, delivery.receivedAt),
}
