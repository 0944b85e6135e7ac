// The managers' pages of quizzes and surveys for the walk through every door: what each shows, and what each changes.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { Permission } from '#app/domain/members/roles.ts'
import * as bank from '#app/routes/manage/bank.tsx'
import * as bankImport from '#app/routes/manage/bank-import.tsx'
import * as question from '#app/routes/manage/question.tsx'
import * as quiz from '#app/routes/manage/quiz.tsx'
import * as quizResults from '#app/routes/manage/quiz-results.tsx'
import * as quizzes from '#app/routes/manage/quizzes.tsx'
import * as survey from '#app/routes/manage/survey.tsx'
import * as surveyResults from '#app/routes/manage/survey-results.tsx'
import * as surveys from '#app/routes/manage/surveys.tsx'
import { addQuestions, addQuiz, addSurvey } from '#tests/support/quizzes.ts'

type QuizDoor = {
  file: string
  door: { loader: (args: LoaderFunctionArgs) => Promise<unknown>; action?: (args: ActionFunctionArgs) => Promise<unknown> }
  params: Record<string, string>
  see: Permission
  change?: { form: Record<string, string>; needs: Permission }[]
}

/** The doors of quizzes and surveys, with one of each behind them. */
export async function quizDoors(manager: number): Promise<QuizDoor[]> {
  const questions = await addQuestions(manager, 'Git', [{ type: 'short', accepted: ['rebase'] }])
  const bankOf = { id: String(questions.bank) }
  const quizOf = { id: String(await addQuiz(manager, 'git', questions.bank)) }
  const surveyOf = { id: String(await addSurvey(manager, 'voices')) }
  const edits = (...forms: Record<string, string>[]) => forms.map((form) => ({ form, needs: 'edit_quizzes' as const }))
  return [
    { file: 'quizzes.tsx', door: quizzes, params: {}, see: 'see_quiz_results', change: edits({ do: 'bank' }, { do: 'quiz' }) },
    { file: 'quiz.tsx', door: quiz, params: quizOf, see: 'edit_quizzes', change: edits({ do: 'open' }, { do: 'save', title: '' }) },
    { file: 'quiz-results.tsx', door: quizResults, params: quizOf, see: 'see_quiz_results' },
    { file: 'bank.tsx', door: bank, params: bankOf, see: 'edit_quizzes', change: edits({ do: 'retire', question: '0' }, { title: '' }) },
    { file: 'bank-import.tsx', door: bankImport, params: bankOf, see: 'edit_quizzes', change: edits({ text: '' }) },
    { file: 'question.tsx', door: question, params: { ...bankOf, question: 'new' }, see: 'edit_quizzes', change: edits({ stem: '' }) },
    {
      file: 'surveys.tsx',
      door: surveys,
      params: {},
      see: 'see_survey_results',
      change: [{ form: { title: '' }, needs: 'edit_surveys' }],
    },
    {
      file: 'survey.tsx',
      door: survey,
      params: surveyOf,
      see: 'edit_surveys',
      change: ['open', 'wave', 'save'].map((what) => ({ form: { do: what }, needs: 'edit_surveys' as const })),
    },
    { file: 'survey-results.tsx', door: surveyResults, params: surveyOf, see: 'see_survey_results' },
  ]
}
