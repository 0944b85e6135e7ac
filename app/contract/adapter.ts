import type { Activity } from './activity.ts'

/** One message received from a source, as it came. Header names are lower case. */
export type Delivery = {
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  receivedAt: Date
  /** SHA-256 of the body, hex. */
  digest: string
}

/** What an adapter makes of a delivery. The first three are the buckets of every channel; `malformed` answers 400 and is kept. */
export type Reading =
  | { kind: 'activities'; activities: readonly Activity[] }
  | { kind: 'ignored'; why: string }
  | { kind: 'unsupported'; event: string }
  | { kind: 'malformed'; why: string }

/** Every value that is valid now for each of the adapter's secrets; several during a rotation. */
export type Secrets = Readonly<Record<string, readonly string[]>>

export type FactCard = {
  /** As it stands in a sentence: "the label", "the number of changed lines". */
  label: string
  type: 'text' | 'number' | 'boolean' | 'list'
  /** Likely values, offered by the rule editor. */
  values?: readonly string[]
}

export type KindCard = {
  /** The trigger in a sentence: "When … ", e.g. "a pull request is merged". */
  when: string
  /** What the member did, past tense, e.g. "Merged a pull request". */
  did: string
  /** Countable noun, singular and plural, e.g. ["merged pull request", "merged pull requests"]. */
  noun: readonly [string, string]
  facts: Readonly<Record<string, FactCard>>
  /** True for kinds that only take back: they are never offered as a trigger. */
  undo?: boolean
}

/** How a manager connects the channel, shown on its page with copy buttons. `{url}` and `{secret}` are filled in. */
export type SetupGuide = { steps: readonly string[]; docs?: string }

export type Adapter = {
  /** Also the default slug of its webhook URL and the prefix of its environment secret (`GITHUB_WEBHOOK_SECRET`). */
  id: string
  title: string
  kinds: Readonly<Record<string, KindCard>>
  /** Names of the secrets it needs, e.g. ['webhook']. */
  secrets: readonly string[]
  setup: SetupGuide
  /** A new random secret in the form the platform accepts. */
  newSecret(): string
  /** True if one of the secrets proves that the platform sent exactly these bytes. Never throws; an empty secret proves nothing. */
  verify(delivery: Delivery, secrets: Secrets): boolean
  /** The headers the platform would send with this body: for `npm run simulate`, the demo and the contract tests. */
  sign(body: Uint8Array, headers: Readonly<Record<string, string>>, secret: string, at: Date): Record<string, string>
  /** The platform's id for this delivery (a redelivery repeats it), and its name for the event. Both may come from unsigned headers. */
  envelope(delivery: Delivery): { deliveryId: string; event: string }
  /** Pure: no clock, no network, no database. */
  read(delivery: Delivery): Reading
}
