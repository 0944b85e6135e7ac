import type { Scope } from '#app/db/transaction.server.ts'
import { holdersOf } from '#app/db/holders.server.ts'
import type { Answer } from './answer.ts'
import type { Drawable } from './draw.ts'
import type { Question } from './question.ts'
import type { Attempt, Quiz } from './quiz.ts'

/** A quiz row as everybody reads it. */
export const quizColumns = `q.id, q.slug, q.title, q.summary, q.body, q.state, q.listed, q.parts, q.seconds, q.attempts, q.pass_percent AS "passPercent",
  q.cooldown_minutes AS "cooldownMinutes", q.shuffle_questions AS "shuffleQuestions", q.shuffle_options AS "shuffleOptions", q.explain,
  q.closes_at AS "closesAt", q.version`

/** An attempt row as everybody reads it. */
export const attemptColumns = `a.id, a.quiz_id AS "quizId", a.member_id AS "memberId", a.occasion, a.place, a.number, a.state, a.pass_percent AS "passPercent",
  a.started_at AS "startedAt", a.deadline, a.ended_at AS "endedAt", a.ending, a.percent, a.passed, a.participation_id AS "participationId", a.stage_id AS "stageId"`

/** One quiz inside a story, or null. */
export async function quizIn(scope: Scope, id: number): Promise<Quiz | null> {
  const [row] = await scope.sql<Quiz>(`SELECT ${quizColumns} FROM quiz q WHERE q.program_id = $1 AND q.id = $2`, [scope.program, id])
  return row ?? null
}

/** All questions of these banks that can be drawn. */
export async function drawableIn(scope: Pick<Scope, 'sql' | 'program'>, banks: readonly number[]): Promise<Drawable[]> {
  return scope.sql<Drawable>(
    `SELECT q.id, q.version, q.bank_id AS "bankId", q.tags, v.content FROM question q
     JOIN question_version v ON v.program_id = q.program_id AND v.question_id = q.id AND v.version = q.version
     WHERE q.program_id = $1 AND q.bank_id = ANY($2::int[]) AND NOT q.retired ORDER BY q.id`,
    [scope.program, [...new Set(banks)]],
  )
}

/** What a person has used of a quiz on an occasion, merged accounts included, and when the last attempt ended. */
export async function pastIn(
  scope: Scope,
  quizId: number,
  person: number,
  occasion: string,
): Promise<{ used: number; lastEndedAt: Date | null; openId: number | null }> {
  const [row] = await scope.sql<{ used: number; lastEndedAt: Date | null; openId: number | null }>(
    `SELECT count(*)::int AS used, max(ended_at) AS "lastEndedAt", max(id) FILTER (WHERE state = 'open') AS "openId" FROM quiz_attempt
     WHERE program_id = $1 AND quiz_id = $3 AND occasion = $4 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)`,
    [scope.program, person, quizId, occasion],
  )
  return row ?? { used: 0, lastEndedAt: null, openId: null }
}

/** An attempt of this person, locked for the story; null if it is nobody's or somebody else's. */
export async function attemptOf(scope: Scope, id: number, person: number): Promise<Attempt | null> {
  const [row] = await scope.sql<Attempt>(
    `SELECT ${attemptColumns} FROM quiz_attempt a
     WHERE a.program_id = $1 AND a.id = $3 AND a.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) FOR UPDATE`,
    [scope.program, person, id],
  )
  return row ?? null
}

/** Open attempts whose time is over, locked for the story; those that another story holds are left to it. */
export async function overdueIn(scope: Scope, limit: number): Promise<Attempt[]> {
  return scope.sql<Attempt>(
    `SELECT ${attemptColumns} FROM quiz_attempt a WHERE a.program_id = $1 AND a.state = 'open' AND a.deadline <= $2
     ORDER BY a.deadline LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [scope.program, scope.now, limit],
  )
}

/** One question of an attempt with its key. */
export type Item = {
  position: number
  questionId: number
  places: number[]
  content: Question
  answer: Answer | null
  final: boolean
  marks: number
  fraction: number | null
}

/** The statement that reads the questions of an attempt (`$1` program, `$2` attempt) with what was answered. */
export const itemsSql = `SELECT i.position, i.question_id AS "questionId", i.places, v.content, i.answer, i.final, i.marks, i.fraction FROM quiz_answer i
  JOIN question_version v ON v.program_id = i.program_id AND v.question_id = i.question_id AND v.version = i.version
  WHERE i.program_id = $1 AND i.attempt_id = $2 ORDER BY i.position`

/** The questions of an attempt with their keys and what was answered. */
export async function itemsIn(scope: Scope, attemptId: number): Promise<Item[]> {
  return scope.sql<Item>(itemsSql, [scope.program, attemptId])
}
