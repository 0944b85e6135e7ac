import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Ask, Memory, Page, Standing, Walk } from '#app/contract/adapter.ts'
import { asTheyAre, backTo, linesOf, takenBack } from '#integrations/kit/asked.ts'
import { answer, askStack, question } from './api.ts'
import { acceptance, answerDeeds, askedOf, questionDeed } from './deeds.ts'

const asked = z.object({
  id: z.string(),
  title: z.string(),
  link: z.string(),
  tags: z.array(z.string()),
  by: z.object({ id: z.string(), handle: z.string() }).nullable(),
})
/** Where a walk through questions and their answers stands: the tag, the page of its questions, and of those the ones whose answers are still to be read. */
const place = z.object({ tag: z.int(), page: z.int(), more: z.boolean(), asked: z.array(asked), answers: z.int() })
type Place = z.output<typeof place>

const unix = (at: Date) => String(Math.max(1, Math.floor(at.getTime() / 1000)))

/** Questions of each tag that saw any activity since, a hundred a page, and then the answers to those hundred. */
async function questions(ask: Ask, from: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const tags = linesOf(ask, 'tags')
  const since = backTo(from, ask.now)
  const at: Place = cursor ? place.parse(JSON.parse(cursor)) : { tag: 0, page: 1, more: false, asked: [], answers: 1 }
  const tag = tags[at.tag]
  if (tag === undefined) return { activities: [], next: null }
  const progress = { done: at.tag, total: tags.length }
  if (at.asked.length > 0) {
    const ids = at.asked.map(({ id }) => id).join(';')
    const found = await askStack(ask, `/questions/${ids}/answers`, answer, { order: 'asc', sort: 'creation', page: String(at.answers) })
    const of = new Map(at.asked.map((one) => [one.id, one]))
    const deeds = found.items.flatMap((one) => answersTo(of.get(one.question_id), one))
    const next = found.more ? { ...at, answers: at.answers + 1 } : after(at, tags.length)
    return { activities: await asTheyAre(deeds, memory, ask.now), next: next && JSON.stringify(next), rest: found.rest, ...progress }
  }
  const query = { order: 'desc', sort: 'activity', min: unix(since), tagged: tag, page: String(at.page) }
  const found = await askStack(ask, '/questions', question, query)
  const here: Place = { ...at, more: found.more, asked: found.items.map(askedOf), answers: 1 }
  const next = here.asked.length > 0 ? here : after(here, tags.length)
  const deeds = found.items.filter((one) => one.creation_date >= since).flatMap(questionDeed)
  return { activities: await asTheyAre(deeds, memory, ask.now), next: next && JSON.stringify(next), rest: found.rest, ...progress }
}

function answersTo(to: z.output<typeof asked> | undefined, one: z.output<typeof answer>): Activity[] {
  return to ? answerDeeds(one, to) : []
}

function after(at: Place, tags: number): Place | null {
  const clear = { more: false, asked: [], answers: 1 }
  if (at.more) return { ...at, ...clear, page: at.page + 1 }
  return at.tag + 1 < tags ? { tag: at.tag + 1, page: 1, ...clear } : null
}

const aPage = 100
const idIn = (deed: Pick<Standing, 'externalId' | 'object'>) => deed.externalId.slice(deed.externalId.indexOf(':') + 1)
const questionOf = (deed: Standing) => deed.object.id.slice('question:'.length)

type Known = { deeds: readonly Standing[]; next: string | null }

/** The next hundred deeds that stand here, to be asked about. */
async function known(memory: Memory, kinds: readonly string[], cursor: string | null): Promise<Known> {
  const deeds = await memory.standing(kinds, Number(cursor ?? 0), aPage)
  return { deeds, next: deeds.length === aPage ? String(deeds.at(-1)?.id) : null }
}

/** Accepting an answer is no activity of its question: so the questions behind the answers that stand here are asked which one is accepted now. */
async function acceptances(ask: Ask, _since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const { deeds, next } = await known(memory, ['answer.given', 'answer.accepted'], cursor)
  if (deeds.length === 0) return { activities: [], next: null }
  const found = await askStack(ask, `/questions/${[...new Set(deeds.map(questionOf))].join(';')}`, question, { page: '1' })
  const now = new Map(found.items.map((one) => [one.question_id, one]))
  const activities = deeds.flatMap((deed): Activity[] => {
    const of = now.get(questionOf(deed))
    if (!of) return []
    const chosen = of.accepted_answer_id === idIn(deed)
    if (deed.kind === 'answer.accepted') return chosen ? [] : [takenBack(deed, 'answer.unaccepted', ask.now)]
    return chosen ? [acceptance({ answerId: idIn(deed), actor: deed.actor, asked: askedOf(of), at: ask.now })] : []
  })
  return { activities: await again(activities, memory, ask.now), next, rest: found.rest }
}

/** An acceptance that was taken back and holds again counts anew; an undo stays what it is. */
async function again(activities: Activity[], memory: Memory, now: Date): Promise<Activity[]> {
  const deeds = await asTheyAre(
    activities.filter((one) => !one.undoes),
    memory,
    now,
  )
  return [...activities.filter((one) => one.undoes), ...deeds]
}

/** What the platform no longer shows: asked for by number, it is missing from a whole answer. */
function removals(kinds: readonly string[], path: string, form: typeof answer | typeof question): Walk['page'] {
  return async (ask, _since, cursor, memory) => {
    const { deeds, next } = await known(memory, kinds, cursor)
    if (deeds.length === 0) return { activities: [], next: null }
    const found = await askStack<z.output<typeof answer> | z.output<typeof question>>(
      ask,
      `${path}/${[...new Set(deeds.map(idIn))].join(';')}`,
      form,
      { page: '1' },
    )
    // A page that says there is more is not the whole answer to a hundred ids: nothing is concluded from it.
    if (found.more) return { activities: [], next, rest: found.rest }
    const there = new Set(found.items.map((one) => ('answer_id' in one ? one.answer_id : one.question_id)))
    return {
      activities: deeds.filter((deed) => !there.has(idIn(deed))).map((deed) => takenBack(deed, 'post.removed', ask.now)),
      next,
      rest: found.rest,
    }
  }
}

/** https://api.stackexchange.com/docs. Each walk asks one method a page, for that is what a backoff is about. */
export const walks: Readonly<Record<string, Walk>> = {
  questions: { title: 'Questions and answers', every: 3, kinds: ['question.asked', 'answer.given', 'answer.accepted'], page: questions },
  acceptances: { title: 'Which answers are accepted now', every: 12, kinds: ['answer.accepted'], page: acceptances },
  answers_gone: { title: 'Answers that were deleted', every: 72, kinds: [], page: removals(['answer.given', 'answer.accepted'], '/answers', answer) },
  questions_gone: { title: 'Questions that were deleted', every: 72, kinds: [], page: removals(['question.asked'], '/questions', question) },
}
