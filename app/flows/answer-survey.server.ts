import { randomUUID } from 'node:crypto'
import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { keepResponse, noteTurnout } from '#app/domain/surveys/commands.server.ts'
import { openWaveIn, surveyIn, tookPartIn } from '#app/domain/surveys/settling.server.ts'
import { type Answers, groupOf, scoreIn, type Survey } from '#app/domain/surveys/survey.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { completeStage } from './complete-stage.server.ts'

/** The stage of a challenge that waits for a survey. */
export type Waiting = { participationId: number; stageId: number }

/**
 * A member answers the open wave of a survey: once, whatever is sent at once (the key is survey, wave and person). The rules are told that they did; what they
 * said only where the survey is not anonymous. A stage that waits is passed, also by who answered this wave before (then `answers` may be null).
 */
export function answerSurvey(
  by: Actor & { by: number },
  program: Program,
  order: { surveyId: number; answers: Answers | null; stage: Waiting | null },
  now = new Date(),
): Promise<{ kind: 'answered' | 'answered_before' } | Refused<'not_open'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if (order.stage) await lockSettling(scope)
          const survey = await surveyIn(scope, order.surveyId)
          const wave = survey?.state === 'open' ? await openWaveIn(scope, survey.id) : null
          if (!survey || !wave) throw new Refusal('not_open', 'This survey is not open now.')
          const before = await tookPartIn(scope, survey.id, wave.number, by.by)
          if (!before && !order.answers) throw new Refusal('not_open', 'Answer the survey first: then this step counts.')
          const fresh = !before && order.answers !== null && (await noteTurnout(scope, survey.id, wave.number, by.by))
          if (order.answers && fresh) await keep(scope, by.by, survey, wave.number, order.answers)
          if (order.stage) await completeStage(scope, program, { ...order.stage, how: 'survey', ...branchOf(survey, fresh ? order.answers : null) })
          return { kind: fresh ? ('answered' as const) : ('answered_before' as const) }
        },
        now,
      ),
    'not_open',
  )
}

async function keep(scope: Scope, member: number, survey: Survey, wave: number, answers: Answers): Promise<void> {
  const score = scoreIn(survey.questions, answers)
  await keepResponse(scope, { id: randomUUID(), surveyId: survey.id, wave, memberId: survey.anonymous ? null : member, answers, score })
  const facts: Record<string, string | number> = { survey: survey.slug, wave }
  if (!survey.anonymous && score !== null) facts.group = groupOf(score)
  await recordHubEvents(scope, [
    {
      kind: 'survey.answered',
      externalId: `survey:${survey.id}:${wave}:${member}`,
      version: '1',
      memberId: member,
      title: survey.title,
      url: `/surveys/${survey.slug}`,
      facts,
      at: scope.now,
    },
  ])
}

/** What a challenge can branch by: the group of the recommend question, or the first choice. Nothing of an anonymous survey, for the way taken would tell. */
function branchOf(survey: Survey, answers: Answers | null): { answer?: string } {
  if (survey.anonymous || !answers) return {}
  const score = scoreIn(survey.questions, answers)
  if (score !== null) return { answer: groupOf(score) }
  const choice = survey.questions.find((ask) => ask.type === 'single' && answers[ask.id] !== undefined)
  return choice ? { answer: String(answers[choice.id]) } : {}
}
