// A bank, a quiz and answers to it, a survey: through the real stories.
import { answerQuestion } from '#app/flows/answer-question.server.ts'
import { saveBank } from '#app/flows/save-bank.server.ts'
import { saveQuestion } from '#app/flows/save-question.server.ts'
import { saveQuiz } from '#app/flows/save-quiz.server.ts'
import { saveSurvey } from '#app/flows/save-survey.server.ts'
import { switchQuiz } from '#app/flows/switch-quiz.server.ts'
import { switchSurvey } from '#app/flows/switch-survey.server.ts'
import { startOf } from '#app/domain/surveys/starts.ts'
import { surveySchema } from '#app/domain/surveys/survey.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Question, questionSchema } from '#app/domain/quizzes/question.ts'
import { quizSchema } from '#app/domain/quizzes/quiz.ts'
import { attemptFor } from '#app/domain/quizzes/queries.server.ts'

/** A bank with these questions. Answers its id and theirs. */
export async function addQuestions(by: number, title: string, questions: readonly object[]): Promise<{ bank: number; ids: number[] }> {
  const saved = await saveBank(null, { title, about: '' }, { program: 1, by })
  if (!('id' in saved)) throw new Error(saved.message)
  const ids: number[] = []
  for (const question of questions) {
    const content = questionSchema.parse({ stem: 'What is it?', ...question })
    const written = await saveQuestion(saved.id, { id: null, version: null, tags: [], content }, { program: 1, by })
    if ('id' in written) ids.push(written.id)
  }
  return { bank: saved.id, ids }
}

/** An open quiz over all questions of a bank, with no limits unless the terms say so. Answers its id. */
export async function addQuiz(by: number, slug: string, bank: number, terms: object = {}): Promise<number> {
  const quiz = quizSchema.parse({
    title: `Quiz ${slug}`,
    listed: true,
    parts: [{ bank, tag: null, count: null }],
    seconds: null,
    attempts: null,
    passPercent: 60,
    cooldownMinutes: 0,
    explain: 'end',
    closesAt: null,
    ...terms,
  })
  const saved = await saveQuiz(quiz, { slug }, { program: 1, by })
  if (!('id' in saved)) throw new Error(saved.message)
  await switchQuiz(saved.id, 'open', { program: 1, by })
  return saved.id
}

/** An open survey with the recommend question and its follow-ups, unless the terms ask something else. Answers its id. */
export async function addSurvey(by: number, slug: string, terms: object = {}): Promise<number> {
  const survey = surveySchema.parse({ ...startOf('nps'), title: `Survey ${slug}`, listed: true, ...terms })
  const saved = await saveSurvey(survey, { slug }, { program: 1, by })
  if (!('id' in saved)) throw new Error(saved.message)
  await switchSurvey(saved.id, 'open', { program: 1, by })
  return saved.id
}

/** Answers every question of an attempt rightly, or wrongly, as its page would send it. Only for single and text questions. */
export async function answerAll(program: Program, member: number, attemptId: number, right: boolean, now?: Date): Promise<string[]> {
  const found = await attemptFor(1, attemptId, member)
  const said: string[] = []
  for (const { position, content, places } of found?.items ?? []) {
    const form = new FormData()
    if (content.type === 'single') {
      const option = content.options.findIndex((one) => (one.percent === 100) === right)
      form.set('choice', String(places.indexOf(option)))
    } else form.set('text', right ? textKey(content) : 'no idea')
    said.push((await answerQuestion({ program: 1, by: member }, program, { attemptId, position }, form, now)).kind)
  }
  return said
}

function textKey(content: Question): string {
  if (content.type === 'short') return content.accepted[0] ?? ''
  if (content.type === 'numeric') return String(content.value)
  return content.type === 'code' ? (content.outputs[0] ?? '') : ''
}
