import { db } from '#app/db/prisma.server.ts'
import { open } from '#app/foundation/crypto.server.ts'
import { type Program, defaultProgram } from './programs.ts'

const fields = { id: true, slug: true, name: true, timeZone: true, pointsName: true, about: true } as const

type Kept<Value> = { value: Value; until: number }
const byHost = new Map<string, Kept<Program>>()
const keys = new Map<number, Buffer>()
const keepFor = 5_000

/** The program that a host name shows; the default one for a host that names none. Kept for five seconds. */
export async function programOf(host: string): Promise<Program> {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  const kept = byHost.get(name)
  if (kept && kept.until > Date.now()) return kept.value
  const found = await db().programHost.findUnique({ where: { host: name }, select: { program: { select: fields } } })
  const program = found?.program ?? (await db().program.findUnique({ where: { id: defaultProgram }, select: fields }))
  if (!program) throw new Error('This database has no program yet. Start the hub with `npm start`, or run the migrations and `prisma/seed.ts`.')
  if (byHost.size > 1000) byHost.clear()
  byHost.set(name, { value: program, until: Date.now() + keepFor })
  return program
}

/** One program by its id, or null. */
export async function programById(id: number): Promise<Program | null> {
  return db().program.findUnique({ where: { id }, select: fields })
}

/** The ids of all programs of this install. */
export async function programIds(): Promise<number[]> {
  const rows = await db().program.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  return rows.map((row) => row.id)
}

/** The key behind the program's subject and delivery keys. Faults when LAUREL_SECRET is not the one it was sealed with. */
export async function programKey(id: number): Promise<Buffer> {
  const known = keys.get(id)
  if (known) return known
  const row = await db().program.findUniqueOrThrow({ where: { id }, select: { keySeal: true } })
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
