import { z } from 'zod'
import type { TidingsRead } from '#app/contract/fulfiller.ts'
import { foreignId, parseJson } from '#integrations/kit/body.ts'

const order = z.looseObject({ id: foreignId, rewards: z.array(z.looseObject({ id: foreignId })).default([]) })
const single = z.looseObject({ order })
const list = z.looseObject({ orders: z.array(order) })
const hook = z.looseObject({ webhook: z.looseObject({ private_key: z.string().min(1) }) })
const message = z.looseObject({
  event: z.string(),
  created_utc: z.string().nullish(),
  payload: z.looseObject({ resource: z.looseObject({ id: foreignId, type: z.string() }) }),
})

const referenceOf = (one: z.output<typeof order>): string => [one.id, one.rewards[0]?.id].filter(Boolean).join('/')

/** An order in an answer as a reference: its id and, behind a slash, that of its one reward. Later messages name either. */
export function orderIn(value: unknown): string | undefined {
  const found = single.safeParse(value).data
  return found && referenceOf(found.order)
}

/** The first order of a list, as a reference; null when the list is empty, undefined when it is none. */
export function ordersIn(value: unknown): string | null | undefined {
  const found = list.safeParse(value).data
  if (!found) return undefined
  return found.orders[0] ? referenceOf(found.orders[0]) : null
}

/** The key of a webhook that was just made. */
export function webhookMade(value: unknown): string | undefined {
  return hook.safeParse(value).data?.webhook.private_key
}

/** What a message says. It names an order or a reward by Tremendous' own id alone. */
export function readMessage(body: Uint8Array, receivedAt: Date): TidingsRead {
  const json = parseJson(body)
  if (!json.ok) return { kind: 'malformed', why: json.why }
  const parsed = message.safeParse(json.value)
  if (!parsed.success) return { kind: 'malformed', why: 'it names no event with a resource' }
  const { event, created_utc, payload } = parsed.data
  const said = created_utc ? new Date(created_utc) : receivedAt
  const at = Number.isNaN(said.getTime()) ? receivedAt : said
  const reference = payload.resource.id
  switch (event) {
    case 'REWARDS.DELIVERY.SUCCEEDED':
      return { kind: 'tidings', tidings: { kind: 'delivered', reference, at } }
    case 'REWARDS.DELIVERY.FAILED':
      return { kind: 'tidings', tidings: { kind: 'failed', reference, at, why: 'The mail with the gift came back.' } }
    case 'ORDERS.FAILED':
      return { kind: 'tidings', tidings: { kind: 'failed', reference, at, why: 'The order could not be paid.' } }
    case 'REWARDS.CANCELED':
    case 'ORDERS.CANCELED':
      return { kind: 'tidings', tidings: { kind: 'cancelled', reference, at, why: '' } }
    case 'REWARDS.FLAGGED':
      return { kind: 'tidings', tidings: { kind: 'failed', reference, at, why: 'Tremendous looks at it before it goes on.' } }
    default:
      return /^(ORDERS|REWARDS)\./.test(event) ? { kind: 'ignored', why: 'it moves nothing' } : { kind: 'unsupported', event }
  }
}
