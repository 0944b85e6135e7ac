import { partsOf, type Question } from './question.ts'

/** Where some of a quiz's questions come from: a bank, perhaps those with one tag, and how many of them (null: all). */
export type Part = { bank: number; tag: string | null; count: number | null }

/** A question that can be drawn. */
export type Drawable = { id: number; version: number; bankId: number; tags: readonly string[]; content: Question }

/** A question as one attempt holds it. `places[n]` is the part of the question that stands n-th on the page. */
export type Drawn = { questionId: number; version: number; places: number[]; marks: number }

/** Numbers from 0 to below 1 that depend on the seed alone (mulberry32), so that a draw can be made again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The same things in an order by chance (Fisher and Yates). */
export function shuffled<Thing>(things: readonly Thing[], random: () => number): Thing[] {
  const list = [...things]
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    ;[list[last], list[other]] = [list[other] as Thing, list[last] as Thing]
  }
  return list
}

/** What one part of a quiz can draw from. */
export function poolOf(part: Part, questions: readonly Drawable[]): Drawable[] {
  return questions.filter((question) => question.bankId === part.bank && (part.tag === null || question.tags.includes(part.tag)))
}

/** What is wrong with the parts of a quiz, in sentences; none if every part can be drawn and no question is asked for twice. */
export function partFaults(parts: readonly Part[], questions: readonly Drawable[]): string[] {
  if (parts.length === 0) return ['Say where its questions come from.']
  const pools = parts.map((part) => poolOf(part, questions).map((question) => question.id))
  return parts.flatMap((part, index) => {
    const pool = new Set(pools[index])
    // In the worst draw, the parts before take as many as they can of what this one draws from.
    const before = parts.slice(0, index).map((earlier, at) => {
      const both = (pools[at] ?? []).filter((id) => pool.has(id)).length
      return earlier.count === null ? both : Math.min(earlier.count, both)
    })
    const left = Math.max(0, pool.size - before.reduce((sum, taken) => sum + taken, 0))
    const asked = part.count ?? 1
    if (left >= asked) return []
    const tagged = part.tag === null ? '' : ` with the tag “${part.tag}”`
    return [
      `Part ${index + 1} asks for ${asked} ${asked === 1 ? 'question' : 'questions'}, and its bank has ${left}${tagged}${left < pool.size ? ' that no other part takes' : ''}.`,
    ]
  })
}

/** Draws the questions of one attempt: each at most once, in the order of the parts or shuffled, with the places of their parts. */
export function drawQuestions(
  quiz: { parts: readonly Part[]; shuffleQuestions: boolean; shuffleOptions: boolean },
  questions: readonly Drawable[],
  seed: number,
): Drawn[] {
  const random = randomFrom(seed)
  const taken = new Set<number>()
  const drawn: Drawable[] = []
  for (const part of quiz.parts) {
    const pool = poolOf(part, questions).filter((question) => !taken.has(question.id))
    const chosen = part.count === null ? pool : shuffled(pool, random).slice(0, part.count)
    for (const question of chosen) taken.add(question.id)
    drawn.push(...chosen)
  }
  const ordered = quiz.shuffleQuestions ? shuffled(drawn, random) : drawn
  return ordered.map(({ id, version, content }) => {
    const inOrder = Array.from({ length: partsOf(content) }, (_, index) => index)
    // The stored order of these two is their key, so they are shuffled whatever the quiz says.
    const mustShuffle = content.type === 'ordering' || content.type === 'matching'
    const places = mustShuffle || quiz.shuffleOptions ? shuffled(inOrder, random) : inOrder
    return { questionId: id, version, places, marks: content.marks }
  })
}
