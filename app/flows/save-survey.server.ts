import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putSurvey } from '#app/domain/surveys/commands.server.ts'
import { answeredIn, surveyIn } from '#app/domain/surveys/settling.server.ts'
import type { SurveyTerms } from '#app/domain/surveys/survey.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager writes a survey: a new one as a draft under a slug, or the next version of the one they read. Once somebody answered, who can be known stays as it was promised. */
export function saveSurvey(
  survey: SurveyTerms,
  known: { id: number; version: number } | { slug: string },
  by: Actor,
): Promise<{ kind: 'saved'; id: number } | Refused<'changed' | 'promised' | 'empty'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const before = 'id' in known ? await surveyIn(scope, known.id) : null
        if (before && before.anonymous !== survey.anonymous && (await answeredIn(scope, before.id)) > 0)
          throw new Refusal(
            'promised',
            'People have answered under the other promise, so whether it is anonymous cannot change any more. Nothing was saved.',
          )
        if (before?.state === 'open' && survey.questions.length === 0)
          throw new Refusal('empty', 'An open survey keeps at least one question. Nothing was saved.')
        const id = await putSurvey(scope, survey, known)
        if (id === null)
          throw new Refusal('changed', 'Somebody else changed this survey meanwhile. Nothing was saved: open it again in another tab, and compare.')
        await record(scope, { action: 'survey.saved', objectKind: 'survey', objectId: id, before: before ?? undefined, after: survey })
        return { kind: 'saved' as const, id }
      }),
    'changed',
    'promised',
    'empty',
  )
}
