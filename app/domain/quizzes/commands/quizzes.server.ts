import type { Scope } from '#app/db/transaction.server.ts'
import type { QuizState, QuizTerms } from '#app/domain/quizzes/quiz.ts'

/** Writes a quiz: a new one under a slug of its own, or the next version of one. Answers its id, or null if somebody changed it meanwhile. */
export async function putQuiz(scope: Scope, quiz: QuizTerms, known: { id: number; version: number } | { slug: string }): Promise<number | null> {
  const values = [
    quiz.title,
    quiz.summary,
    quiz.body,
    quiz.listed,
    JSON.stringify(quiz.parts),
    quiz.seconds,
    quiz.attempts,
    quiz.passPercent,
    quiz.cooldownMinutes,
    quiz.shuffleQuestions,
    quiz.shuffleOptions,
    quiz.explain,
    quiz.closesAt,
  ]
  const [row] =
    'slug' in known
      ? await scope.sql<{ id: number }>(
          `INSERT INTO quiz (program_id, title, summary, body, listed, parts, seconds, attempts, pass_percent, cooldown_minutes, shuffle_questions, shuffle_options,
             explain, closes_at, created_at, created_by, slug)
           SELECT $1::smallint, $2, $3, $4, $5::boolean, $6::jsonb, $7::int, $8::int, $9::int, $10::int, $11::boolean, $12::boolean, $13, $14::timestamptz,
             $15::timestamptz, $16::bigint, $17::text || CASE WHEN EXISTS (SELECT FROM quiz WHERE program_id = $1 AND slug = $17) THEN '-' || (SELECT count(*) + 1 FROM quiz WHERE program_id = $1) ELSE '' END
           RETURNING id`,
          [scope.program, ...values, scope.now, scope.by, known.slug],
        )
      : await scope.sql<{ id: number }>(
          `UPDATE quiz SET title = $2, summary = $3, body = $4, listed = $5, parts = $6::jsonb, seconds = $7, attempts = $8, pass_percent = $9, cooldown_minutes = $10,
             shuffle_questions = $11, shuffle_options = $12, explain = $13, closes_at = $14, version = version + 1
           WHERE program_id = $1 AND id = $15 AND version = $16 RETURNING id`,
          [scope.program, ...values, known.id, known.version],
        )
  return row?.id ?? null
}

/** Opens or closes a quiz. Answers whether that changed anything. */
export async function setQuizState(scope: Scope, id: number, state: QuizState): Promise<boolean> {
  const rows = await scope.sql('UPDATE quiz SET state = $3, version = version + 1 WHERE program_id = $1 AND id = $2 AND state <> $3 RETURNING id', [
    scope.program,
    id,
    state,
  ])
  return rows.length > 0
}
