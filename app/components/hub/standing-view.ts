import { formOf } from '#app/domain/standing/badges.ts'
import { type Condition, type Held, conditionsOf } from '#app/domain/standing/levels.ts'
import { type Ground, stagesOf } from '#app/domain/standing/paths.ts'
import type { BadgeLine, CardLine } from '#app/domain/standing/views.ts'
import type { BadgeCard, Level, Need, PathCard } from '#app/domain/standing/standing.ts'
import type { ConditionView, LevelView } from '#app/components/standing/level-ladder.tsx'
import type { ShelfBadge } from '#app/components/standing/badge-shelf.tsx'
import type { SheetView } from '#app/components/standing/stamp-sheet.tsx'
import type { StepView } from '#app/components/standing/path-steps.tsx'
import { type KindCards, listInWords } from '#app/domain/rules/sentence.ts'

import { adapterOf, cardOf } from './kinds.ts'

type Titles = readonly Pick<BadgeCard, 'slug' | 'title' | 'tiers'>[]

/** A badge's name with its tier, as conditions say it. A secret one stays unnamed until it is held. */
function badgeWords(badges: Titles, slug: string, tier: number): string {
  const badge = badges.find((one) => one.slug === slug)
  if (!badge) return 'A secret badge'
  return badge.tiers.length > 1 ? `The badge ${badge.title}, tier ${tier}` : `The badge ${badge.title}`
}

/** A condition of a level in words. */
export function conditionView(condition: Condition, badges: Titles, pointsName: string): ConditionView {
  const { current, needed, met } = condition
  if (condition.about === 'badge') {
    return { words: badgeWords(badges, condition.badge ?? '', needed), current: Math.min(current, needed), needed, met }
  }
  return {
    words: condition.about === 'points' ? `${pointsName.charAt(0).toUpperCase()}${pointsName.slice(1)} earned` : 'Different badges',
    current,
    needed,
    met,
  }
}

/** The levels with what each asks of this member. */
export function levelViews(levels: readonly Level[], lifetime: number, held: Held, badges: Titles, pointsName: string): LevelView[] {
  return levels.map((level) => ({
    rank: level.rank,
    title: level.title,
    story: level.story,
    perks: level.perks,
    conditions: conditionsOf(level, lifetime, held).map((condition) => conditionView(condition, badges, pointsName)),
  }))
}

/** A badge as the shelf shows it. */
export function shelfBadge({ badge, progress, held }: BadgeLine): ShelfBadge {
  return {
    slug: badge.slug,
    title: badge.title,
    story: badge.story,
    adapter: adapterOf(badge.kinds[0] ?? 'generic:'),
    form: formOf(badge),
    secret: badge.secret,
    tier: progress.tier,
    current: progress.current,
    target: badge.retired ? null : progress.target,
    at: held.at(-1)?.at.toISOString() ?? null,
  }
}

/** What gives stamps, in words: "Articles and talks count." */
function countsIn(kinds: readonly string[], cards: KindCards): string {
  const nouns = listInWords([...new Set(kinds.map((kind) => cardOf(cards, kind).noun[1]))], 'and')
  return `${nouns.charAt(0).toUpperCase()}${nouns.slice(1)} count.`
}

/** A stamp card as its sheet shows it. */
export function sheetView({ card, state, done, offerUntil }: CardLine, cards: KindCards): SheetView {
  const { slug, title, story, places, repeating } = card
  return {
    slug,
    title,
    story,
    places,
    repeating,
    place: state.place,
    fills: state.fills,
    done,
    offerUntil: offerUntil?.toISOString() ?? null,
    counts: countsIn(card.kinds, cards),
  }
}

function needWords(need: Need, badges: Titles, levels: readonly Level[], cards: KindCards): string {
  if (need.type === 'challenge') return need.title
  if (need.type === 'level') return `The level ${levels.find((level) => level.rank === need.rank)?.title ?? need.rank}`
  if (need.type === 'badge') return badgeWords(badges, need.badge, need.tier)
  const nouns = listInWords(
    need.kinds.map((kind) => cardOf(cards, kind).noun[need.count === 1 ? 0 : 1]),
    'or',
  )
  return nouns.charAt(0).toUpperCase() + nouns.slice(1)
}

/** The stages of a path as this member stands on it. */
export function stepViews(path: Pick<PathCard, 'stages'>, ground: Ground, badges: Titles, levels: readonly Level[], cards: KindCards): StepView[] {
  return stagesOf(path, ground).map(({ stage, rank, state, needs }) => ({
    rank,
    title: stage.title,
    story: stage.story,
    perks: stage.perks,
    state,
    conditions: needs.map(({ need, current, needed, met }) => {
      const to = need.type === 'challenge' ? `/challenges/${need.challenge}` : null
      return { words: needWords(need, badges, levels, cards), to, current, needed, met }
    }),
  }))
}
