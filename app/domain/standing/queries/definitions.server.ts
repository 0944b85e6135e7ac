import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BadgeCard, PathCard, StampCard, StreakCard } from '#app/domain/standing/standing.ts'

/** Every badge of a program, secret and retired ones too: for managers. */
export async function allBadges(program: number): Promise<BadgeCard[]> {
  return sqlAlone<BadgeCard>(
    'SELECT id, slug, title, story, kinds, tiers, every, secret, retired FROM badge WHERE program_id = $1 ORDER BY retired, id',
    [program],
  )
}

/** Every streak of a program. */
export async function allStreaks(program: number): Promise<StreakCard[]> {
  return sqlAlone<StreakCard>(
    `SELECT id, slug, title, unit, kinds, freeze_every AS "freezeEvery", freezes_most AS "freezesMost", retired
     FROM streak WHERE program_id = $1 ORDER BY retired, id`,
    [program],
  )
}

/** Every stamp card of a program, with how often it was filled. */
export async function allCards(program: number): Promise<(StampCard & { filled: number })[]> {
  return sqlAlone(
    `SELECT id, slug, title, story, kinds, places, repeating, offer_hours AS "offerHours", starts_at AS "startsAt", retired,
       (SELECT count(*)::int FROM standing_event e WHERE e.program_id = c.program_id AND e.what >= 'card:' || c.slug || ':' AND e.what < 'card:' || c.slug || ';') AS filled
     FROM card c WHERE program_id = $1 ORDER BY retired, id`,
    [program],
  )
}

/** Every path of a program, retired ones last. */
export async function allPaths(program: number): Promise<PathCard[]> {
  return sqlAlone<PathCard>('SELECT id, slug, title, story, stages, retired FROM path WHERE program_id = $1 ORDER BY retired, id', [program])
}

/** The paths that members can walk. */
export async function pathsOf(program: number): Promise<PathCard[]> {
  return (await allPaths(program)).filter((path) => !path.retired)
}
