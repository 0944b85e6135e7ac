import type { CheckGround } from '#app/domain/challenges/checks.ts'
import type { Draft } from '#app/domain/challenges/draft.ts'
import { eventsOf } from '#app/domain/events/queries.server.ts'
import { quizById } from '#app/domain/quizzes/queries.server.ts'
import { bankQuestions } from '#app/domain/quizzes/queries/banks.server.ts'
import { questionSchema } from '#app/domain/quizzes/question.ts'
import { channelsOf } from '#app/domain/rules/queries/earn.server.ts'
import { openWaveOf, surveyById } from '#app/domain/surveys/queries.server.ts'

/** What keeps a chosen quiz or survey from being used, in sentences, by its number; one that is not there is left out. */
export type Usable = ReadonlyMap<number, readonly string[]>

const chosenIn = ({ stages }: Draft, field: string): number[] => [
  ...new Set(stages.flatMap(({ settings }) => (typeof settings[field] === 'number' ? [settings[field]] : []))),
]

async function looked(ids: readonly number[], look: (id: number) => Promise<string[] | null>): Promise<Usable> {
  const found = await Promise.all(ids.map(async (id) => [id, await look(id)] as const))
  return new Map(found.flatMap(([id, words]) => (words === null ? [] : [[id, words] as const])))
}

type Kinds = CheckGround['kinds']

/**
 * Looks at the quizzes, surveys, events and kinds of activity that the steps of a draft name. `known`: every kind of the hub and its channels; null: which there are
 * is not looked at. Writes nothing.
 */
export async function checkChosen(
  program: number,
  draft: Draft,
  known: ReadonlySet<string> | null,
  now: Date,
): Promise<{ quizzes: Usable; surveys: Usable; events: Usable; kinds: Kinds }> {
  const [quizzes, surveys, events, kinds] = await Promise.all([
    looked(chosenIn(draft, 'quizId'), (id) => quizFaults(program, id, now)),
    looked(chosenIn(draft, 'surveyId'), (id) => surveyFaults(program, id, now)),
    looked(chosenIn(draft, 'eventId'), (id) => eventFaults(program, id, now)),
    kindsOf(program, draft, known),
  ])
  return { quizzes, surveys, events, kinds }
}

async function kindsOf(program: number, { stages }: Draft, known: ReadonlySet<string> | null): Promise<Kinds> {
  const asked = [
    ...new Set(stages.flatMap(({ type, settings }) => (type === 'outside_event' && Array.isArray(settings.trigger) ? settings.trigger : []))),
  ]
  if (asked.length === 0) return new Map()
  const open = new Set((await channelsOf(program)).filter((channel) => channel.open).map((channel) => channel.adapter))
  return new Map(
    asked.map(String).flatMap((kind): [string, { gone: true } | { closed: string }][] => {
      if (known && !known.has(kind)) return [[kind, { gone: true }]]
      const adapter = kind.slice(0, kind.indexOf(':'))
      return adapter === 'hub' || open.has(adapter) ? [] : [[kind, { closed: adapter }]]
    }),
  )
}

async function eventFaults(program: number, id: number, now: Date): Promise<string[] | null> {
  const event = (await eventsOf(program)).find((one) => one.id === id)
  if (!event) return null
  if (event.state === 'draft') return [`the event “${event.title}” is still a draft. Publish it first.`]
  if (event.state === 'canceled') return [`the event “${event.title}” was canceled. Choose another.`]
  return event.checkinUntil <= now ? [`the check-in of “${event.title}” is over. Choose another event.`] : []
}

async function quizFaults(program: number, id: number, now: Date): Promise<string[] | null> {
  const quiz = await quizById(program, id)
  if (!quiz) return null
  const name = `the quiz “${quiz.title}”`
  if (quiz.state === 'draft') return [`${name} is still a draft. Open it first.`]
  if (quiz.state === 'closed' || (quiz.closesAt !== null && quiz.closesAt <= now)) return [`${name} is closed. Open it again, or choose another.`]
  if (quiz.size === 0) return [`${name} has no questions yet.`]
  const banks = [...new Set(quiz.parts.map((part) => part.bank))]
  const questions = (await Promise.all(banks.map((bank) => bankQuestions(program, bank)))).flat()
  return questions.flatMap(({ content, retired }) => {
    if (retired) return []
    const wrong = questionSchema.safeParse(content).error?.issues[0]?.message
    return wrong ? [`${name}: “${content.stem.slice(0, 60)}” is not whole. ${wrong}`] : []
  })
}

async function surveyFaults(program: number, id: number, now: Date): Promise<string[] | null> {
  const survey = await surveyById(program, id)
  if (!survey) return null
  if (survey.state !== 'open') return [`the survey “${survey.title}” is not open. Open it first.`]
  return (await openWaveOf(program, id, now)) ? [] : [`the survey “${survey.title}” has no wave that is open now. Begin one first.`]
}
