import pg from 'pg'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'
import { sqlAlone } from './transaction.server.ts'

/** What a page can watch beside its member's own news. */
export type Watched = 'walks'

/** A wake-up says only that something changed; whoever wakes reads the truth. `members` empty means everybody; with `about`, pages that watch that alone. */
export type Wake = { program: number; members: readonly number[]; about?: Watched }

const pending = new Map<number, Set<number>>()
const watched = new Map<number, Set<Watched>>()
let timer: NodeJS.Timeout | undefined

/** Tells every web process that these members have news, at most 20 times a second and never inside a transaction: NOTIFY holds a cluster-wide lock at commit. */
export function wake(program: number, members: Iterable<number>): void {
  const set = pending.get(program) ?? new Set<number>()
  for (const member of members) set.add(member)
  pending.set(program, set)
  timer ??= setTimeout(flush, 50)
}

/** Tells every web process that something changed which open pages may watch. */
export function wakeWatchers(program: number, about: Watched): void {
  watched.set(program, (watched.get(program) ?? new Set()).add(about))
  timer ??= setTimeout(flush, 50)
}

function flush(): void {
  timer = undefined
  for (const [program, members] of pending) say({ program, members: members.size > 500 ? [] : [...members] })
  for (const [program, things] of watched) for (const about of things) say({ program, members: [], about })
  pending.clear()
  watched.clear()
}

function say(wake: Wake): void {
  sqlAlone('SELECT pg_notify($1, $2)', ['laurel_wake', JSON.stringify(wake)]).catch((error: Error) =>
    logFor('wake').warn({ error: error.message }, 'A wake-up was lost; pages catch up on their next read.'),
  )
}

/** Listens for wake-ups on a connection of its own and comes back after a loss; `ready` whenever it begins to hear. Answers a function that stops it. */
export function listenForWakes(hear: (wake: Wake) => void, ready: () => void = () => undefined): () => Promise<void> {
  let stopped = false
  let client: pg.Client | undefined
  const connect = async (): Promise<void> => {
    if (stopped) return
    client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: 'laurel-wake', keepAlive: true })
    client.on('notification', (note) => hear(JSON.parse(note.payload ?? '{}') as Wake))
    client.on('error', () => undefined)
    client.on('end', () => void (stopped || setTimeout(() => void connect(), 500)))
    try {
      await client.connect()
      await client.query('LISTEN laurel_wake')
      ready()
    } catch (error) {
      logFor('wake').warn({ error: (error as Error).message }, 'Cannot listen for wake-ups; trying again.')
      await client.end().catch(() => undefined)
    }
  }
  void connect()
  return async () => {
    stopped = true
    await client?.end().catch(() => undefined)
  }
}
