import type { SignedIn } from '#app/auth/guests.server.ts'
import type { LandingView } from '#app/components/hub/landing.tsx'
import { adapterOf, cardsFrom } from '#app/components/hub/kinds.ts'
import { didInWords } from '#app/components/hub/ledger-view.ts'
import { nextDeeds } from '#app/components/hub/next-deed.ts'
import { periods } from '#app/domain/boards/boards.ts'
import { type Place, type Reader, boardAt, boardTotals, placesAround, placesOn } from '#app/domain/boards/queries.server.ts'
import { boardSetting } from '#app/domain/boards/queries/choices.server.ts'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import { reachesFor } from '#app/domain/members/profile.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { channelsOf, kindsSince, liveRules, paidCounts } from '#app/domain/rules/queries/earn.server.ts'
import { type PublicAward, newestPublic, wordsOf, wordsSince } from '#app/domain/rules/queries/words.server.ts'
import { badgesOf, heldBadges, heldSlugs, levelReachedSince, levelsOf, talliesOf } from '#app/domain/standing/queries.server.ts'
import { conditionsOf, progressOf } from '#app/domain/standing/levels.ts'
import { adapters } from '#integrations/registry.ts'
import { homeChallenges } from './challenges-view.server.ts'
import { newsOf } from './home-news.server.ts'
import { keepingView } from './keeping-view.server.ts'

const day = 86_400_000
const lately = 14 * day

/** What a visitor sees of the program: this week's first five (or those of all time), the newest public awards, the levels, and a few figures. */
export async function landingView(program: Program, now: Date): Promise<LandingView> {
  const reader: Reader = { reaches: reachesFor('visitor'), memberId: null }
  const [setting, week, ever, awards, levels, rules, month, all] = await Promise.all([
    boardSetting(program.id),
    placesOn(boardAt(program, 'week', now), reader, 0, 5),
    placesOn(boardAt(program, 'all', now), reader, 0, 5),
    newestPublic(program.id, 40),
    levelsOf(program.id),
    liveRules(program.id, now),
    boardTotals(boardAt(program, 'month', now)),
    boardTotals(boardAt(program, 'all', now)),
  ])
  const cards = cardsFrom(adapters)
  const period = week.length >= 3 ? 'week' : 'all'
  const oneEach = varied(awards, 4)
  return {
    program: { name: program.name, about: program.about },
    board: { period, title: periods[period], places: setting.neighborsOnly ? [] : period === 'week' ? week : ever },
    awards: oneEach.map((award) => ({
      id: String(award.activityId),
      handle: award.handle,
      name: award.name,
      did: didInWords(award, cards),
      title: award.title,
      points: award.points,
      at: award.occurredAt.toISOString(),
      rule: award.explanation.lines.find((line) => line.outcome === 'paid')?.title ?? '',
    })),
    levels: levels.map(({ rank, title, pointsNeeded }) => ({ rank, title, pointsNeeded })),
    totals: { members: all.members, month: month.points, ways: rules.length },
  }
}

/** The newest of different people and different kinds; filled up with different people where kinds run out. */
function varied(awards: readonly PublicAward[], count: number): PublicAward[] {
  const firstOf = (list: readonly PublicAward[], pick: (award: PublicAward) => unknown): PublicAward[] =>
    list.filter((award, index) => list.findIndex((other) => pick(other) === pick(award)) === index)
  const people = firstOf(awards, (award) => award.memberId)
  const chosen = firstOf(
    firstOf(awards, (award) => award.kind),
    (award) => award.memberId,
  ).slice(0, count)
  const rest = people.filter((award) => !chosen.some((other) => other.memberId === award.memberId)).slice(0, count - chosen.length)
  return [...chosen, ...rest].sort((one, other) => other.occurredAt.getTime() - one.occurredAt.getTime())
}

/** Where the member stands: their neighbors this week, or of all time when this week has nothing of theirs yet. */
async function neighbors(program: Program, member: SignedIn, now: Date): Promise<{ period: 'week' | 'all'; places: Place[] }> {
  const reader = { reaches: reachesFor('member'), memberId: member.id }
  const around = async (period: 'week' | 'all'): Promise<Place[]> => {
    const places = await placesAround(boardAt(program, period, now), reader, 2)
    const mine = places.findIndex((place) => place.memberId === member.id)
    const from = Math.max(0, Math.min(mine - 1, places.length - 3))
    return places.slice(from, from + 3)
  }
  const week = await around('week')
  return week.length > 0 ? { period: 'week', places: week } : { period: 'all', places: await around('all') }
}

/** Everything on a member's home page. */
export async function homeView(program: Program, member: SignedIn, now: Date) {
  const since = member.lastSeenAt
  const cards = cardsFrom(adapters)
  const [balance, levels, place, fresh, latest, held, reached, rules, paid, recent, badges, tallies, channels, slugs, keeping, challenges] =
    await Promise.all([
      balanceOf(program.id, member.id),
      levelsOf(program.id),
      neighbors(program, member, now),
      since ? wordsSince(program.id, member.id, since, 200) : [],
      wordsOf(program.id, member.id, { states: null, source: null }, null, 4),
      heldBadges(program.id, member.id, 3),
      since ? levelReachedSince(program.id, member.id, since) : null,
      liveRules(program.id, now),
      paidCounts(program.id, member.id, now, program.timeZone),
      kindsSince(program.id, member.id, new Date(now.getTime() - lately)),
      badgesOf(program.id),
      talliesOf(program.id, member.id),
      channelsOf(program.id),
      heldSlugs(program.id, member.id),
      keepingView(program, member, cards, now),
      homeChallenges({ program, member }, now),
    ])
  const open = new Set(channels.filter((channel) => channel.open).map((channel) => channel.adapter))
  const news = await newsOf(program, cards, [...fresh, ...latest.words])
  return {
    name: member.displayName,
    balance,
    progress: progressOf(levels, balance.lifetime, slugs),
    keeping,
    challenges,
    place,
    mine: member.id,
    news: {
      since: since?.toISOString() ?? null,
      fresh: [...fresh.filter((word) => word.status !== 'nothing'), ...fresh.filter((word) => word.status === 'nothing')].slice(0, 6).map(news),
      counted: fresh.reduce((sum, word) => sum + word.points, 0),
      nothing: fresh.filter((word) => word.status === 'nothing').length,
      latest: latest.words.map(news),
    },
    badges: held.map((badge) => ({
      id: badge.id,
      title: badge.title,
      tier: badge.tier,
      adapter: adapterOf(badge.kinds[0] ?? ':'),
      at: badge.grantedAt.toISOString(),
    })),
    reached: reached && {
      rank: reached.rank,
      title: reached.title,
      met: conditionsOf(reached, balance.lifetime, slugs).length,
      perks: reached.perks,
    },
    deeds: nextDeeds({ rules, cards, open, paid, recent: new Set(recent), badges, tallies }).slice(0, 3),
  }
}
