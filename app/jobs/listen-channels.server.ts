import { randomUUID } from 'node:crypto'
import type { Adapter } from '#app/contract/adapter.ts'
import type { Line, Question, Reply } from '#app/contract/line.ts'
import { freeLines } from '#app/domain/activities/queries/lines.server.ts'
import { listenChannel } from '#app/flows/listen-channel.server.ts'
import { seekMissed } from '#app/flows/seek-missed.server.ts'
import { logFor } from '#app/foundation/log.ts'

/** Answers a member's question in a channel. */
export type Answering = (program: number, sourceId: number, question: Question) => Promise<Reply>

/** This worker's lines: taken as they become free, held until it stops. */
export class Lines {
  private readonly worker = randomUUID()
  private readonly ending = new AbortController()
  private readonly held = new Map<string, Promise<void>>()

  constructor(
    private readonly adapters: readonly Adapter[],
    private readonly fetch: Line['fetch'],
    private readonly answer: Answering,
    private readonly leaseMs = 15_000,
  ) {}

  /** Takes the lines of a program that nobody holds, and looks for what was missed. Answers how many walks began. */
  async look(program: number): Promise<number> {
    const listening = this.adapters.filter((adapter) => adapter.listen)
    const free = this.ending.signal.aborted
      ? []
      : await freeLines(
          program,
          listening.map(({ id }) => id),
        )
    for (const one of free) {
      const name = `${program}/${one.sourceId}`
      const adapter = listening.find(({ id }) => id === one.adapter)
      if (!adapter || this.held.has(name)) continue
      const answer = (question: Question): Promise<Reply> => this.answer(program, one.sourceId, question)
      const listener = { worker: this.worker, fetch: this.fetch, answer, signal: this.ending.signal, leaseMs: this.leaseMs }
      const ended = listenChannel(program, one, adapter, listener).then(
        () => undefined,
        (error: Error) => logFor('lines').error({ program, channel: one.slug, error: error.message }, 'A line could not be held.'),
      )
      this.held.set(
        name,
        ended.finally(() => this.held.delete(name)),
      )
    }
    return seekMissed(program, (id) => this.adapters.find((adapter) => adapter.id === id))
  }

  /** Lets all lines go, so that another worker can go on at once. */
  async end(): Promise<void> {
    this.ending.abort()
    await Promise.all(this.held.values())
  }
}
