import type { Scope } from '#app/db/transaction.server.ts'
import type { Answer } from '#app/domain/quizzes/answer.ts'
import type { Drawn } from '#app/domain/quizzes/draw.ts'
import { gradeAnswer, percentOf } from '#app/domain/quizzes/grading.ts'
import type { Attempt } from '#app/domain/quizzes/quiz.ts'
import type { Item } from '#app/domain/quizzes/settling.server.ts'

/** Makes every other start of this person at this quiz and occasion wait until the story ends, so that no two count the same attempts. */
export async function lockTaker(scope: Scope, quizId: number, memberId: number, occasion: string): Promise<void> {
  await scope.sql(
    `INSERT INTO quiz_taker (program_id, quiz_id, member_id, occasion) VALUES ($1, $2, $3, $4)
     ON CONFLICT (program_id, quiz_id, member_id, occasion) DO UPDATE SET used = quiz_taker.used`,
    [scope.program, quizId, memberId, occasion],
  )
}

/** What an attempt begins with. */
export type Beginning = Pick<
  Attempt,
  'quizId' | 'memberId' | 'occasion' | 'place' | 'number' | 'passPercent' | 'deadline' | 'participationId' | 'stageId'
> & {
  seed: number
}

/** Begins an attempt with the questions drawn for it. Answers its id. The taker must be locked. */
export async function beginAttempt(scope: Scope, begin: Beginning, drawn: readonly Drawn[]): Promise<number> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO quiz_attempt (program_id, quiz_id, member_id, occasion, place, number, seed, pass_percent, started_at, deadline, participation_id, stage_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
    [
      scope.program,
      begin.quizId,
      begin.memberId,
      begin.occasion,
      begin.place,
      begin.number,
      begin.seed,
      begin.passPercent,
      scope.now,
      begin.deadline,
      begin.participationId,
      begin.stageId,
    ],
  )
  if (!row) throw new Error('The attempt was not written.')
  await scope.sql(
    `INSERT INTO quiz_answer (program_id, attempt_id, position, question_id, version, places, marks)
     SELECT $1::smallint, $2::bigint, n, question_id, version, (SELECT coalesce(array_agg(p::int ORDER BY o), '{}') FROM jsonb_array_elements_text(places) WITH ORDINALITY AS x(p, o)), marks
     FROM unnest($3::int[], $4::int[], $5::jsonb[], $6::int[]) WITH ORDINALITY AS d(question_id, version, places, marks, n)`,
    [
      scope.program,
      row.id,
      drawn.map((question) => question.questionId),
      drawn.map((question) => question.version),
      drawn.map((question) => JSON.stringify(question.places)),
      drawn.map((question) => question.marks),
    ],
  )
  await scope.sql('UPDATE quiz_taker SET used = used + 1 WHERE program_id = $1 AND quiz_id = $2 AND member_id = $3 AND occasion = $4', [
    scope.program,
    begin.quizId,
    begin.memberId,
    begin.occasion,
  ])
  return row.id
}

/** Keeps what was answered to one question of an open attempt. A final answer is graded at once and stays; false if it was final before. */
export async function keepAnswer(scope: Scope, attemptId: number, item: Item, answer: Answer | null, final: boolean): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE quiz_answer SET answer = $4::jsonb, answered_at = $5, final = $6, fraction = $7
     WHERE program_id = $1 AND attempt_id = $2 AND position = $3 AND NOT final RETURNING 1 AS kept`,
    [
      scope.program,
      attemptId,
      item.position,
      answer === null ? null : JSON.stringify(answer),
      scope.now,
      final,
      final ? gradeAnswer(item.content, answer) : null,
    ],
  )
  return rows.length > 0
}

/** Ends an open attempt for good: grades every answer by the version of its question, sums up, and says whether it passed. */
export async function endAttempt(
  scope: Scope,
  attempt: Attempt,
  items: readonly Item[],
  ending: 'handed_in' | 'time',
): Promise<{ percent: number; passed: boolean }> {
  const graded = items.map(({ position, content, answer, marks }) => ({ position, marks, fraction: gradeAnswer(content, answer) }))
  await scope.sql(
    `UPDATE quiz_answer i SET fraction = g.fraction FROM unnest($3::int[], $4::float8[]) AS g(position, fraction)
     WHERE i.program_id = $1 AND i.attempt_id = $2 AND i.position = g.position`,
    [scope.program, attempt.id, graded.map((item) => item.position), graded.map((item) => item.fraction)],
  )
  const percent = percentOf(graded)
  const passed = percent >= attempt.passPercent
  // Time ends an attempt when it was over, not when somebody looked.
  const endedAt = ending === 'time' && attempt.deadline ? attempt.deadline : scope.now
  await scope.sql(
    `UPDATE quiz_attempt SET state = 'ended', ended_at = $3, ending = $4, percent = $5, passed = $6 WHERE program_id = $1 AND id = $2`,
    [scope.program, attempt.id, endedAt, ending, percent, passed],
  )
  return { percent, passed }
}
