import { stringSimilarity } from 'string-similarity-js'

/** From this share on, two texts are shown side by side. */
export const veryLike = 0.9
const shortest = 40
const longest = 4_000

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim().slice(0, longest)

/** Three words in a row, as a set: two texts that share few of them need no closer look. */
function runs(text: string): Set<string> {
  const words = text.split(' ')
  return new Set(words.slice(0, Math.max(1, words.length - 2)).map((_, at) => words.slice(at, at + 3).join(' ')))
}

function mayBeLike(one: Set<string>, other: Set<string>): boolean {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  if (small.size < large.size * 0.6) return false
  let shared = 0
  for (const run of small) if (large.has(run)) shared += 1
  return shared >= small.size * 0.4
}

export type Text = { id: number; memberId: number; stageId: number; text: string }
export type Likeness<Row extends Text> = { other: Row; share: number }

/**
 * The text of another member for the same stage that is most like each of these, where it is very like: `share` from 0.9 to 1. Short texts are never
 * compared: "Yes, I did" is nobody's own.
 */
export function likenesses<Row extends Text>(asked: readonly Text[], known: readonly Row[]): Map<number, Likeness<Row>> {
  const ready = known.filter((row) => row.text.length >= shortest).map((row) => ({ row, text: plain(row.text), runs: runs(plain(row.text)) }))
  const found = new Map<number, Likeness<Row>>()
  for (const one of asked.filter((row) => row.text.length >= shortest)) {
    const text = plain(one.text)
    const own = runs(text)
    for (const { row, ...other } of ready) {
      if (row.id === one.id || row.memberId === one.memberId || row.stageId !== one.stageId || !mayBeLike(own, other.runs)) continue
      const share = text === other.text ? 1 : stringSimilarity(text, other.text, 3)
      if (share >= veryLike && share > (found.get(one.id)?.share ?? 0)) found.set(one.id, { other: row, share })
    }
  }
  return found
}
