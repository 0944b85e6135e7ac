// What the demo community is asked: three quizzes with attempts at them, a survey, and a wave of the recommend question with some answers.
import { type Actor, sqlAlone } from '#app/db/transaction.server.ts'
import { slugFrom } from '#app/domain/quizzes/forms.ts'
import { attemptFor } from '#app/domain/quizzes/queries.server.ts'
import { type Question, questionSchema } from '#app/domain/quizzes/question.ts'
import { quizSchema } from '#app/domain/quizzes/quiz.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { startOf } from '#app/domain/surveys/starts.ts'
import { surveySchema } from '#app/domain/surveys/survey.ts'
import { answerQuestion } from '#app/flows/answer-question.server.ts'
import { answerSurvey } from '#app/flows/answer-survey.server.ts'
import { handInAttempt } from '#app/flows/hand-in-attempt.server.ts'
import { importQuestions } from '#app/flows/import-questions.server.ts'
import { saveBank } from '#app/flows/save-bank.server.ts'
import { saveQuiz } from '#app/flows/save-quiz.server.ts'
import { saveSurvey } from '#app/flows/save-survey.server.ts'
import { ownPage, startAttempt } from '#app/flows/start-attempt.server.ts'
import { switchQuiz } from '#app/flows/switch-quiz.server.ts'
import { switchSurvey } from '#app/flows/switch-survey.server.ts'
import { chanceFrom } from './chance.ts'
import { care, openSource, product } from './quiz-questions.ts'

const day = 86_400_000
const quizzes = [
  {
    title: 'Your first contribution',
    summary: 'From the fork to the merge, and the manners in between.',
    body: 'Nobody is born knowing how to contribute to open source. These questions are the ones that maintainers wish newcomers would ask **before** the first pull request.\n\nTake your time: there is no clock.',
    bank: { title: 'Open source', about: 'Git, licenses and manners' },
    questions: openSource,
    terms: { parts: [{ tag: null, count: 7 }], seconds: null, attempts: 3, passPercent: 60, cooldownMinutes: 10, explain: 'end' },
  },
  {
    title: 'How Laurel counts',
    summary: 'Points, channels and levels: do you know how they come about?',
    body: 'Six questions about how this place works. Afterwards you will never wonder again why a line says what it says.',
    bank: { title: 'The hub itself', about: 'Points, channels and standing' },
    questions: product,
    terms: {
      parts: [
        { tag: 'points', count: 3 },
        { tag: 'channels', count: 2 },
        { tag: 'standing', count: 1 },
      ],
      seconds: 600,
      attempts: 2,
      passPercent: 70,
      cooldownMinutes: 60,
      explain: 'last',
    },
  },
  {
    title: 'Caring for a community',
    summary: 'Thanks, conflicts, newcomers: what works, and what only sounds good.',
    body: 'There is rarely one right answer with people. Here is what experience says; read the explanation **after each answer**, and disagree with it in the forum.',
    bank: { title: 'Community care', about: 'Answers, conflicts and thanks' },
    questions: care,
    terms: { parts: [{ tag: null, count: null }], seconds: null, attempts: null, passPercent: 50, cooldownMinutes: 0, explain: 'answer' },
  },
]

/** Fills the quizzes and surveys of the demo program, once. */
export async function askCommunity(actor: Actor, now: Date): Promise<void> {
  const program = await programById(actor.program)
  const [there] = await sqlAlone('SELECT 1 AS there FROM quiz WHERE program_id = $1 LIMIT 1', [actor.program])
  if (!program || there) return
  const people = await sqlAlone<{ id: number; email: string | null }>(
    `SELECT id, email FROM member WHERE program_id = $1 AND merged_into IS NULL ORDER BY id`,
    [actor.program],
  )
  const manager = people.find((person) => person.email === 'manager@laurel.example')?.id ?? null
  const others = people.filter((person) => !person.email?.endsWith('@laurel.example')).map((person) => person.id)
  const by = { ...actor, by: manager }
  for (const quiz of quizzes) {
    const id = await writeQuiz(quiz, by)
    for (const [index, member] of others.slice(0, 9).entries()) await take(program, id, slugFrom(quiz.title), member, index, now)
  }
  await askSurveys(program, by, others, now)
}

async function writeQuiz({ bank, questions, terms, ...words }: (typeof quizzes)[number], by: Actor): Promise<number> {
  const saved = await saveBank(null, bank, by)
  if (!('id' in saved)) throw new Error(saved.message)
  const read = questions.map(({ tags, content }) => ({ tags, content: questionSchema.parse(content) }))
  await importQuestions(saved.id, read, by)
  const parts = terms.parts.map((part) => ({ bank: saved.id, ...part }))
  const quiz = quizSchema.parse({ ...words, ...terms, parts, listed: true, shuffleQuestions: true, shuffleOptions: true, closesAt: null })
  const written = await saveQuiz(quiz, { slug: slugFrom(quiz.title) }, by)
  if (!('id' in written)) throw new Error(written.message)
  await switchQuiz(written.id, 'open', by)
  return written.id
}

/** One attempt of a member who knows some of it: the later in the list, the less. */
async function take(program: Program, quizId: number, slug: string, member: number, index: number, now: Date): Promise<void> {
  const by = { program: program.id, by: member }
  const chance = chanceFrom(quizId * 100 + index)
  const at = new Date(now.getTime() - (index + 1) * day)
  const begun = await startAttempt(by, program, ownPage(quizId, slug), at)
  if (!('id' in begun)) return
  for (const { position, content, places } of (await attemptFor(program.id, begun.id, member))?.items ?? []) {
    const form = guess(content, places, !chance.maybe(index * 0.08 + 0.1))
    if (form) await answerQuestion(by, program, { attemptId: begun.id, position }, form, new Date(at.getTime() + position * 20_000))
  }
  await handInAttempt(by, program, begun.id, new Date(at.getTime() + (180 + index * 20) * 1000))
}

function guess(content: Question, places: readonly number[], knows: boolean): FormData | null {
  const form = new FormData()
  if (content.type === 'single') form.set('choice', String(places.indexOf(content.options.findIndex((option) => (option.percent === 100) === knows))))
  else if (content.type === 'multiple')
    content.options.forEach((option, index) => (option.right || !knows) && form.append('choice', String(places.indexOf(index))))
  else if (content.type === 'ordering')
    content.items.forEach((_, index) => form.set(`rank-${places.indexOf(index)}`, String((knows ? index : (index + 1) % content.items.length) + 1)))
  else if (content.type === 'matching')
    content.pairs.forEach((_, index) => form.set(`side-${index}`, String(places.indexOf(knows ? index : (index + 1) % content.pairs.length))))
  else if (!knows) return null
  else if (content.type === 'numeric') form.set('text', String(content.value))
  else form.set('text', content.type === 'code' ? (content.outputs[0] ?? '') : (content.accepted[0] ?? ''))
  return form
}

const meetup = {
  title: 'The next meetup',
  body: 'Four short questions. The room is booked by what you say.',
  thanks: 'Thank you. The date stands here next week.',
  listed: true,
  anonymous: true,
  questions: [
    { id: 'q1', type: 'single', text: 'Would you come?', required: true, options: ['Yes, on site', 'Yes, online', 'Not this time'] },
    {
      id: 'q2',
      type: 'multiple',
      text: 'Which evenings suit you?',
      options: ['Tuesday', 'Wednesday', 'Thursday'],
      when: { ask: 'q1', values: ['Yes, on site', 'Yes, online'] },
    },
    { id: 'q3', type: 'scale', text: 'How technical should it be?', most: 5, low: 'stories', high: 'code on every slide' },
    { id: 'q4', type: 'text', text: 'What would make you come?', when: { ask: 'q1', values: ['Not this time'] } },
  ],
}
const said = [
  'You answer before I have finished asking.',
  'The people. Somebody always has an hour.',
  'That every point says why.',
  'The changelog. Finally one that I read.',
]
const missed = ['Search over old answers would help me most.', 'More in Portuguese, please.']
const mends = ['Notifications came twice last month.', 'I never know which channel to use for a question.']

async function askSurveys(program: Program, by: Actor, others: readonly number[], now: Date): Promise<void> {
  const nps = await openSurvey({ ...startOf('nps'), title: 'Would you recommend us?', listed: true }, by, new Date(now.getTime() - 95 * day))
  const spring = await openSurvey(meetup, by, new Date(now.getTime() - 6 * day))
  const scores = [10, 9, 8, 9, 6, 10, 7, 9, 4, 10, 8, 9]
  const words = (n: number, score: number): object =>
    score >= 9 ? { q2: said[n % said.length] } : score >= 7 ? { q3: missed[n % missed.length] } : { q4: mends[n % mends.length] }
  const answer = (member: number, surveyId: number, answers: object, at: Date) =>
    answerSurvey({ program: program.id, by: member }, program, { surveyId, answers: answers as Record<string, string | number>, stage: null }, at)
  for (const [n, score] of scores.entries()) {
    const member = others[n]
    if (member === undefined) break
    const before = Math.max(0, score - (n % 3))
    await answer(member, nps, { q1: before, ...words(n, before) }, new Date(now.getTime() - (90 - n) * day))
  }
  await switchSurvey(nps, { wave: 'Autumn' }, by, new Date(now.getTime() - 14 * day))
  for (const [n, score] of scores.entries()) {
    const member = others[n]
    if (member === undefined) break
    await answer(member, nps, { q1: score, ...words(n, score) }, new Date(now.getTime() - (13 - n) * day))
    const choice = meetup.questions[0]?.options?.[n % 3] ?? ''
    await answer(
      member,
      spring,
      { q1: choice, ...(n % 3 === 2 ? { q4: 'A later hour, or a recording.' } : { q2: ['Tuesday', 'Thursday'].slice(n % 2) }), q3: 2 + (n % 4) },
      new Date(now.getTime() - 5 * day),
    )
  }
}

async function openSurvey(terms: object, by: Actor, at: Date): Promise<number> {
  const survey = surveySchema.parse(terms)
  const saved = await saveSurvey(survey, { slug: slugFrom(survey.title) }, by)
  if (!('id' in saved)) throw new Error(saved.message)
  await switchSurvey(saved.id, { wave: 'Summer' }, by, at)
  return saved.id
}
