/** A person (or machine) as one channel knows them. `id` is the channel's own stable id, always text: foreign ids can exceed 2^53. */
export type Party = {
  id: string
  handle: string
  /** The channel itself says that this is a machine. Machines never earn. */
  bot?: boolean
}

/** The thing acted on. `id` names it within its source, e.g. `pull_request:1234`; activities about one thing share it. */
export type Thing = { id: string; title: string; url: string }

/** What rules may ask about. Lists are for labels, tags and the like. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/**
 * One normalized fact: who did what, to what, when.
 *
 * (source, externalId, version) is stored once, for good. `externalId` is the natural subject ("this answer is the accepted one") and
 * is built from the signed body alone; `version` tells two occurrences of the same subject apart (answer accepted, un-accepted,
 * accepted again) and is left out where a fact can happen only once.
 */
export type Activity = {
  /** The adapter's own word, e.g. `pull_request.merged`; a key of `Adapter.kinds`. */
  kind: string
  externalId: string
  version?: string
  actor: Party
  object: Thing
  occurredAt: Date
  facts: Facts
  /** Others named by the same fact, by role: `chooser`, `author`, `merged_by` … Used against self-dealing and for shared credit. */
  others?: readonly (Party & { role: string })[]
  /** Why this can never count, in words that finish the sentence "It did not count because …". */
  blocked?: string
  /**
   * The `externalId` that this fact takes back: every version of it that occurred at or before `occurredAt`. An undo may arrive before its
   * deed. Where the platform gives no time for the undo, `occurredAt` is the time of receipt.
   */
  undoes?: string
}
