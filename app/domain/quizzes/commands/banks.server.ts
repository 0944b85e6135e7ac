import type { Scope } from '#app/db/transaction.server.ts'
import type { Question } from '#app/domain/quizzes/question.ts'

/** Adds a bank. Answers its id, or null if the title is taken. */
export async function addBank(scope: Scope, bank: { title: string; about: string }): Promise<number | null> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO question_bank (program_id, title, about, created_at, created_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (program_id, title) DO NOTHING RETURNING id`,
    [scope.program, bank.title, bank.about, scope.now, scope.by],
  )
  return row?.id ?? null
}

/** Renames a bank. False if there is none of this id, or the title is taken. */
export async function changeBank(scope: Scope, id: number, bank: { title: string; about: string }): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE question_bank SET title = $3, about = $4 WHERE program_id = $1 AND id = $2
     AND NOT EXISTS (SELECT FROM question_bank o WHERE o.program_id = $1 AND o.title = $3 AND o.id <> $2) RETURNING id`,
    [scope.program, id, bank.title, bank.about],
  )
  return rows.length > 0
}

/** A question to be written: a new one (no id), or the next version of one that stood at `version`. */
export type Writing = { id: number | null; version: number | null; tags: readonly string[]; content: Question }

/** Writes questions into a bank, all at once. Answers their ids; null for one that somebody changed meanwhile. */
export async function putQuestions(scope: Scope, bankId: number, writings: readonly Writing[]): Promise<(number | null)[]> {
  const ids: (number | null)[] = []
  for (const { id, version, tags } of writings) {
    const [row] =
      id === null
        ? await scope.sql<{ id: number }>(
            'INSERT INTO question (program_id, bank_id, tags, updated_at) SELECT $1, id, $3::text[], $4 FROM question_bank WHERE program_id = $1 AND id = $2 RETURNING id',
            [scope.program, bankId, tags, scope.now],
          )
        : await scope.sql<{ id: number }>(
            `UPDATE question SET version = version + 1, tags = $5::text[], updated_at = $6
             WHERE program_id = $1 AND bank_id = $2 AND id = $3 AND version = $4 RETURNING id`,
            [scope.program, bankId, id, version, tags, scope.now],
          )
    ids.push(row?.id ?? null)
  }
  const kept = writings.flatMap((writing, index) => {
    const id = ids[index]
    return id === null || id === undefined ? [] : [{ id, version: (writing.id === null ? 0 : (writing.version ?? 0)) + 1, content: writing.content }]
  })
  await scope.sql(
    `INSERT INTO question_version (program_id, question_id, version, content, at, by)
     SELECT $1::smallint, id, version, content, $5::timestamptz, $6::bigint FROM unnest($2::int[], $3::int[], $4::jsonb[]) AS w(id, version, content)`,
    [scope.program, kept.map((one) => one.id), kept.map((one) => one.version), kept.map((one) => JSON.stringify(one.content)), scope.now, scope.by],
  )
  return ids
}

/** Takes a question out of every later draw, or puts it back. False if there is none. */
export async function retireQuestion(scope: Scope, id: number, retired: boolean): Promise<boolean> {
  const rows = await scope.sql('UPDATE question SET retired = $3, updated_at = $4 WHERE program_id = $1 AND id = $2 RETURNING id', [
    scope.program,
    id,
    retired,
    scope.now,
  ])
  return rows.length > 0
}
