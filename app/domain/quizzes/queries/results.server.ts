import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Question } from '#app/domain/quizzes/question.ts'
import type { QuizState } from '#app/domain/quizzes/quiz.ts'

/** A quiz as managers' list shows it. */
export type QuizRow = {
  id: number
  slug: string
  title: string
  state: QuizState
  listed: boolean
  closesAt: Date | null
  people: number
  passed: number
  attempts: number
}

/** Every quiz with how many people tried and passed it. */
export async function allQuizzes(program: number): Promise<QuizRow[]> {
  return sqlAlone<QuizRow>(
    `SELECT q.id, q.slug, q.title, q.state, q.listed, q.closes_at AS "closesAt", count(DISTINCT a.member_id)::int AS people,
       count(DISTINCT a.member_id) FILTER (WHERE a.passed)::int AS passed, count(a.id)::int AS attempts
     FROM quiz q LEFT JOIN quiz_attempt a ON a.program_id = q.program_id AND a.quiz_id = q.id
     WHERE q.program_id = $1 GROUP BY q.program_id, q.id ORDER BY q.state = 'closed', q.id DESC`,
    [program],
  )
}

/** The figures of a quiz: people, those who passed, ended attempts, their mean percent and median seconds, and how many reached each tenth. */
export type QuizFigures = {
  people: number
  passed: number
  ended: number
  open: number
  mean: number | null
  seconds: number | null
  tenths: number[]
}

/** The figures of one quiz over all its ended attempts. */
export async function figuresOf(program: number, quizId: number): Promise<QuizFigures> {
  const [row] = await sqlAlone<Omit<QuizFigures, 'tenths'>>(
    `SELECT count(DISTINCT member_id)::int AS people, count(DISTINCT member_id) FILTER (WHERE passed)::int AS passed, count(*) FILTER (WHERE state = 'ended')::int AS ended,
       count(*) FILTER (WHERE state = 'open')::int AS open, avg(percent) AS mean,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at)) FILTER (WHERE state = 'ended') AS seconds
     FROM quiz_attempt WHERE program_id = $1 AND quiz_id = $2`,
    [program, quizId],
  )
  const steps = await sqlAlone<{ tenth: number; count: number }>(
    `SELECT least(9, floor(percent / 10))::int AS tenth, count(*)::int AS count FROM quiz_attempt
     WHERE program_id = $1 AND quiz_id = $2 AND state = 'ended' GROUP BY 1`,
    [program, quizId],
  )
  const tenths = Array.from({ length: 10 }, (_, tenth) => steps.find((step) => step.tenth === tenth)?.count ?? 0)
  return { ...(row ?? { people: 0, passed: 0, ended: 0, open: 0, mean: null, seconds: null }), tenths }
}

/** An attempt as managers' pages list it. */
export type AttemptRow = {
  id: number
  handle: string
  name: string
  number: number
  state: 'open' | 'ended'
  endedAt: Date | null
  startedAt: Date
  ending: string | null
  percent: number | null
  passed: boolean | null
}

/** The newest attempts at a quiz, from before a cursor. */
export async function attemptsPage(program: number, quizId: number, before: number | null, limit: number): Promise<AttemptRow[]> {
  return sqlAlone<AttemptRow>(
    `SELECT a.id, m.handle, m.display_name AS name, a.number, a.state, a.started_at AS "startedAt", a.ended_at AS "endedAt", a.ending, a.percent, a.passed
     FROM quiz_attempt a JOIN member m ON m.program_id = a.program_id AND m.id = a.member_id
     WHERE a.program_id = $1 AND a.quiz_id = $2 AND ($3::bigint IS NULL OR a.id < $3) ORDER BY a.id DESC LIMIT $4`,
    [program, quizId, before, limit],
  )
}

/**
 * How a question did. `facility`: the mean worth of its answers, 0 to 1. `discrimination`: the correlation (point-biserial where answers are right or wrong)
 * of its worth with the percent reached in the rest of the attempt, -1 to 1; null where one of the two never differs.
 */
export type QuestionFigures = {
  id: number
  bankId: number
  content: Question
  answers: number
  blank: number
  facility: number
  discrimination: number | null
  /** How often each part of a question with options was chosen, in the order of the question. */
  chosen: number[]
}

// First attempts only: whoever tries again has seen questions, and would make every one of them look easier.
const figures = `
WITH first AS (
  SELECT DISTINCT ON (member_id, occasion) id FROM quiz_attempt WHERE program_id = $1 AND quiz_id = $2 AND state = 'ended' ORDER BY member_id, occasion, number
), item AS (
  SELECT i.question_id, i.version, i.answer, i.fraction,
    sum(i.fraction * i.marks) OVER w - i.fraction * i.marks AS rest, sum(i.marks) OVER w - i.marks AS rest_marks
  FROM quiz_answer i JOIN first f ON f.id = i.attempt_id WHERE i.program_id = $1 WINDOW w AS (PARTITION BY i.attempt_id)
)
SELECT q.id, q.bank_id AS "bankId", v.content, count(*)::int AS answers, count(*) FILTER (WHERE i.answer IS NULL)::int AS blank, avg(i.fraction) AS facility,
  corr(i.fraction, i.rest / nullif(i.rest_marks, 0)) AS discrimination,
  (SELECT coalesce(jsonb_object_agg(part, times), '{}') FROM (
     SELECT part, count(*)::int AS times FROM item o, jsonb_array_elements_text(CASE WHEN o.answer ? 'choice' THEN jsonb_build_array(o.answer -> 'choice') ELSE coalesce(o.answer -> 'choices', '[]') END) AS part
     WHERE o.question_id = q.id AND o.version = q.version GROUP BY part) AS t) AS chosen
FROM item i JOIN question q ON q.program_id = $1 AND q.id = i.question_id AND q.version = i.version
JOIN question_version v ON v.program_id = q.program_id AND v.question_id = q.id AND v.version = q.version
GROUP BY q.program_id, q.id, q.version, q.bank_id, v.content ORDER BY facility, q.id`

/** How every question of a quiz did since it was last changed, in the first ended attempts of each person, hardest first. */
export async function questionFigures(program: number, quizId: number): Promise<QuestionFigures[]> {
  const rows = await sqlAlone<Omit<QuestionFigures, 'chosen'> & { chosen: Record<string, number> }>(figures, [program, quizId])
  return rows.map(({ chosen, content, ...row }) => {
    const parts = content.type === 'single' || content.type === 'multiple' ? content.options.length : 0
    return { ...row, content, chosen: Array.from({ length: parts }, (_, part) => chosen[String(part)] ?? 0) }
  })
}

/** How many ended attempts at a quiz were graded by an older version of a question than the present one. */
export async function outdatedAttempts(program: number, quizId: number): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(
    `SELECT count(DISTINCT a.id)::int AS count FROM quiz_attempt a JOIN quiz_answer i ON i.program_id = a.program_id AND i.attempt_id = a.id
     JOIN question q ON q.program_id = i.program_id AND q.id = i.question_id AND q.version <> i.version
     WHERE a.program_id = $1 AND a.quiz_id = $2 AND a.state = 'ended'`,
    [program, quizId],
  )
  return row?.count ?? 0
}
