import { z } from 'zod'
import type { Completion, Delivery, Earlier } from '#app/contract/adapter.ts'

/**
 * Some events of Discourse cannot be told from their signed body: a post that was just written, removed or restored looks the same, so does an
 * answer that is accepted or no longer is; only an unsigned header names the event. They change a state, so they are read with two things that
 * are learned beside the body: what was so before, and, where an API key is entered, what the forum itself says now.
 */
const learned = z.object({
  /** The event this was learned for: the same body under another name is not read with it. */
  event: z.string(),
  /** When it changed: the body does not say. The time of receipt, or what the forum says. */
  at: z.iso.datetime().transform((raw) => new Date(raw)),
  /** Whether this changed anything, after what came before and what the forum says. */
  change: z.boolean(),
  /** Why it changed nothing, for managers. */
  why: z.string().optional(),
  /** The state afterwards: of a post or topic `there` or `gone`, of a vote likewise, of a topic's answer the number of its post. */
  after: z.string().nullable(),
  /** The answer that this one silently replaced. */
  replaced: z.object({ post: z.string(), user: z.string(), handle: z.string() }).optional(),
  /** Who wrote the accepted answer: needed when it is replaced later. */
  holder: z.object({ post: z.string(), user: z.string(), handle: z.string() }).optional(),
  /** Who accepted it, where the forum says. */
  chooser: z.object({ id: z.string(), handle: z.string() }).optional(),
  title: z.string().optional(),
  voter: z.string().optional(),
  author: z.object({ id: z.string(), handle: z.string() }).optional(),
})
export type Learned = z.output<typeof learned>
/** The same as JSON, on its way to be kept. */
export type Learning = z.input<typeof learned>

/** What was learned about a delivery, or null. */
export function learnedOf(delivery: Delivery): Learned | null {
  const parsed = learned.safeParse(delivery.completion)
  return parsed.success ? parsed.data : null
}

/** The last thing learned before, or null at the beginning of a history. */
export function lastBefore(earlier: readonly Earlier[]): Learned | null {
  for (const { completion } of [...earlier].reverse()) {
    const parsed = learned.safeParse(completion)
    if (parsed.success) return parsed.data
  }
  return null
}

/** A learning as it is kept. */
export function asCompletion(learning: Learning): Completion {
  return learning
}
