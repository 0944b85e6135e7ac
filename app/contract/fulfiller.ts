import type { Delivery, Secrets, SetupGuide } from './adapter.ts'

/** Where something goes: the lines as the country writes them, and its parts for machines. Countries are ISO 3166 alpha-2. */
export type Address = {
  name: string
  lineOne: string
  lineTwo: string
  city: string
  /** State, province or region, where the country has one. */
  region: string
  postcode: string
  country: string
  phone: string
}

/** One thing to hand out, as a fulfiller gets it. A retry repeats every field. */
export type HandOver = {
  /** Ours, for good: whoever gets it twice must make one order of it. At most 32 letters, digits and dashes. */
  externalId: string
  order: number
  item: { title: string; choice: string; sku: string; quantity: 1; /** What it is worth, in cents of `unit`. */ value: number; unit: string }
  /** What the reward settles for this fulfiller, by the names of `settings`. */
  settings: Readonly<Record<string, string>>
  /** Only what `needs` asks for; the rest is null. */
  address: Address | null
  email: string | null
  name: string | null
}

/** What handing over came to. `again`: it surely was not taken, try later. `refused`: trying again is useless, a person must look. */
export type HandedOver =
  | { kind: 'taken'; reference: string; /** True where nothing more will be told: it counts as delivered. */ done?: boolean }
  | { kind: 'again'; why: string; afterSeconds?: number }
  | { kind: 'refused'; why: string }

/** What became of something, as the fulfiller tells it by webhook or when asked. Named by our external id or its own reference. */
export type Tidings = { externalId?: string; reference?: string } & (
  | { kind: 'shipped'; parcel: { id: string; carrier: string; number: string; url: string; at: Date } }
  | { kind: 'delivered'; at: Date; parcel?: string }
  | { kind: 'returned'; at: Date; why: string }
  | { kind: 'cancelled'; at: Date; why: string }
  | { kind: 'failed'; at: Date; why: string }
)

/** What a fulfiller makes of a message of its vendor. */
export type TidingsRead =
  | { kind: 'tidings'; tidings: readonly Tidings[] }
  | { kind: 'ignored'; why: string }
  | { kind: 'unsupported'; event: string }
  | { kind: 'malformed'; why: string }

/** How a fulfiller reaches its vendor: the hub's own guarded `fetch`, with a time limit. */
export type Reach = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; headers: Readonly<Record<string, string>>; text: string }>

/** Somebody who hands out rewards: a warehouse, a print shop, a seller of gift cards. Speaks one vendor's language; pure but for `reach`. */
export type Fulfiller = {
  /** Also the last part of its webhook address and the prefix of its environment secrets (`PRINTFUL_API_KEY`). */
  id: string
  title: string
  about: string
  /** Names of the secrets it needs, e.g. ['api_key', 'webhook']. */
  secrets: readonly string[]
  /** What each reward settles for it: drawn as text fields in the shelf editor. */
  settings: readonly { name: string; label: string; hint: string; required: boolean }[]
  needs: readonly ('address' | 'email' | 'name')[]
  setup: SetupGuide
  handOver(order: HandOver, secrets: Secrets, reach: Reach): Promise<HandedOver>
  /** Asks whether it can still be stopped, and stops it. */
  cancel?(
    reference: string,
    externalId: string,
    secrets: Secrets,
    reach: Reach,
  ): Promise<{ kind: 'cancelled' } | { kind: 'too_late'; why: string } | { kind: 'again'; why: string }>
  /** True if one of the secrets proves that the vendor sent exactly these bytes. Never throws. Without it there is no webhook. */
  verify?(delivery: Delivery, secrets: Secrets): boolean
  /** Pure: what a message says. A repeated one says the same. */
  read?(delivery: Delivery): TidingsRead
}
