import type { Scope } from '#app/db/transaction.server.ts'
import type { Answers, SurveyState, SurveyTerms } from './survey.ts'

/** Writes a survey: a new one under a slug of its own, or the next version of one. Answers its id, or null if somebody changed it meanwhile. */
export async function putSurvey(
  scope: Scope,
  survey: SurveyTerms,
  known: { id: number; version: number } | { slug: string },
): Promise<number | null> {
  const values = [survey.title, survey.body, survey.thanks, survey.listed, survey.anonymous, JSON.stringify(survey.questions)]
  const [row] =
    'slug' in known
      ? await scope.sql<{ id: number }>(
          `INSERT INTO survey (program_id, title, body, thanks, listed, anonymous, questions, created_at, created_by, slug)
           SELECT $1::smallint, $2, $3, $4, $5::boolean, $6::boolean, $7::jsonb, $8::timestamptz, $9::bigint,
             $10::text || CASE WHEN EXISTS (SELECT FROM survey WHERE program_id = $1 AND slug = $10) THEN '-' || (SELECT count(*) + 1 FROM survey WHERE program_id = $1) ELSE '' END
           RETURNING id`,
          [scope.program, ...values, scope.now, scope.by, known.slug],
        )
      : await scope.sql<{ id: number }>(
          `UPDATE survey SET title = $2, body = $3, thanks = $4, listed = $5, anonymous = $6, questions = $7::jsonb, version = version + 1
           WHERE program_id = $1 AND id = $8 AND version = $9 RETURNING id`,
          [scope.program, ...values, known.id, known.version],
        )
  return row?.id ?? null
}

/** Opens or closes a survey. Answers whether that changed anything. */
export async function setSurveyState(scope: Scope, id: number, state: SurveyState): Promise<boolean> {
  const rows = await scope.sql('UPDATE survey SET state = $3, version = version + 1 WHERE program_id = $1 AND id = $2 AND state <> $3 RETURNING id', [
    scope.program,
    id,
    state,
  ])
  return rows.length > 0
}

/** Opens a new wave of a survey now; the one before ends with it. Answers its number. */
export async function openWave(scope: Scope, surveyId: number, title: string): Promise<number> {
  await scope.sql(
    `UPDATE survey_wave SET closes_at = $3 WHERE program_id = $1 AND survey_id = $2 AND opens_at < $3 AND (closes_at IS NULL OR closes_at > $3)`,
    [scope.program, surveyId, scope.now],
  )
  const [row] = await scope.sql<{ number: number }>(
    `INSERT INTO survey_wave (program_id, survey_id, number, title, opens_at)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4 FROM survey_wave WHERE program_id = $1 AND survey_id = $2 RETURNING number`,
    [scope.program, surveyId, title, scope.now],
  )
  return row?.number ?? 0
}

/** Notes that a person takes part in a wave. False if they did before. */
export async function noteTurnout(scope: Scope, surveyId: number, wave: number, memberId: number): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO survey_turnout (program_id, survey_id, wave, member_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1 AS noted`,
    [scope.program, surveyId, wave, memberId],
  )
  return rows.length > 0
}

/** Keeps what was answered. Of an anonymous survey `memberId` is null, and only the day (UTC) is kept. */
export async function keepResponse(
  scope: Scope,
  response: { id: string; surveyId: number; wave: number; memberId: number | null; answers: Answers; score: number | null },
): Promise<void> {
  const day = new Date(Math.floor(scope.now.getTime() / 86_400_000) * 86_400_000)
  await scope.sql(
    `INSERT INTO survey_response (program_id, survey_id, wave, id, member_id, at, answers, score) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)`,
    [
      scope.program,
      response.surveyId,
      response.wave,
      response.id,
      response.memberId,
      response.memberId === null ? day : scope.now,
      JSON.stringify(response.answers),
      response.score,
    ],
  )
}
