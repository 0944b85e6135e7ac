import { z } from 'zod'
import type { Tidings, TidingsRead } from '#app/contract/fulfiller.ts'
import { cleanAddress, cleanTitle, foreignId, parseJson } from '#integrations/kit/body.ts'

const order = z.looseObject({ id: foreignId, external_id: foreignId.nullish() })
const numberText = z.union([z.string(), z.number()]).nullish()
const shipment = z.looseObject({
  id: foreignId,
  carrier: z.string().nullish(),
  tracking_number: numberText,
  tracking_url: z.string().nullish(),
})
const message = z.looseObject({
  type: z.string(),
  /** v1: seconds; v2: `occurred_at`. */
  created: z.number().nullish(),
  occurred_at: z.string().nullish(),
  data: z.looseObject({ order: order.nullish(), shipment: shipment.nullish(), reason: z.string().nullish() }).nullish(),
})

const made = z.looseObject({ result: z.looseObject({ id: foreignId }) })
const fault = z.looseObject({ result: z.string().nullish(), error: z.looseObject({ api_error_code: z.string().nullish() }).nullish() })
const hook = z.looseObject({ data: z.looseObject({ secret_key: z.string().regex(/^(?:[0-9a-fA-F]{2})+$/) }) })

/** Printful's number of the order in an answer. */
export function answered(value: unknown): string | undefined {
  return made.safeParse(value).data?.result.id
}

/** True where an answer says that our external id is in use: `OR-13`, or its words. */
export function duplicate(value: unknown): boolean {
  const said = fault.safeParse(value).data
  return said?.error?.api_error_code === 'OR-13' || /external id already exists/i.test(said?.result ?? '')
}

/** The key of a webhook that was just made; it is shown this once. */
export function webhookMade(value: unknown): string | undefined {
  return hook.safeParse(value).data?.data.secret_key
}

/** What a message says, of the first interface (`package_shipped`) or of the second (`shipment_sent`). */
export function readMessage(body: Uint8Array, receivedAt: Date): TidingsRead {
  const json = parseJson(body)
  if (!json.ok) return { kind: 'malformed', why: json.why }
  const parsed = message.safeParse(json.value)
  if (!parsed.success) return { kind: 'malformed', why: 'it has no type' }
  const { type, data, created, occurred_at } = parsed.data
  const at = momentOf(created, occurred_at) ?? receivedAt
  const about = data?.order
  if (!about) return known.has(type) ? { kind: 'malformed', why: 'it names no order' } : { kind: 'unsupported', event: type }
  const named = { reference: about.id, ...(about.external_id ? { externalId: about.external_id } : {}) }
  const why = cleanTitle(data.reason ?? '')
  const tidings = tidingsOf(type, data.shipment ?? null, at, why)
  if (tidings === 'no_shipment') return { kind: 'malformed', why: 'it names no shipment' }
  return tidings ? { kind: 'tidings', tidings: { ...named, ...tidings } } : { kind: 'unsupported', event: type }
}

const known = new Set([
  'package_shipped',
  'shipment_sent',
  'shipment_delivered',
  'package_returned',
  'shipment_returned',
  'order_canceled',
  'order_failed',
])

type Bare = Tidings extends infer One ? (One extends Tidings ? Omit<One, 'externalId' | 'reference'> : never) : never

function tidingsOf(type: string, parcel: z.output<typeof shipment> | null, at: Date, why: string): Bare | 'no_shipment' | null {
  switch (type) {
    case 'package_shipped':
    case 'shipment_sent':
      if (!parcel) return 'no_shipment'
      return {
        kind: 'shipped',
        parcel: {
          id: parcel.id,
          carrier: cleanTitle(parcel.carrier ?? ''),
          number: cleanTitle(String(parcel.tracking_number ?? '')).slice(0, 80),
          url: cleanAddress(parcel.tracking_url ?? ''),
          at,
        },
      }
    case 'shipment_delivered':
      return { kind: 'delivered', at, ...(parcel ? { parcel: parcel.id } : {}) }
    case 'package_returned':
    case 'shipment_returned':
      return { kind: 'returned', at, why }
    case 'order_canceled':
      return { kind: 'cancelled', at, why }
    case 'order_failed':
      return { kind: 'failed', at, why }
    default:
      return null
  }
}

function momentOf(seconds: number | null | undefined, text: string | null | undefined): Date | undefined {
  const at = typeof seconds === 'number' ? new Date(seconds * 1000) : text ? new Date(text) : undefined
  return at && !Number.isNaN(at.getTime()) ? at : undefined
}
