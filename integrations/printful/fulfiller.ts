import type { Fulfiller, HandOver, Vendor } from '#app/contract/fulfiller.ts'
import { type SignatureScheme, verifySignature } from '#integrations/kit/signature.ts'
import { askVendor, bearer, faultIn, isPassing } from '#integrations/kit/vendor.ts'
import { answered, duplicate, readMessage, webhookMade } from './messages.ts'

const api = 'https://api.printful.com'

/** The hook's key is written in hex and must be decoded before it is used. */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-pf-webhook-signature',
  prefix: '',
  encoding: 'hex',
  signed: '{body}',
  secret: 'hex',
}

const keyOf = ({ access }: Vendor): string => access.api_key ?? ''
const ask = (vendor: Vendor, method: string, path: string, json?: unknown) => askVendor(vendor, bearer(keyOf(vendor)), method, `${api}${path}`, json)

/** An order as Printful takes it. The SKU of the choice is the variant of the Printful store: its number, or the external id given to it there. */
function orderOf({ externalId, item, address, settings }: HandOver) {
  const variant = /^\d+$/.test(item.sku) ? { sync_variant_id: Number(item.sku) } : { external_variant_id: item.sku }
  return {
    external_id: externalId,
    ...(settings.shipping ? { shipping: settings.shipping } : {}),
    recipient: {
      name: address?.name ?? '',
      address1: address?.lineOne ?? '',
      address2: address?.lineTwo ?? '',
      city: address?.city ?? '',
      state_code: address?.region ?? '',
      country_code: address?.country ?? '',
      zip: address?.postcode ?? '',
      phone: address?.phone ?? '',
    },
    items: [{ ...variant, quantity: item.quantity }],
  }
}

export const printful: Fulfiller = {
  id: 'printful',
  title: 'Printful',
  about: 'Prints shirts, mugs and posters one at a time and sends them to your members from the nearest of its houses.',
  access: [
    {
      name: 'api_key',
      label: 'Private token',
      hint: 'From developers.printful.com, for one store, with the rights to orders and webhooks.',
      secret: true,
    },
    { name: 'webhook', label: 'Key of its messages', hint: 'Comes by itself in the last step.', secret: true, optional: true },
  ],
  settings: [{ name: 'shipping', label: 'Way of sending', hint: 'STANDARD when empty; for example PRINTFUL_FAST.' }],
  needs: ['address', 'name'],
  setup: {
    docs: 'https://developers.printful.com/docs/',
    steps: [
      'In Printful, open Stores and choose the store for your rewards; one of the kind “Manual order platform / API” is right.',
      'Add your products there. Every size and color gets a number, the sync variant.',
      'On developers.printful.com, make a private token for that store with the rights to view and manage orders and webhooks, and paste it here.',
      'In the editor of each reward, choose Printful as the one who hands it out, and write the number of the sync variant into the SKU of each choice.',
      'Press “Have it tell us”: Printful learns this hub’s address and gives back the key that proves its messages.',
    ],
  },

  async handOver(order, vendor) {
    if (order.item.sku === '') return { kind: 'refused', why: 'The choice has no SKU. Write the number of its Printful sync variant there.' }
    const made = await ask(vendor, 'POST', '/orders?confirm=1', orderOf(order))
    const id = answered(made.value)
    if (made.status === 200 && id) return { kind: 'taken', reference: id }
    if (made.status === 400 && duplicate(made.value)) {
      // It has an order under our id already: an earlier try was taken though its answer was lost.
      const known = await ask(vendor, 'GET', `/orders/@${order.externalId}`)
      const before = answered(known.value)
      return before ? { kind: 'taken', reference: before } : { kind: 'again', why: faultIn('Printful', known) }
    }
    const why = faultIn('Printful', made)
    return isPassing(made.status) || made.status === 200 ? { kind: 'again', why, afterSeconds: made.afterSeconds } : { kind: 'refused', why }
  },

  async cancel({ externalId }, vendor) {
    const stopped = await ask(vendor, 'DELETE', `/orders/@${externalId}`)
    if (stopped.status === 200 || stopped.status === 404) return { kind: 'cancelled' }
    const why = faultIn('Printful', stopped)
    return isPassing(stopped.status) ? { kind: 'again', why } : { kind: 'too_late', why }
  },

  async test(vendor) {
    const seen = await ask(vendor, 'GET', '/orders?limit=1')
    if (seen.status === 200) return { well: true, words: 'Printful knows this token and lets it see the orders of its store. Nothing was ordered.' }
    if (seen.status === 401 || seen.status === 403)
      return { well: false, words: 'Printful does not take this token. Make a new one with the rights to orders and webhooks.' }
    return { well: false, words: faultIn('Printful', seen) }
  },

  async connect(url, vendor) {
    const types = ['shipment_sent', 'shipment_delivered', 'shipment_returned', 'order_canceled', 'order_failed']
    const made = await ask(vendor, 'POST', '/v2/webhooks', { default_url: url, events: types.map((type) => ({ type })) })
    const key = webhookMade(made.value)
    return key ? { access: { webhook: key } } : { fault: faultIn('Printful', made) }
  },

  verify: (delivery, access) => verifySignature(scheme, delivery, access.webhook ? [access.webhook] : []),
  read: (delivery) => readMessage(delivery.body, delivery.receivedAt),
}
