import { z } from 'zod'
import type { Tidings, TidingsRead } from '#app/contract/fulfiller.ts'
import { cleanAddress, cleanTitle, foreignId, instant, parseExactJson } from '#integrations/kit/body.ts'
import { attribute } from './orders.ts'

const parcel = z.looseObject({
  id: foreignId,
  order_id: foreignId.nullish(),
  status: z.string().nullish(),
  shipment_status: z.string().nullish(),
  tracking_company: z.string().nullish(),
  tracking_number: z.string().nullish(),
  tracking_url: z.string().nullish(),
  created_at: instant.nullish(),
  updated_at: instant.nullish(),
})
const order = z.looseObject({
  id: foreignId,
  financial_status: z.string().nullish(),
  cancelled_at: instant.nullish(),
  note_attributes: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).default([]),
  fulfillments: z.array(parcel).default([]),
})
const event = z.looseObject({ fulfillment_id: foreignId, order_id: foreignId, status: z.string(), happened_at: instant.nullish() })
const giveBack = z.looseObject({ status: z.string(), order: z.looseObject({ id: foreignId }) })

type Named = { reference: string; externalId?: string }
const tell = (tidings: Tidings): TidingsRead => ({ kind: 'tidings', tidings })
const ignored = (why: string): TidingsRead => ({ kind: 'ignored', why })

/**
 * What a message says. Its topic stands in a header that nothing signs, so its shape decides: an order has `line_items` and a payment, a parcel
 * `tracking_numbers`, a step of a parcel `fulfillment_id`, something that comes back is a `Return`.
 */
export function readMessage(body: Uint8Array, receivedAt: Date): TidingsRead {
  const json = parseExactJson(body)
  if (!json.ok) return { kind: 'malformed', why: json.why }
  const value = json.value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'malformed', why: 'it is not an object' }
  if ('fulfillment_id' in value) return read(event, value, (one) => readStep(one, receivedAt))
  if ('financial_status' in value) return read(order, value, (one) => readOrder(one, receivedAt))
  if ('tracking_numbers' in value || 'tracking_company' in value) return read(parcel, value, (one) => readParcel(one, receivedAt))
  if ('admin_graphql_api_id' in value && String(value.admin_graphql_api_id).includes('/Return/'))
    return read(giveBack, value, ({ status, order: of }) =>
      /^closed$/i.test(status) ? tell({ kind: 'returned', reference: of.id, at: receivedAt, why: '' }) : ignored('it is not back yet'),
    )
  return { kind: 'unsupported', event: 'something else' }
}

function read<Shape extends z.ZodType>(shape: Shape, value: unknown, say: (found: z.output<Shape>) => TidingsRead): TidingsRead {
  const parsed = shape.safeParse(value)
  return parsed.success ? say(parsed.data) : { kind: 'malformed', why: `${parsed.error.issues[0]?.path.join('.') ?? 'it'} is not as documented` }
}

function readOrder({ id, cancelled_at, note_attributes, fulfillments }: z.output<typeof order>, receivedAt: Date): TidingsRead {
  const ours = foreignId.safeParse(note_attributes.find((one) => one.name === attribute)?.value).data
  const named = { reference: id, ...(ours ? { externalId: ours } : {}) }
  if (cancelled_at) return tell({ kind: 'cancelled', ...named, at: cancelled_at, why: '' })
  const last = fulfillments.findLast((one) => one.status === 'success')
  return last ? tell(tidingsOf(named, last, receivedAt)) : ignored('nothing has left yet')
}

function readParcel(found: z.output<typeof parcel>, receivedAt: Date): TidingsRead {
  if (!found.order_id) return { kind: 'malformed', why: 'it names no order' }
  if (found.status === 'cancelled')
    return tell({ kind: 'failed', reference: found.order_id, at: found.updated_at ?? receivedAt, why: 'The shop took its parcel back.' })
  if (found.status && found.status !== 'success') return ignored('the parcel has not left')
  return tell(tidingsOf({ reference: found.order_id }, found, receivedAt))
}

function tidingsOf(named: Named, found: z.output<typeof parcel>, receivedAt: Date): Tidings {
  const at = found.updated_at ?? found.created_at ?? receivedAt
  if (found.shipment_status === 'delivered') return { kind: 'delivered', ...named, at, parcel: found.id }
  if (found.shipment_status === 'failure') return { kind: 'failed', ...named, at, why: undelivered }
  return {
    kind: 'shipped',
    ...named,
    parcel: {
      id: found.id,
      carrier: cleanTitle(found.tracking_company ?? ''),
      number: cleanTitle(found.tracking_number ?? '').slice(0, 80),
      url: cleanAddress(found.tracking_url ?? ''),
      at: found.created_at ?? receivedAt,
    },
  }
}

const undelivered = 'The carrier could not deliver the parcel.'

function readStep({ fulfillment_id, order_id, status, happened_at }: z.output<typeof event>, receivedAt: Date): TidingsRead {
  const at = happened_at ?? receivedAt
  if (status === 'delivered') return tell({ kind: 'delivered', reference: order_id, at, parcel: fulfillment_id })
  if (status === 'failure') return tell({ kind: 'failed', reference: order_id, at, why: undelivered })
  return ignored('the parcel is on its way')
}
