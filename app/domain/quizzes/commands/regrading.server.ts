import type { Scope } from '#app/db/transaction.server.ts'
import type { Answer } from '#app/domain/quizzes/answer.ts'
import { gradeAnswer, percentOf } from '#app/domain/quizzes/grading.ts'
import { partsOf, type Question } from '#app/domain/quizzes/question.ts'
import type { Attempt } from '#app/domain/quizzes/quiz.ts'
import { attemptColumns } from '#app/domain/quizzes/settling.server.ts'

/** What grading anew changed in an attempt. */
export type Regraded = Attempt & { percentBefore: number; passedBefore: boolean; percent: number; passed: boolean }

type Row = {
  attemptId: number
  position: number
  marks: number
  answer: Answer | null
  asked: Question
  now: Question
  version: number
  newest: number
}

/**
 * Grades the ended attempts at a quiz anew, by the present version of each question of which only the key was corrected: one with other parts keeps the worth it
 * had. Answers the attempts whose percent changed; what they were before is kept for good.
 */
export async function regradeAttempts(scope: Scope, quizId: number): Promise<Regraded[]> {
  const rows = await scope.sql<Row>(
    `SELECT i.attempt_id AS "attemptId", i.position, i.marks, i.answer, asked.content AS asked, fresh.content AS now, i.version, fresh.version AS newest
     FROM quiz_attempt a JOIN quiz_answer i ON i.program_id = a.program_id AND i.attempt_id = a.id
     JOIN question q ON q.program_id = i.program_id AND q.id = i.question_id
     JOIN question_version asked ON asked.program_id = i.program_id AND asked.question_id = i.question_id AND asked.version = i.version
     JOIN question_version fresh ON fresh.program_id = q.program_id AND fresh.question_id = q.id AND fresh.version = q.version
     WHERE a.program_id = $1 AND a.quiz_id = $2 AND a.state = 'ended' ORDER BY i.attempt_id, i.position`,
    [scope.program, quizId],
  )
  const changed = rows.filter((row) => row.version !== row.newest && row.asked.type === row.now.type && partsOf(row.asked) === partsOf(row.now))
  if (changed.length === 0) return []
  const worth = new Map(changed.map((row) => [`${row.attemptId}/${row.position}`, gradeAnswer(row.now, row.answer)]))
  const touched = [...new Set(changed.map((row) => row.attemptId))]
  const attempts = await scope.sql<Attempt>(
    `SELECT ${attemptColumns} FROM quiz_attempt a WHERE a.program_id = $1 AND a.id = ANY($2::bigint[]) ORDER BY a.id FOR UPDATE`,
    [scope.program, touched],
  )
  const graded = attempts.map((attempt): Regraded => {
    const own = rows.filter((row) => row.attemptId === attempt.id)
    const percent = percentOf(
      own.map(({ position, marks, asked, answer }) => ({ marks, fraction: worth.get(`${attempt.id}/${position}`) ?? gradeAnswer(asked, answer) })),
    )
    const [percentBefore, passedBefore] = [attempt.percent ?? 0, attempt.passed === true]
    return { ...attempt, percentBefore, passedBefore, percent, passed: percent >= attempt.passPercent }
  })
  await write(scope, quizId, changed, worth, graded)
  return graded.filter((attempt) => attempt.percent !== attempt.percentBefore)
}

async function write(
  scope: Scope,
  quizId: number,
  changed: readonly Row[],
  worth: ReadonlyMap<string, number>,
  graded: readonly Regraded[],
): Promise<void> {
  await scope.sql(`SELECT set_config('laurel.regrading', 'on', true)`)
  await scope.sql(
    `UPDATE quiz_answer i SET version = g.version, fraction = g.fraction
     FROM unnest($2::bigint[], $3::int[], $4::int[], $5::float8[]) AS g(attempt_id, position, version, fraction)
     WHERE i.program_id = $1 AND i.attempt_id = g.attempt_id AND i.position = g.position`,
    [
      ...[scope.program, changed.map((row) => row.attemptId), changed.map((row) => row.position), changed.map((row) => row.newest)],
      changed.map((row) => worth.get(`${row.attemptId}/${row.position}`) ?? 0),
    ],
  )
  await scope.sql(
    `WITH g AS (SELECT * FROM unnest($2::bigint[], $3::float8[], $4::boolean[], $5::float8[], $6::boolean[]) AS g(id, percent, passed, percent_before, passed_before)),
     noted AS (INSERT INTO quiz_regrade (program_id, quiz_id, attempt_id, percent_before, percent, passed_before, passed, by_id, at)
       SELECT $1::smallint, $7::int, id, percent_before, percent, passed_before, passed, $8::bigint, $9::timestamptz FROM g WHERE percent <> percent_before)
     UPDATE quiz_attempt a SET percent = g.percent, passed = g.passed FROM g WHERE a.program_id = $1 AND a.id = g.id`,
    [
      ...[scope.program, graded.map((one) => one.id), graded.map((one) => one.percent), graded.map((one) => one.passed)],
      ...[graded.map((one) => one.percentBefore), graded.map((one) => one.passedBefore), quizId, scope.by, scope.now],
    ],
  )
  await scope.sql(`SELECT set_config('laurel.regrading', '', true)`)
}

/** Whether a person has passed a quiz on an occasion, by any attempt of any of their accounts (`holders`). */
export async function passedOn(scope: Scope, quizId: number, occasion: string, holders: readonly number[]): Promise<boolean> {
  const rows = await scope.sql(
    'SELECT 1 AS yes FROM quiz_attempt WHERE program_id = $1 AND quiz_id = $2 AND occasion = $3 AND member_id = ANY($4::bigint[]) AND passed LIMIT 1',
    [scope.program, quizId, occasion, holders],
  )
  return rows.length > 0
}
