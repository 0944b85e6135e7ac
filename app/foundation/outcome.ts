/** A story's refusal: an expected "no" with its kind. Thrown inside a transaction so that it rolls back; the story returns it. */
export class Refusal<Kind extends string = string> extends Error {
  readonly kind: Kind
  /** @param message a sentence for people: what happened, what was kept, what to do. */
  constructor(kind: Kind, message: string) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
  }
}

/** What a story returns instead of its result when it refuses. */
export type Refused<Kind extends string> = { kind: Kind; message: string }

/** Runs a story and turns the refusals it throws into values; faults go on as they are. */
export async function orRefused<Result, Kind extends string>(
  story: () => Promise<Result>,
  ...kinds: readonly Kind[]
): Promise<Result | Refused<Kind>> {
  try {
    return await story()
  } catch (error) {
    if (error instanceof Refusal && (kinds as readonly string[]).includes(error.kind)) return { kind: error.kind as Kind, message: error.message }
    throw error
  }
}
