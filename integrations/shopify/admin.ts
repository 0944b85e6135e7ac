import type { Vendor } from '#app/contract/fulfiller.ts'
import { cleanText } from '#integrations/kit/body.ts'
import { askVendor, faultIn, isPassing, type VendorAnswer } from '#integrations/kit/vendor.ts'
import { z } from 'zod'

/** Versions live for a year: https://shopify.dev/docs/api/usage/versioning */
const version = '2026-07'

/** What the app must be allowed: draft orders, cancelling, tracking, returns. */
export const scopesWanted = ['write_draft_orders', 'write_orders', 'read_fulfillments', 'read_returns']

/** What Shopify said, or why it said nothing of use: passing (`again`), or for a person to look at (`refused`). */
export type Said<Data> = { kind: 'said'; data: Data } | { kind: 'again'; why: string; afterSeconds?: number } | { kind: 'refused'; why: string }

const token = z.looseObject({ access_token: z.string().min(1) })
const failure = z.looseObject({
  errors: z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string().optional() }).nullish() })).min(1),
})
const passing = ['THROTTLED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT']
const unknownApp = 'Shopify does not know this app in this shop. Check the shop, the Client ID and the Client secret, and that the app is installed.'

/** The shop's own address at Shopify; nothing where it is any other, so that no secret leaves for elsewhere. */
function shopOf({ access }: Vendor): string | undefined {
  const name = (access.shop ?? '')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/\.myshopify\.com$/, '')
  return /^[a-z0-9][a-z0-9-]*$/.test(name) ? `${name}.myshopify.com` : undefined
}

const fault = (answer: VendorAnswer): Exclude<Said<never>, { kind: 'said' }> => {
  const why = faultIn('Shopify', answer)
  return isPassing(answer.status) || answer.status === 200 ? { kind: 'again', why, ...after(answer) } : { kind: 'refused', why }
}
const after = ({ afterSeconds }: VendorAnswer) => (afterSeconds === undefined ? {} : { afterSeconds })

/** Asks the shop's GraphQL Admin API. A token of the app lives for a day; each errand gets one, so that none has to be kept. */
export async function ask<Data>(vendor: Vendor, query: string, variables: Record<string, unknown> = {}): Promise<Said<Data>> {
  const shop = shopOf(vendor)
  if (!shop) return { kind: 'refused', why: 'The address of the shop ends in .myshopify.com. Write it on the page of Shopify.' }
  const key = await tokenFor(vendor, shop)
  if (key.kind !== 'said') return key
  const proof = { 'x-shopify-access-token': key.data }
  const answer = await askVendor(vendor, proof, 'POST', `https://${shop}/admin/api/${version}/graphql.json`, { query, variables })
  if (answer.status === 401 || answer.status === 403) return { kind: 'refused', why: unknownApp }
  if (answer.status !== 200) return fault(answer)
  // A mistake comes with status 200, too: https://shopify.dev/docs/api/admin-graphql#status_and_error_codes
  const wrong = failure.safeParse(answer.value).data?.errors[0]
  if (wrong) {
    const why = `Shopify said: ${cleanText(wrong.message).slice(0, 200)}`
    return passing.includes(wrong.extensions?.code ?? '') ? { kind: 'again', why } : { kind: 'refused', why }
  }
  const data = (answer.value as { data?: Data } | undefined)?.data
  return data ? { kind: 'said', data } : fault(answer)
}

async function tokenFor(vendor: Vendor, shop: string): Promise<Said<string>> {
  const { client_id = '', client_secret = '' } = vendor.access
  if (client_id.startsWith('shpat_')) return { kind: 'said', data: client_id }
  const answer = await askVendor(vendor, {}, 'POST', `https://${shop}/admin/oauth/access_token`, {
    client_id,
    client_secret,
    grant_type: 'client_credentials',
  })
  const key = token.safeParse(answer.value).data?.access_token
  if (answer.status === 200 && key) return { kind: 'said', data: key }
  return answer.status >= 400 && answer.status < 405 ? { kind: 'refused', why: unknownApp } : fault(answer)
}
