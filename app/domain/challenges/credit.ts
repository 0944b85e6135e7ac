import type { Extra } from './challenges.ts'

/** A part of an award beside its base, and the words for it. */
export type Credit = { points: number; words: string }

const lower = (list: readonly string[]): string[] => list.map((one) => one.toLowerCase())

/** Which firsts (`language:fr`, `topic:backups`) what a member did could claim. */
export function firstsOf(extra: Extra, tags: readonly string[]): string[] {
  const listed = [
    ...lower(extra.languages?.list ?? []).map((one) => `language:${one}`),
    ...lower(extra.topics?.list ?? []).map((one) => `topic:${one}`),
  ]
  return [...new Set(lower(tags))].filter((tag) => listed.includes(tag))
}

/**
 * Extra credit on a base amount: a factor for each claimed first (the higher of two counts, so that nothing multiplies twice), and points for variety from the
 * second round on. `before` holds the tags of the member's earlier rounds.
 */
export function creditOf(
  extra: Extra,
  base: number,
  told: { claimed: readonly string[]; tags: readonly string[]; before: { rounds: number; tags: ReadonlySet<string> } },
): Credit[] {
  const credits: Credit[] = []
  const [best] = told.claimed
    .map((what) => ({ what, factor: (what.startsWith('language:') ? extra.languages?.factor : extra.topics?.factor) ?? 1 }))
    .sort((one, other) => other.factor - one.factor)
  if (best && best.factor > 1) {
    const name = best.what.slice(best.what.indexOf(':') + 1)
    const first = best.what.startsWith('language:') ? `the first in ${languageName(name)}` : `the first about ${name}`
    credits.push({ points: Math.round(base * (best.factor - 1)), words: `× ${best.factor}: you were ${first}` })
  }
  const fresh = lower(told.tags).filter((tag) => !told.before.tags.has(tag))
  if (extra.variety && extra.variety.points > 0 && told.before.rounds > 0 && fresh.length > 0) {
    credits.push({ points: extra.variety.points, words: `+ ${extra.variety.points} for something new: ${fresh.map(plainTag).join(', ')}` })
  }
  return credits
}

/** The name of a language in English; its code where that is unknown. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

function plainTag(tag: string): string {
  return tag.startsWith('language:') ? languageName(tag.slice(9)) : tag.slice(tag.indexOf(':') + 1)
}
