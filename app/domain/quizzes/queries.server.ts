import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Attempt, Quiz } from './quiz.ts'
import { attemptColumns, type Item, itemsSql, quizColumns } from './settling.server.ts'

export { allBanks, bankById, bankQuestions, drawableOf, questionById } from './queries/banks.server.ts'
export { allQuizzes, attemptsPage, figuresOf, questionFigures } from './queries/results.server.ts'

const size = `(SELECT sum(CASE WHEN p ->> 'count' IS NOT NULL THEN (p ->> 'count')::int ELSE (SELECT count(*)::int FROM question n
  WHERE n.program_id = q.program_id AND n.bank_id = (p ->> 'bank')::int AND NOT n.retired AND (p ->> 'tag' IS NULL OR p ->> 'tag' = ANY(n.tags))) END)
  FROM jsonb_array_elements(q.parts) AS p)::int`

/** An open quiz as the list of quizzes shows it to one person. */
export type QuizCard = Pick<Quiz, 'slug' | 'title' | 'summary' | 'seconds' | 'attempts' | 'passPercent' | 'closesAt'> & {
  size: number
  used: number
  best: number | null
  passed: boolean
  open: boolean
}

/** The open quizzes that every member finds, with what this person has reached; those never tried first. */
export async function listedQuizzes(program: number, person: number, now: Date): Promise<QuizCard[]> {
  return sqlAlone<QuizCard>(
    `SELECT q.slug, q.title, q.summary, q.seconds, q.attempts, q.pass_percent AS "passPercent", q.closes_at AS "closesAt", coalesce(${size}, 0) AS size,
       coalesce(mine.used, 0) AS used, mine.best, coalesce(mine.passed, false) AS passed, coalesce(mine.open, false) AS open
     FROM quiz q LEFT JOIN LATERAL (
       SELECT count(*)::int AS used, max(a.percent) AS best, bool_or(a.passed) AS passed, bool_or(a.state = 'open') AS open FROM quiz_attempt a
       WHERE a.program_id = $1 AND a.quiz_id = q.id AND a.occasion = '' AND a.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)
     ) AS mine ON true
     WHERE q.program_id = $1 AND q.state = 'open' AND q.listed AND (q.closes_at IS NULL OR q.closes_at > $3)
     ORDER BY coalesce(mine.passed, false), q.id`,
    [program, person, now],
  )
}

/** A quiz by its address, with how many questions one attempt has; null if there is none. */
export async function quizBySlug(program: number, slug: string): Promise<(Quiz & { size: number }) | null> {
  const [row] = await sqlAlone<Quiz & { size: number }>(
    `SELECT ${quizColumns}, coalesce(${size}, 0) AS size FROM quiz q WHERE q.program_id = $1 AND q.slug = $2`,
    [program, slug],
  )
  return row ?? null
}

/** A quiz by its number, with how many questions one attempt has; null if there is none. */
export async function quizById(program: number, id: number): Promise<(Quiz & { size: number }) | null> {
  const [row] = await sqlAlone<Quiz & { size: number }>(
    `SELECT ${quizColumns}, coalesce(${size}, 0) AS size FROM quiz q WHERE q.program_id = $1 AND q.id = $2`,
    [program, id],
  )
  return row ?? null
}

/** The attempts of a person at a quiz on one occasion, newest first. */
export async function attemptsAt(program: number, quizId: number, person: number, occasion: string): Promise<Attempt[]> {
  return sqlAlone<Attempt>(
    `SELECT ${attemptColumns} FROM quiz_attempt a WHERE a.program_id = $1 AND a.quiz_id = $3 AND a.occasion = $4
     AND a.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY a.id DESC LIMIT 100`,
    [program, person, quizId, occasion],
  )
}

/** One attempt of this person with its questions, their keys included: what of it may leave the server is the caller's to say. Null if it is not theirs. */
export async function attemptFor(program: number, id: number, person: number): Promise<{ attempt: Attempt; items: Item[] } | null> {
  const [attempt] = await sqlAlone<Attempt>(
    `SELECT ${attemptColumns} FROM quiz_attempt a WHERE a.program_id = $1 AND a.id = $3 AND a.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)`,
    [program, person, id],
  )
  return attempt ? { attempt, items: await sqlAlone<Item>(itemsSql, [program, id]) } : null
}
