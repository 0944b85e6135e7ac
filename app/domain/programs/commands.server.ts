import { randomBytes } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'
import { seal } from '#app/foundation/crypto.server.ts'

/** Makes a program with its own key, currency and turn, if its id is free. Answers false if it was there. */
export async function createProgram(
  scope: Scope,
  program: { slug: string; name: string; timeZone: string; pointsName: string; about: string },
): Promise<boolean> {
  const keySeal = Buffer.from(seal('program-key', String(scope.program), randomBytes(32).toString('base64')))
  const rows = await scope.sql(
    `INSERT INTO program (id, slug, name, time_zone, points_name, about, key_seal, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
    [scope.program, program.slug, program.name, program.timeZone, program.pointsName, program.about, keySeal, scope.now],
  )
  if (rows.length === 0) return false
  await scope.sql('INSERT INTO program_turn (program_id) VALUES ($1)', [scope.program])
  await scope.sql(`INSERT INTO currency (program_id, id, slug, name) VALUES ($1, 1, 'points', $2)`, [scope.program, program.pointsName])
  return true
}

/** Keeps for how many days a lower price is announced before it holds. */
export async function putNoticeDays(scope: Scope, days: number): Promise<void> {
  await scope.sql(`UPDATE program SET settings = settings || jsonb_build_object('noticeDays', $2::int) WHERE id = $1`, [scope.program, days])
}

/** Keeps what a turn did, with what it was told: enough for a replay to do it again. Opaque ids only. */
export async function noteTurn(scope: Scope, turn: number, kind: string, input: object): Promise<void> {
  await scope.sql('INSERT INTO turn (program_id, turn, kind, at, input) VALUES ($1, $2, $3, $4, $5)', [
    scope.program,
    turn,
    kind,
    scope.now,
    JSON.stringify(input),
  ])
}

/** Takes the program's next turn: a number without gaps, in the order of commits. Holds the program's book until the transaction ends. */
export async function takeTurn(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ turn: number }>(
    'UPDATE program_turn SET last_turn = last_turn + 1 WHERE program_id = $1 RETURNING last_turn AS turn',
    [scope.program],
  )
  if (!row) throw new Error(`Program ${scope.program} has no turn to take.`)
  return row.turn
}
