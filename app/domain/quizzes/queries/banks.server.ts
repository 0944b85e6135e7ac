import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Drawable } from '#app/domain/quizzes/draw.ts'
import type { Question } from '#app/domain/quizzes/question.ts'
import { drawableIn } from '#app/domain/quizzes/settling.server.ts'

/** A bank as lists show it. */
export type BankRow = { id: number; title: string; about: string; questions: number; tags: string[]; quizzes: number }

const bankRow = `SELECT b.id, b.title, b.about,
  (SELECT count(*)::int FROM question n WHERE n.program_id = $1 AND n.bank_id = b.id AND NOT n.retired) AS questions,
  (SELECT coalesce(array_agg(DISTINCT t ORDER BY t), '{}') FROM question n, unnest(n.tags) AS t WHERE n.program_id = $1 AND n.bank_id = b.id AND NOT n.retired) AS tags,
  (SELECT count(*)::int FROM quiz q WHERE q.program_id = $1 AND EXISTS (SELECT FROM jsonb_array_elements(q.parts) AS p WHERE (p ->> 'bank')::int = b.id)) AS quizzes
  FROM question_bank b WHERE b.program_id = $1`

/** Every bank with its size, tags and how many quizzes draw from it. */
export async function allBanks(program: number): Promise<BankRow[]> {
  return sqlAlone<BankRow>(`${bankRow} ORDER BY b.title`, [program])
}

/** One bank, or null. */
export async function bankById(program: number, id: number): Promise<BankRow | null> {
  const [row] = await sqlAlone<BankRow>(`${bankRow} AND b.id = $2`, [program, id])
  return row ?? null
}

/** A question as it stands, with how often it was answered in ended attempts. */
export type BankQuestion = { id: number; bankId: number; version: number; tags: string[]; retired: boolean; updatedAt: Date; content: Question }

const questionRow = `SELECT q.id, q.bank_id AS "bankId", q.version, q.tags, q.retired, q.updated_at AS "updatedAt", v.content FROM question q
  JOIN question_version v ON v.program_id = q.program_id AND v.question_id = q.id AND v.version = q.version WHERE q.program_id = $1`

/** The questions of a bank, those still drawn first. */
export async function bankQuestions(program: number, bankId: number): Promise<BankQuestion[]> {
  return sqlAlone<BankQuestion>(`${questionRow} AND q.bank_id = $2 ORDER BY q.retired, q.id LIMIT 1000`, [program, bankId])
}

/** One question as it stands, or null. */
export async function questionById(program: number, id: number): Promise<BankQuestion | null> {
  const [row] = await sqlAlone<BankQuestion>(`${questionRow} AND q.id = $2`, [program, id])
  return row ?? null
}

/** All questions of these banks that can be drawn. */
export async function drawableOf(program: number, banks: readonly number[]): Promise<Drawable[]> {
  return drawableIn({ sql: sqlAlone, program }, banks)
}
