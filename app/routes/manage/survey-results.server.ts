import type { AskView } from '#app/components/surveys/result-view.ts'
import { countsOf, responsesOf } from '#app/domain/surveys/queries.server.ts'
import type { Ask, Survey } from '#app/domain/surveys/survey.ts'

const ranges: Record<string, { label: string; from: number; to: number }> = {
  promoter: { label: 'Promoters', from: 9, to: 10 },
  passive: { label: 'Passives', from: 7, to: 8 },
  detractor: { label: 'Detractors', from: 0, to: 6 },
}
const all = { label: 'Everybody', from: 0, to: 10 }
const shownWords = 200

/** What came of each question of a survey in a wave. Words can be looked at by the group of the recommend question, unless nobody may be told apart. */
export async function askViews(program: number, survey: Survey, wave: number, asked: string | null): Promise<AskView[]> {
  const grouped = !survey.anonymous && survey.questions.some((ask) => ask.type === 'nps')
  const group = (grouped && asked !== null && ranges[asked]) || all
  const counted = survey.questions.filter((ask) => ask.type !== 'text')
  const [counts, responses] = await Promise.all([
    countsOf(
      program,
      survey.id,
      wave,
      counted.map((ask) => ask.id),
    ),
    responsesOf(program, survey.id, { wave, from: group.from, to: group.to, limit: shownWords }),
  ])
  const tabs = [['', all] as const, ...Object.entries(ranges)].map(([name, { label }]) => ({
    label,
    to: `?wave=${wave}${name ? `&group=${name}` : ''}`,
    current: label === group.label,
  }))
  return survey.questions.map((ask) => {
    const bars = ask.type === 'text' ? [] : barsOf(ask, counts)
    const words =
      ask.type !== 'text'
        ? []
        : responses.flatMap(({ answers, at, wave: _, ...row }) =>
            typeof answers[ask.id] === 'string' ? [{ ...row, text: String(answers[ask.id]), at: at.toISOString() }] : [],
          )
    return {
      id: ask.id,
      text: ask.text,
      answered: bars.reduce((sum, bar) => sum + bar.value, 0),
      bars,
      words,
      groups: grouped && ask.type === 'text' ? tabs : [],
    }
  })
}

/** The bars of a question: its own values in their order, then what was once a choice. */
function barsOf(ask: Ask, counts: readonly { ask: string; value: string; count: number }[]): { label: string; value: number }[] {
  const steps =
    ask.type === 'nps'
      ? [...Array(11).keys()].map(String)
      : ask.type === 'scale'
        ? Array.from({ length: ask.most }, (_, step) => String(step + 1))
        : ask.options
  const mine = counts.filter((row) => row.ask === ask.id)
  const past = mine.filter((row) => !steps.includes(row.value)).map((row) => row.value)
  return [...steps, ...past].map((label) => ({ label, value: mine.find((row) => row.value === label)?.count ?? 0 }))
}
