import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { openWave, setSurveyState } from '#app/domain/surveys/commands.server.ts'
import { openWaveIn, surveyIn } from '#app/domain/surveys/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager opens a survey (with a first wave if none is open), closes it, or opens a new wave, which ends the one before. */
export function switchSurvey(
  id: number,
  to: 'open' | 'closed' | { wave: string },
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'switched' } | Refused<'none' | 'empty'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const survey = await surveyIn(scope, id)
          if (!survey) throw new Refusal('none', 'There is no such survey.')
          if (to !== 'closed' && survey.questions.length === 0) throw new Refusal('empty', 'Ask at least one question before you open it.')
          if (typeof to === 'object') {
            const number = await openWave(scope, id, to.wave)
            await setSurveyState(scope, id, 'open')
            await record(scope, { action: 'survey.wave_opened', objectKind: 'survey', objectId: id, after: { wave: number, title: to.wave } })
            return { kind: 'switched' as const }
          }
          if (to === 'open' && !(await openWaveIn(scope, id))) await openWave(scope, id, '')
          if (await setSurveyState(scope, id, to))
            await record(scope, { action: to === 'open' ? 'survey.opened' : 'survey.closed', objectKind: 'survey', objectId: id })
          return { kind: 'switched' as const }
        },
        now,
      ),
    'none',
    'empty',
  )
}
