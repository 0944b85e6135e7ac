import type { Party } from './activity.ts'

/** What a member can ask the hub on a platform itself. */
export const questions = ['points', 'rank', 'challenges', 'why', 'link'] as const

/** A question of one member, answered to them alone. With `link` comes the code from their settings, if they have one. */
export type Question = { about: (typeof questions)[number]; asker: Party; code?: string }

/** The hub's words to whoever asked. Text with `**strong**` words; addresses are spelt out. */
export type Reply = { words: string }

/** What a request that expects an answer of its own is: not ours, answered by the adapter alone (a handshake), or a question for the hub. */
export type Asked =
  | { kind: 'refused'; why: string }
  | { kind: 'answered'; status: number; body?: unknown }
  | { kind: 'question'; question: Question; answer(reply: Reply): unknown }

/**
 * A connection of the hub's own, over which a platform tells what happens. Over all workers one holds it at a time; whoever takes it over goes on
 * from what was kept last.
 */
export type Line = {
  access: Readonly<Record<string, string>>
  fetch: (url: string, init?: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<FetchAnswer>
  /** Ends the connection: the hub stops, or another worker holds the line. */
  signal: AbortSignal
  now(): Date
  /** What was kept with the last report, by this worker or another. */
  kept: string | null
  /** Whether some rule in force asks about words that people wrote. Without one they are neither asked for nor kept. */
  words: boolean
  /** Keeps messages as deliveries, in their order, and then `kept`: answered after the commit. Throws when the line is lost. */
  report(messages: readonly unknown[], kept: string): Promise<void>
  /** Notes a fault that does not end the line, for managers. */
  note(fault: string): void
  /** Something may have gone by unheard since then: the hub walks through the platform's past from there. */
  missed(since: Date): Promise<void>
  answer(question: Question): Promise<Reply>
}

/** An answer of the platform, whole. */
export type FetchAnswer = { status: number; body: string; headers?: Readonly<Record<string, string>> }
