import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '#app/foundation/outcome.ts'

/** argon2id (the library's default), 19 MiB, 2 passes, 1 lane: OWASP's first choice. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const together = 4
const longestQueue = 64

let running = 0
const waiting: (() => void)[] = []
let done = 0

/** A hash runs only when fewer than four do: 19 MiB and a core each. Beyond 64 waiting the hub says so instead of falling over. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= together) {
    if (waiting.length >= longestQueue)
      throw new Refusal('busy', 'Many people are signing in at this moment. Nothing was changed; please try again in a minute.')
    await new Promise<void>((go) => waiting.push(go))
  } else running += 1
  try {
    done += 1
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** The argon2id hash of a password, in PHC form. Refuses `busy` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), cost))
}

let nobody: Promise<string> | undefined

/**
 * True if the password fits the hash. Without a hash (nobody has this address) it does the same work and answers false, so that the time tells
 * nothing. Refuses `busy` when too many wait.
 */
export async function passwordFits(kept: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', cost)
  const against = kept ?? (await nobody)
  const fits = await inTurn(() => verify(against, password.normalize('NFKC')))
  return kept !== null && fits
}

/** How many hashes this process has computed; tests compare the work of two answers by it. */
export function hashesComputed(): number {
  return done
}
