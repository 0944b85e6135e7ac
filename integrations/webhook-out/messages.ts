import { z } from 'zod'
import type { TidingsRead } from '#app/contract/fulfiller.ts'
import { cleanAddress, cleanTitle, foreignId, parseJson } from '#integrations/kit/body.ts'

const parcel = z.looseObject({ id: foreignId, carrier: z.string().default(''), number: z.string().default(''), url: z.string().default('') })
const message = z.looseObject({
  type: z.string(),
  timestamp: z.string().nullish(),
  data: z.looseObject({ externalId: foreignId.optional(), why: z.string().nullish(), parcel: parcel.nullish() }).default({}),
})
const taken = z.looseObject({ reference: foreignId.optional(), done: z.boolean().optional() })

/** What the other side said in its answer, if it said anything. */
export function answerIn(text: string): unknown {
  const json = parseJson(new TextEncoder().encode(text))
  return json.ok ? (taken.safeParse(json.value).data ?? undefined) : undefined
}

/** What the other side tells of an order that it was sent. */
export function readMessage(body: Uint8Array, receivedAt: Date): TidingsRead {
  const json = parseJson(body)
  if (!json.ok) return { kind: 'malformed', why: json.why }
  const parsed = message.safeParse(json.value)
  if (!parsed.success) return { kind: 'malformed', why: 'it has no type, or its data are not as documented' }
  const { type, timestamp, data } = parsed.data
  const said = timestamp ? new Date(timestamp) : receivedAt
  const at = Number.isNaN(said.getTime()) ? receivedAt : said
  const why = cleanTitle(data.why ?? '')
  if (!type.startsWith('order.')) return { kind: 'unsupported', event: type }
  const { externalId } = data
  if (!externalId) return { kind: 'malformed', why: 'it names no order by externalId' }
  switch (type) {
    case 'order.shipped': {
      if (!data.parcel) return { kind: 'malformed', why: 'it names no parcel' }
      const { id, carrier, number, url } = data.parcel
      const sent = { id, carrier: cleanTitle(carrier), number: cleanTitle(number).slice(0, 80), url: cleanAddress(url), at }
      return { kind: 'tidings', tidings: { kind: 'shipped', externalId, parcel: sent } }
    }
    case 'order.delivered':
      return { kind: 'tidings', tidings: { kind: 'delivered', externalId, at, ...(data.parcel ? { parcel: data.parcel.id } : {}) } }
    case 'order.returned':
      return { kind: 'tidings', tidings: { kind: 'returned', externalId, at, why } }
    case 'order.cancelled':
      return { kind: 'tidings', tidings: { kind: 'cancelled', externalId, at, why } }
    case 'order.failed':
      return { kind: 'tidings', tidings: { kind: 'failed', externalId, at, why } }
    default:
      return { kind: 'unsupported', event: type }
  }
}
