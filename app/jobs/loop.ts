import { logFor } from '#app/foundation/log.ts'

/** A piece of work that is asked again and again; answers how much it did. */
export type Work = { name: string; run: () => Promise<number>; idleMs: number }

/** Repeats a piece of work until stopped: at once while there is something to do, else after its pause; after a fault with growing delay up to 5 s. */
export function repeat(work: Work, stopped: () => boolean): Promise<void> {
  const log = logFor(work.name)
  const go = async (): Promise<void> => {
    let faults = 0
    while (!stopped()) {
      try {
        const done = await work.run()
        faults = 0
        if (done === 0) await pause(work.idleMs)
      } catch (error) {
        faults += 1
        log.error({ error: (error as Error).message }, 'The work stopped on a fault and goes on in a moment.')
        await pause(Math.min(5_000, 100 * 2 ** faults))
      }
    }
  }
  return go()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
