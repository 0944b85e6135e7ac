import { pino } from 'pino'
import { env } from './env.ts'

export type Log = ReturnType<typeof pino>

let root: Log | undefined

/** The log of one part of the hub, as lines of JSON. Never log bodies, secrets or addresses. */
export function logFor(part: string): Log {
  root ??= pino({ level: env().LOG_LEVEL, base: undefined })
  return root.child({ part })
}
