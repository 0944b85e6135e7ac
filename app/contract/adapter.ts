import type { Activity, Party, Thing } from './activity.ts'
import type { FigureWriting } from './figures.ts'
import type { Asked, FetchAnswer, Line } from './line.ts'

/** One message received from a source, as it came. Header names are lower case. */
export type Delivery = {
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  receivedAt: Date
  /** SHA-256 of the body, hex. */
  digest: string
  /** The platform's own address, as a manager entered it (`access.site`): for links. What a header says of it is unsigned. */
  site?: string
  /** What the adapter's `complete` learned about it, kept beside the delivery: so that reading it again years later reads the same. */
  completion?: Completion
}

/** Plain JSON, written by `complete` and read by `read` of the same adapter. */
export type Completion = Readonly<Record<string, unknown>>

/**
 * What an adapter makes of a delivery. The first three are the buckets of every channel; `malformed` answers 400 and is kept. `incomplete` says
 * that the signed body alone does not tell what happened: the hub keeps it, lets `complete` learn the rest, and reads again. `about` names the
 * one thing whose history this belongs to (`topic:17`); deliveries about one thing are completed one after the other, in the order they came. `gone` says that
 * an account was deleted there: the hub takes it off its member and asks them what becomes of what they did.
 */
export type Reading =
  | { kind: 'activities'; activities: readonly Activity[] }
  | { kind: 'ignored'; why: string }
  | { kind: 'unsupported'; event: string }
  | { kind: 'malformed'; why: string }
  | { kind: 'incomplete'; about: string }
  | { kind: 'gone'; account: { id: string; handle: string }; why: string }

/** Every value that is valid now for each of the adapter's secrets; several during a rotation. */
export type Secrets = Readonly<Record<string, readonly string[]>>

export type FactCard = {
  /** As it stands in a sentence: "the label", "the number of changed lines". */
  label: string
  type: 'text' | 'number' | 'boolean' | 'list'
  /** What a person wrote: kept only while a rule in force asks about it. */
  words?: true
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

/**
 * How a manager connects the channel, shown on its page with copy buttons. `{url}` and `{secret}` are filled in; so is whatever stands in `copies`,
 * whose values may name `{url}` and `{origin}` (of the hub).
 */
export type SetupGuide = { steps: readonly string[]; docs?: string; copies?: Readonly<Record<string, { label: string; value: string }>> }

/**
 * Something a manager enters so that the hub can call the platform: an address, a user name, a key. Keys are sealed and never shown again. `lines`: one thing a
 * line.
 */
export type AccessField = { name: string; label: string; hint: string; secret?: boolean; optional?: boolean; lines?: true }

/** The platform's own interface as an adapter may use it: never inside a transaction, and never to an address of the hub's own network. */
export type Ask = {
  /** What a manager entered, by name; a field that is not filled in is missing. */
  access: Readonly<Record<string, string>>
  /** Throws `Later` when the platform asks for patience. */
  fetch(url: string, init?: { method?: string; headers?: Record<string, string>; body?: string }): Promise<FetchAnswer>
  now: Date
  /** The channel's own address at the hub and what proves messages there, for a platform that has to be told. */
  door?(): Promise<{ url: string; secrets: Secrets }>
}

/** A delivery about the same thing that came before, with what was learned about it. Oldest first. */
export type Earlier = { event: string; receivedAt: Date; completion: Completion }

/** What is known to have happened to a thing (`message:17`), by whom, oldest first: for a platform that takes back all at once and names none. */
export type Known = (thing: string) => Promise<readonly { kind: string; externalId: string; actorId: string }[]>

/**
 * One page of a platform's past, and where the next one begins (null: it was the last). `done` of `total` is for the progress bar. `kept` is what every later
 * walk of the same name is told: a mark by which the platform says that nothing changed. `rest`: the platform gave this page and asks for so many seconds of
 * patience before the next.
 */
export type Page = { activities: readonly Activity[]; next: string | null; done?: number; total?: number; kept?: string; rest?: number }

/** A deed that stands: it came in and was not taken back. `id` is the hub's own number of it. */
export type Standing = { id: number; kind: string; externalId: string; actor: Party; object: Thing; occurredAt: Date }

/** What the hub remembers for a walk, besides its cursor. */
export type Memory = {
  /** What the last page of this walk, or of one before it, kept; null at first. */
  kept: string | null
  /** Deeds of these kinds that stand, in the order they came in, after the number `after`: so that the platform can be asked whether they are still so. */
  standing(kinds: readonly string[], after: number, limit: number): Promise<readonly Standing[]>
  /** When each of these was taken back last, by external id; what never was is missing. */
  takenBack(externalIds: readonly string[]): Promise<ReadonlyMap<string, Date>>
}

/** What can be given to an account there: something it holds, or something said (a post in a channel, a comment below the thing that a deed is about). */
export type Gift = 'badge' | 'group' | 'title' | 'role' | 'post' | 'comment'

/**
 * What the hub tells a platform about one of its accounts: something was given to it in the hub, or taken back. Saying it twice changes nothing: for
 * what is said (`post`, `comment`), `key` names it for good, and `words` is the text. The target of a comment is the address of the thing it stands
 * below.
 */
export type Announcement = {
  account: { id: string; handle: string }
  give: Gift
  target: string
  to: 'grant' | 'revoke'
  key?: string
  words?: string
}

/** A public profile as its platform shows it to everybody. `text` is what its owner alone can write there. */
export type PublicProfile = { id: string; handle: string; text: string }

/** A platform asks whether a subscription was meant (WebSub, “verification of intent”): what it says in the address; `token` is what our own callback has in it. */
export type Confirmation = { topic: string; mode: string; challenge: string; token: string }

/**
 * What stands for a platform. Without `secrets` nothing comes in at its address: everything is asked for, by walks that have `every`.
 */
export type Adapter = {
  /** Also the default slug of its webhook URL and the prefix of its environment secret (`GITHUB_WEBHOOK_SECRET`). */
  id: string
  title: string
  kinds: Readonly<Record<string, KindCard>>
  /** Names of the secrets it needs, e.g. ['webhook']; none for a platform that is only asked. */
  secrets: readonly string[]
  setup: SetupGuide
  /** The platform makes the secret, and a manager enters it here: one that the hub makes would prove nothing. */
  theirSecret?: true
  /**
   * People are named by mail address here (`email:<address>`, in lower case; `sha1:` and the SHA-1 of `mailto:<address>`), by a sender that may be
   * believed: whoever proved the address in the hub may own what is done under it. Never where a visitor's browser could name anybody.
   */
  byAddress?: true
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
  /**
   * For a channel where people talk: the same message without what they wrote, and without their names. This is kept and read in the place of what came,
   * except while a rule in force asks about a fact of `words`. `read` makes the same of both, but for these facts. Pure; never throws.
   */
  bare?(body: Uint8Array): Uint8Array

  /** `token` for a request that proves only that its sender knows a fixed token: it is trusted less, and capped for each day. Left out: all is signed. */
  trust?(delivery: Delivery): 'signed' | 'token'

  /**
   * Answers a platform that only asks whether anybody is there, in the same breath; null for every other message. Anybody may send such a message, so a large body is
   * none, and it is proven before it is read. Never throws.
   */
  greet?(delivery: Pick<Delivery, 'headers' | 'body' | 'receivedAt'>, secrets: Secrets): { type: string; body: string } | null
  /** Whether the hub meant a subscription that a platform asks about by GET. Never throws. */
  meant?(confirmation: Confirmation, access: Ask['access'], secrets: Secrets): boolean

  // What follows is optional: a channel has it where its platform allows it.

  /** What the hub needs to be told for the members below. */
  access?: readonly AccessField[]
  /** Learns what the signed body of an `incomplete` delivery does not tell, from the platform and from what came before about the same thing. */
  complete?(delivery: Delivery, earlier: readonly Earlier[], ask: Ask, known: Known): Promise<Completion>
  /** Walks the past from `since` on, page by page. The cursor is kept after each page, so a walk goes on where it stopped. */
  backfill?: Readonly<Record<string, Walk>>
  /** Listens over a connection of its own until the line's signal ends it. Throws one sentence when the platform will not have it. */
  listen?(line: Line): Promise<void>
  /** Reads a request that expects an answer of its own (`…/questions` below the channel's address). Never throws. */
  ask?(request: Pick<Delivery, 'headers' | 'body' | 'receivedAt'>, access: Ask['access']): Asked
  /** Writes figures about members who let it. */
  figures?: FigureWriting
  /** Writes back. */
  announce?(announcement: Announcement, ask: Ask): Promise<void>
  /** What `announce` can give, and what a manager enters as its target; without a hint there is nothing to enter. */
  gives?: Readonly<Partial<Record<Gift, { label: string; target?: string }>>>
  /**
   * Reads a public profile, so that a member can prove an account by a token in it. `where` says in which field. Null: there is no such account. Several, where
   * what the member enters is a thing that several people can write on: each with what they alone wrote.
   */
  profile?: {
    where: string
    /** Where it is no public profile with a user name: what to do with the token, what the member enters, and the words for pressing the button. */
    by?: { put: string; label: string; press: string; pattern: RegExp }
    read(handle: string, ask: Ask): Promise<PublicProfile | readonly PublicProfile[] | null>
  }
  /** The host whose addresses begin with the name of whoever published there (`dev.to/ines/…`); left out where they do not, or names are free words. */
  authorHost?(access: Ask['access']): string | null
  /** The account that signs in there with this hub, by the name under which the hub introduces its members. */
  accountOf?(name: string, ask: Ask): Promise<{ id: string; handle: string } | null>
  /** What a member says to our bot there to prove an account; `{code}` is filled in. The bot hands the code to the story `linkByCode`. */
  code?: string
}

/**
 * One way through a platform's past. `every`: the hub begins it anew by itself after so many hours, for what is never told and must be polled.
 * `kinds`: what it finds, so that it can be compared with what was credited; all deeds of the adapter when left out. `totals`: those of them that tell how much
 * there is by now: what there was when the hub first asked is no deed of afterwards.
 */
export type Walk = {
  title: string
  every?: number
  kinds?: readonly string[]
  totals?: readonly string[]
  page(ask: Ask, since: Date, cursor: string | null, memory: Memory): Promise<Page>
}

/** True for a platform that is only asked: nothing comes in at its address. */
export function isPolled(adapter: Pick<Adapter, 'secrets'>): boolean {
  return adapter.secrets.length === 0
}

/** The platform asks for patience: nothing was lost, and the hub comes again after so many seconds. */
export class Later extends Error {
  constructor(readonly seconds: number) {
    super(`The platform asks to come again in ${seconds} seconds.`)
  }
}
