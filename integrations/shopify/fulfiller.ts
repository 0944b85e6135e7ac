import type { Fulfiller, Tested } from '#app/contract/fulfiller.ts'
import { verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { ask, type Said, scopesWanted } from './admin.ts'
import { completeDraft, createDraft, draftsOf, idIn, orderNow, stopDraft, stopOrder, subscribe, topics } from './orders.ts'
import { readMessage } from './tidings.ts'

/** https://shopify.dev/docs/apps/build/webhooks/verify-deliveries: the app's client secret signs the raw body. */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-shopify-hmac-sha256',
  prefix: '',
  encoding: 'base64',
  signed: '{body}',
  secret: 'text',
}

/** A Shopify shop hands it out: each reward becomes an order there that costs nothing. */
export const shopifyOrders: Fulfiller = {
  id: 'shopify',
  title: 'Shopify',
  about: 'Puts each reward into your Shopify shop as an order that costs nothing. Your shop packs and sends it like any other.',
  access: [
    { name: 'shop', label: 'Shop', hint: 'Its address at Shopify, for example laurel-swag.myshopify.com' },
    {
      name: 'client_id',
      label: 'Client ID',
      hint: 'Of your app in the Dev Dashboard. An older app of the shop’s own has an access token in its place; it begins with shpat_',
      secret: true,
    },
    { name: 'client_secret', label: 'Client secret', hint: 'Of the same app. It proves Shopify’s messages, too.', secret: true },
  ],
  settings: [{ name: 'note', label: 'Note for the packer', hint: 'Stands on every order of this reward, for example: Put a thank-you card in.' }],
  needs: ['address', 'name'],
  setup: {
    docs: 'https://shopify.dev/docs/apps/build/dev-dashboard',
    steps: [
      `On dev.shopify.com, make an app for your own shop with the rights ${scopesWanted.join(', ')}, and install it in the shop.`,
      'Copy its Client ID and Client secret from Settings, write them and the address of your shop here, and save.',
      'Press “Send a test”: Shopify says whether it knows the app and whether a right is missing. Nothing is ordered.',
      'In the editor of each reward, choose Shopify as the one who hands it out. The SKU of each choice is the number of the Shopify variant: the last part of the address when you open the variant there.',
      'Press “Have it tell us”: Shopify sends tracking, deliveries, returns and cancellations to {url} from then on.',
    ],
  },

  async handOver(order, vendor) {
    if (!/^\d+$/.test(order.item.sku))
      return { kind: 'refused', why: 'The SKU of the choice is not the number of a Shopify variant. Write that number there.' }
    const before = await draftsOf(vendor, order.externalId)
    if (before.kind !== 'said') return before
    if (before.data.length === 0) {
      const made = await createDraft(vendor, order)
      if (made.kind !== 'said') return made
    }
    // Asked again before anything becomes an order: drafts of two tries are seen by both, and both complete the first.
    const known = before.data.length > 0 ? before : await draftsOf(vendor, order.externalId)
    if (known.kind !== 'said') return known
    const [draft, ...others] = known.data
    if (!draft) return { kind: 'again', why: 'Shopify does not show the draft order yet.', afterSeconds: 60 }
    for (const other of others) if (!other.order) await stopDraft(vendor, other.id)
    if (draft.order) return { kind: 'taken', reference: idIn(draft.order.id) }
    const completed = await completeDraft(vendor, draft.id)
    if (completed.kind === 'said' && completed.data) return { kind: 'taken', reference: idIn(completed.data) }
    // Where it would not complete it, another try may have.
    const after = await draftsOf(vendor, order.externalId)
    const made = after.kind === 'said' ? after.data[0]?.order : null
    if (made) return { kind: 'taken', reference: idIn(made.id) }
    return completed.kind === 'said' ? { kind: 'again', why: 'Shopify did not say what became of the order.' } : completed
  },

  async cancel({ reference, externalId }, vendor) {
    const known = await draftsOf(vendor, externalId)
    if (known.kind !== 'said') return { kind: 'again', why: known.why }
    const made = reference ?? known.data.map((draft) => draft.order && idIn(draft.order.id)).find(Boolean)
    if (!made) {
      for (const draft of known.data) {
        const stopped = await stopDraft(vendor, draft.id)
        if (stopped.kind !== 'said') return { kind: 'again', why: stopped.why }
      }
      return { kind: 'cancelled' }
    }
    const before = await orderNow(vendor, made)
    if (before.kind !== 'said') return { kind: 'again', why: before.why }
    // An order that is not there any more was deleted by somebody in the shop, which takes a cancelled one.
    if (!before.data || before.data.cancelledAt) return { kind: 'cancelled' }
    if (before.data.displayFulfillmentStatus.endsWith('FULFILLED') && before.data.displayFulfillmentStatus !== 'UNFULFILLED')
      return { kind: 'too_late', why: 'The shop has sent it already.' }
    const stopped = await stopOrder(vendor, made)
    if (stopped.kind !== 'said') return stopped.kind === 'again' ? stopped : { kind: 'too_late', why: stopped.why }
    // Shopify cancels in a job of its own: only the order itself says that it is done.
    const after = await orderNow(vendor, made)
    return after.kind === 'said' && after.data?.cancelledAt ? { kind: 'cancelled' } : { kind: 'again', why: 'Shopify is still cancelling it.' }
  },

  async test(vendor) {
    return tested(await ask<{ shop: { name: string }; currentAppInstallation: { accessScopes: { handle: string }[] } }>(vendor, testQuery))
  },

  async connect(url, vendor) {
    for (const topic of topics) {
      const done = await subscribe(vendor, topic, url)
      if (done.kind !== 'said') return { fault: done.why }
    }
    return { access: {} }
  },

  verify: (delivery, access) => verifySignature(scheme, delivery, access.client_secret ? [access.client_secret] : []),
  read: (delivery) => readMessage(delivery.body, delivery.receivedAt),
}

const testQuery = 'query { shop { name } currentAppInstallation { accessScopes { handle } } }'

function tested(said: Said<{ shop: { name: string }; currentAppInstallation: { accessScopes: { handle: string }[] } }>): Tested {
  if (said.kind !== 'said') return { well: false, words: said.why }
  const granted = new Set(said.data.currentAppInstallation.accessScopes.map((scope) => scope.handle))
  const missing = scopesWanted.filter((scope) => !granted.has(scope) && !granted.has(scope.replace('read_', 'write_')))
  if (missing.length > 0)
    return { well: false, words: `Shopify knows the app, but it lacks the rights ${missing.join(', ')}. Add them there and install it again.` }
  return { well: true, words: `Shopify knows this app, and it may order in “${said.data.shop.name}”. Nothing was ordered.` }
}
