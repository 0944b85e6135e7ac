import { sqlAlone } from '#app/db/transaction.server.ts'
import { open } from '#app/foundation/crypto.server.ts'
import { type Program, defaultProgram, firstRehearsal } from './programs.ts'
import { noticeDays } from './settling.server.ts'

// Prepared, and not by Prisma: a worker asks many times a second.
const fields = 'p.id, p.slug, p.name, p.time_zone AS "timeZone", p.points_name AS "pointsName", p.about'

type Kept<Value> = { value: Value; until: number }
const byHost = new Map<string, Kept<Program>>()
const keys = new Map<number, Buffer>()
const keepFor = 5_000

/** The program that a host name shows; the default one for a host that names none. Kept for five seconds. */
export async function programOf(host: string): Promise<Program> {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  const kept = byHost.get(name)
  if (kept && kept.until > Date.now()) return kept.value
  const [program] = await sqlAlone<Program>(
    `SELECT ${fields} FROM program p LEFT JOIN program_host h ON h.program_id = p.id AND h.host = $1 WHERE h.host IS NOT NULL OR p.id = $2
     ORDER BY h.host IS NULL LIMIT 1`,
    [name, defaultProgram],
  )
  if (!program) throw new Error('This database has no program yet. Start the hub with `npm start`, or run the migrations and `prisma/seed.ts`.')
  if (byHost.size > 1000) byHost.clear()
  byHost.set(name, { value: program, until: Date.now() + keepFor })
  return program
}

/** Has programs and their keys read anew: where a program was founded again under the same number, as tests do. */
export function forgetPrograms(): void {
  byHost.clear()
  keys.clear()
}

/** The program's last turn: everything up to it can be read. */
export async function lastTurn(program: number): Promise<number> {
  const [row] = await sqlAlone<{ turn: number }>('SELECT last_turn AS turn FROM program_turn WHERE program_id = $1', [program])
  return row?.turn ?? 0
}

/** One program by its id, or null. */
export async function programById(id: number): Promise<Program | null> {
  const [program] = await sqlAlone<Program>(`SELECT ${fields} FROM program p WHERE p.id = $1`, [id])
  return program ?? null
}

/** The ids of all programs of this install; those of rehearsals are nobody's, and no worker looks at them. */
export async function programIds(): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>('SELECT id FROM program WHERE id < $1 ORDER BY id', [firstRehearsal])
  return rows.map((row) => row.id)
}

/** A number for a program that is played through once and thrown away. */
export async function nextRehearsal(): Promise<number> {
  const [row] = await sqlAlone<{ id: number }>('SELECT greatest(max(id) + 1, $1::int) AS id FROM program', [firstRehearsal])
  return row?.id ?? firstRehearsal
}

/** The key behind the program's subject and delivery keys. Faults when LAUREL_SECRET is not the one it was sealed with. */
export async function programKey(id: number): Promise<Buffer> {
  const known = keys.get(id)
  if (known) return known
  const [row] = await sqlAlone<{ keySeal: Uint8Array }>('SELECT key_seal AS "keySeal" FROM program WHERE id = $1', [id])
  if (!row) throw new Error(`There is no program ${id}.`)
  try {
    const key = Buffer.from(open('program-key', String(id), row.keySeal), 'base64')
    keys.set(id, key)
    return key
  } catch {
    throw new Error(
      'LAUREL_SECRET is not the one this database was made with. Set the first one again; without it sealed secrets and keys cannot be read.',
    )
  }
}

/** For how many days a lower price is announced before it holds. */
export function noticeDaysOf(program: number): Promise<number> {
  return noticeDays({ program, sql: sqlAlone })
}
