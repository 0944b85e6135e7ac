import type { Explanation, RuleLine, Status } from './explanation.ts'
import { wordFrom } from './judge.ts'

type Said = { status: Status; points: number; explanation: Explanation }

/** A word after the pending lines of these rules have become the member's: their amounts count now, and each says since when. */
export function vestWord(word: Said, rules: readonly number[], at: Date): Said {
  const waits = (line: RuleLine): boolean => line.outcome === 'paid' && line.vests !== undefined && !line.vestedAt && rules.includes(line.rule)
  const lines = word.explanation.lines.map((line): RuleLine => {
    if (!waits(line)) return line
    return { ...line, vestedAt: at.toISOString(), points: line.currency === undefined ? (line.amount ?? 0) : 0 }
  })
  const gained = lines.reduce((sum, line, index) => sum + line.points - (word.explanation.lines[index]?.points ?? 0), 0)
  const said = wordFrom(lines)
  return { ...said, points: word.points + gained, explanation: { ...word.explanation, ...said.explanation } }
}

/** A word whose line of one rule is another one now (null: none any more): what a look back writes. */
export function rewriteWord(word: Said | null, rule: number, line: RuleLine | null, role: RuleLine['role']): Said {
  const own = (one: RuleLine): boolean => one.rule === rule && one.role === role
  const before = word?.explanation.lines ?? []
  const said = wordFrom([...before.filter((one) => !own(one)), ...(line ? [line] : [])])
  const old = before.filter(own).reduce((sum, one) => sum + one.points, 0)
  const { by, correction } = word?.explanation ?? {}
  return {
    ...said,
    points: (word?.points ?? 0) - old + (line?.points ?? 0),
    explanation: { ...said.explanation, ...(by !== undefined && { by }), ...(correction && { correction }) },
  }
}
