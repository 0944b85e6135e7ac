// Imported first by the processes that the storm kills: on the storm's word, the process dies at a named point of its talk with the database.
import pg from 'pg'

/**
 * Die before this statement is sent, while the database works on it, or after its answer and before anyone else hears of it. `since`: only in a
 * transaction that said this before.
 */
export type Fault = { text: string; when: 'before' | 'during' | 'after'; since?: string }

let armed: Fault | null = null
process.on('message', (message: { arm?: Fault }) => (armed = message.arm ?? armed))

const die = (): void => void process.kill(process.pid, 'SIGKILL')
type Query = (...given: unknown[]) => unknown
const prototype = pg.Client.prototype as unknown as { query: Query }
const { query } = prototype
/** Connections whose transaction said the `since` of what is armed. */
const told = new WeakSet<object>()

prototype.query = function (this: object, ...given: unknown[]): unknown {
  const [first] = given
  const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '')
  if (text === 'BEGIN') told.delete(this)
  if (armed?.since !== undefined && text.includes(armed.since)) told.add(this)
  if (!armed || !text.includes(armed.text) || (armed.since !== undefined && !told.has(this))) return query.apply(this, given)
  const { when } = armed
  if (when === 'before') die()
  if (when === 'during') setTimeout(die, Math.random() * 3)
  if (when === 'after') {
    const last = given.length - 1
    const heard = given[last]
    if (typeof heard === 'function') given[last] = die
    else return (query.apply(this, given) as Promise<unknown>).finally(die)
  }
  return query.apply(this, given)
}
