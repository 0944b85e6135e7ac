import type { AccessField, Delivery, SetupGuide } from './adapter.ts'

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

/** What handing over came to. `again`: nobody knows or it surely was not taken, try later. `refused`: trying again is useless, a person must look. */
export type HandedOver =
  | {
      kind: 'taken'
      /** Its own ids of it; several are divided by `/`. */ reference: string
      /** True where nothing more will be told. */ done?: boolean
    }
  | { kind: 'again'; why: string; afterSeconds?: number }
  | { kind: 'refused'; why: string }

/** What asking a fulfiller to stop came to. `cancelled` also where the vendor never had it. */
export type Stopped = { kind: 'cancelled' } | { kind: 'too_late'; why: string } | { kind: 'again'; why: string }

/** What became of something, as the fulfiller tells it by webhook. Named by our external id or by (a part of) its own reference. */
export type Tidings = { externalId?: string; reference?: string } & (
  | { kind: 'shipped'; parcel: { id: string; carrier: string; number: string; url: string; at: Date } }
  | { kind: 'delivered'; at: Date; parcel?: string }
  | { kind: 'returned'; at: Date; why: string }
  | { kind: 'cancelled'; at: Date; why: string }
  | { kind: 'failed'; at: Date; why: string }
)

/** What a fulfiller makes of a message of its vendor. */
export type TidingsRead =
  | { kind: 'tidings'; tidings: Tidings }
  | { kind: 'ignored'; why: string }
  | { kind: 'unsupported'; event: string }
  | { kind: 'malformed'; why: string }

/** How a fulfiller reaches its vendor: the hub's own guarded `fetch`, with a time limit. Throws when there was no whole answer. */
export type Reach = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; headers: Readonly<Record<string, string>>; text: string }>

/** A vendor as it can be reached now. `access`: what a manager entered, by name; a field that is not filled in is missing. */
export type Vendor = { access: Readonly<Record<string, string>>; reach: Reach; now: Date }

/** What a test said, in a sentence for managers. */
export type Tested = { well: boolean; words: string }

/** Something each reward settles for its fulfiller: a text field in the shelf editor. */
export type RewardSetting = { name: string; label: string; hint: string; required?: boolean }

/** Somebody who hands out rewards: a warehouse, a print shop, a seller of gift cards. Speaks one vendor's language; pure but for `reach`. */
export type Fulfiller = {
  /** Also the last part of its webhook address: /webhooks/store/<id>. */
  id: string
  title: string
  about: string
  /** What it needs to know. All of it is sealed; what is `secret` is never shown again. `webhook` is what proves its messages. */
  access: readonly AccessField[]
  settings: readonly RewardSetting[]
  /** What is told of the member: nothing else leaves the hub. */
  needs: readonly ('address' | 'email' | 'name')[]
  setup: SetupGuide
  handOver(order: HandOver, vendor: Vendor): Promise<HandedOver>
  /** Asks whether it can still be stopped, and stops it. */
  cancel(handed: { reference: string | null; externalId: string }, vendor: Vendor): Promise<Stopped>
  /** Asks whether all is well, without ordering anything. */
  test(vendor: Vendor): Promise<Tested>
  /** Tells the vendor where its messages go, where that is done by machine. Answers what is to be kept of it. */
  connect?(url: string, vendor: Vendor): Promise<{ access: Record<string, string> } | { fault: string }>
  /** True if what a manager entered proves that the vendor sent exactly these bytes. Never throws. */
  verify(delivery: Delivery, access: Readonly<Record<string, string>>): boolean
  /** Pure: what a message says. A repeated one says the same. */
  read(delivery: Delivery): TidingsRead
}
