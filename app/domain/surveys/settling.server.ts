import type { Scope } from '#app/db/transaction.server.ts'
import { holdersOf } from '#app/db/holders.server.ts'
import type { Survey, Wave } from './survey.ts'

/** A survey row as everybody reads it. */
export const surveyColumns = `s.id, s.slug, s.title, s.body, s.thanks, s.state, s.listed, s.anonymous, s.questions, s.version`

/** The statement that finds the wave that is open (`$1` program, `$2` survey, `$3` now). */
export const openWaveSql = `SELECT survey_id AS "surveyId", number, title, opens_at AS "opensAt", closes_at AS "closesAt" FROM survey_wave
  WHERE program_id = $1 AND survey_id = $2 AND opens_at <= $3 AND (closes_at IS NULL OR closes_at > $3) ORDER BY number DESC LIMIT 1`

/** One survey inside a story, or null. */
export async function surveyIn(scope: Scope, id: number): Promise<Survey | null> {
  const [row] = await scope.sql<Survey>(`SELECT ${surveyColumns} FROM survey s WHERE s.program_id = $1 AND s.id = $2`, [scope.program, id])
  return row ?? null
}

/** The wave of a survey that is open now, or null. */
export async function openWaveIn(scope: Scope, surveyId: number): Promise<Wave | null> {
  const [row] = await scope.sql<Wave>(openWaveSql, [scope.program, surveyId, scope.now])
  return row ?? null
}

/** How many have answered a survey, over all its waves. */
export async function answeredIn(scope: Scope, surveyId: number): Promise<number> {
  const [row] = await scope.sql<{ count: number }>('SELECT count(*)::int AS count FROM survey_turnout WHERE program_id = $1 AND survey_id = $2', [
    scope.program,
    surveyId,
  ])
  return row?.count ?? 0
}

/** The statement that finds whether a person (`$2`) took part in a wave (`$1` program, `$3` survey, `$4` wave), under any of their accounts. */
export const tookPartSql = `SELECT 1 AS there FROM survey_turnout WHERE program_id = $1 AND survey_id = $3 AND wave = $4
  AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) LIMIT 1`

/** True if this person took part in a wave, seen from inside the story. */
export async function tookPartIn(scope: Scope, surveyId: number, wave: number, person: number): Promise<boolean> {
  return (await scope.sql(tookPartSql, [scope.program, person, surveyId, wave])).length > 0
}
