import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { openWaveSql, surveyColumns, tookPartSql } from './settling.server.ts'
import type { Answers, Survey, SurveyState, Wave } from './survey.ts'

/** A survey by its address, or null. */
export async function surveyBySlug(program: number, slug: string): Promise<Survey | null> {
  const [row] = await sqlAlone<Survey>(`SELECT ${surveyColumns} FROM survey s WHERE s.program_id = $1 AND s.slug = $2`, [program, slug])
  return row ?? null
}

/** A survey by its number, or null. */
export async function surveyById(program: number, id: number): Promise<Survey | null> {
  const [row] = await sqlAlone<Survey>(`SELECT ${surveyColumns} FROM survey s WHERE s.program_id = $1 AND s.id = $2`, [program, id])
  return row ?? null
}

/** The wave of a survey that is open at a moment, or null. */
export async function openWaveOf(program: number, surveyId: number, now: Date): Promise<Wave | null> {
  const [row] = await sqlAlone<Wave>(openWaveSql, [program, surveyId, now])
  return row ?? null
}

/** True if this person took part in a wave, under any of their accounts. */
export async function tookPart(program: number, surveyId: number, wave: number, person: number): Promise<boolean> {
  const rows = await sqlAlone(tookPartSql, [program, person, surveyId, wave])
  return rows.length > 0
}

/** A survey as the members' list shows it. */
export type SurveyCard = {
  slug: string
  title: string
  wave: string
  anonymous: boolean
  questions: number
  closesAt: Date | null
  answered: boolean
}

/** The open surveys that every member finds, those not answered yet first. */
export async function listedSurveys(program: number, person: number, now: Date): Promise<SurveyCard[]> {
  return sqlAlone<SurveyCard>(
    `SELECT s.slug, s.title, w.title AS wave, s.anonymous, jsonb_array_length(s.questions) AS questions, w.closes_at AS "closesAt",
       EXISTS (SELECT FROM survey_turnout t WHERE t.program_id = $1 AND t.survey_id = s.id AND t.wave = w.number AND t.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)) AS answered
     FROM survey s JOIN LATERAL (SELECT * FROM survey_wave w WHERE w.program_id = $1 AND w.survey_id = s.id AND w.opens_at <= $3 AND (w.closes_at IS NULL OR w.closes_at > $3)
       ORDER BY w.number DESC LIMIT 1) AS w ON true
     WHERE s.program_id = $1 AND s.state = 'open' AND s.listed ORDER BY answered, s.id DESC`,
    [program, person, now],
  )
}

/** A survey as managers' list shows it. */
export type SurveyRow = { id: number; slug: string; title: string; state: SurveyState; anonymous: boolean; waves: number; answered: number }

/** Every survey with its waves and how many answered. */
export async function allSurveys(program: number): Promise<SurveyRow[]> {
  return sqlAlone<SurveyRow>(
    `SELECT s.id, s.slug, s.title, s.state, s.anonymous, (SELECT count(*)::int FROM survey_wave w WHERE w.program_id = $1 AND w.survey_id = s.id) AS waves,
       (SELECT count(*)::int FROM survey_turnout t WHERE t.program_id = $1 AND t.survey_id = s.id) AS answered
     FROM survey s WHERE s.program_id = $1 ORDER BY s.state = 'closed', s.id DESC`,
    [program],
  )
}

/** A wave with how many answered it, and how many gave each score from 0 to 10. */
export type WaveRow = Wave & { answered: number; scores: number[] }

/** The waves of a survey, the newest first. */
export async function wavesOf(program: number, surveyId: number): Promise<WaveRow[]> {
  const rows = await sqlAlone<Wave & { answered: number; counts: Record<string, number> }>(
    `SELECT w.survey_id AS "surveyId", w.number, w.title, w.opens_at AS "opensAt", w.closes_at AS "closesAt",
       (SELECT count(*)::int FROM survey_response r WHERE r.program_id = $1 AND r.survey_id = $2 AND r.wave = w.number) AS answered,
       (SELECT coalesce(jsonb_object_agg(score, times), '{}') FROM (SELECT score, count(*)::int AS times FROM survey_response r
          WHERE r.program_id = $1 AND r.survey_id = $2 AND r.wave = w.number AND r.score IS NOT NULL GROUP BY score) AS c) AS counts
     FROM survey_wave w WHERE w.program_id = $1 AND w.survey_id = $2 ORDER BY w.number DESC`,
    [program, surveyId],
  )
  return rows.map(({ counts, ...wave }) => ({ ...wave, scores: Array.from({ length: 11 }, (_, score) => counts[String(score)] ?? 0) }))
}

/** How often each value was given to each of these questions in a wave. */
export async function countsOf(
  program: number,
  surveyId: number,
  wave: number,
  asks: readonly string[],
): Promise<{ ask: string; value: string; count: number }[]> {
  return sqlAlone(
    `SELECT e.key AS ask, v.value #>> '{}' AS value, count(*)::int AS count FROM survey_response r, jsonb_each(r.answers) AS e,
       jsonb_array_elements(CASE jsonb_typeof(e.value) WHEN 'array' THEN e.value ELSE jsonb_build_array(e.value) END) AS v(value)
     WHERE r.program_id = $1 AND r.survey_id = $2 AND r.wave = $3 AND e.key = ANY($4::text[]) GROUP BY 1, 2`,
    [program, surveyId, wave, asks],
  )
}

/** A response with its person; none of an anonymous survey. */
export type ResponseRow = { id: string; wave: number; at: Date; handle: string | null; name: string | null; score: number | null; answers: Answers }

/** The responses of a wave (null: of all), in the order of their random ids where nobody may know who came when, else newest first. */
export async function responsesOf(
  program: number,
  surveyId: number,
  filter: { wave: number | null; from: number; to: number; limit: number },
): Promise<ResponseRow[]> {
  return sqlAlone<ResponseRow>(
    `SELECT r.id, r.wave, r.at, m.handle, m.display_name AS name, r.score, r.answers FROM survey_response r
     LEFT JOIN member m ON m.program_id = r.program_id AND m.id = r.member_id
     WHERE r.program_id = $1 AND r.survey_id = $2 AND ($3::int IS NULL OR r.wave = $3) AND ($4 = 0 AND $5 = 10 OR r.score BETWEEN $4 AND $5)
     ORDER BY r.wave DESC, CASE WHEN r.member_id IS NULL THEN NULL ELSE r.at END DESC NULLS LAST, r.id LIMIT $6`,
    [program, surveyId, filter.wave, filter.from, filter.to, filter.limit],
  )
}
