import type { Scope } from '#app/db/transaction.server.ts'
import type { BadgeCard, Level, PathCard, StampCard, StreakCard } from '#app/domain/standing/standing.ts'

/** Replaces the program's levels. Whoever stands on another level by them is moved by the story that calls this. */
export async function setLevels(scope: Scope, levels: readonly (Omit<Level, 'badgesNeeded' | 'badgeNeeds'> & Partial<Level>)[]): Promise<void> {
  await scope.sql('DELETE FROM level WHERE program_id = $1', [scope.program])
  for (const level of levels) {
    await scope.sql(
      `INSERT INTO level (program_id, rank, title, points_needed, badges_needed, badge_needs, story, perks)
       VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8::text[])`,
      [scope.program, level.rank, level.title, level.pointsNeeded, level.badgesNeeded ?? 0, level.badgeNeeds ?? [], level.story, level.perks],
    )
  }
}

export type NewBadge = Omit<BadgeCard, 'id' | 'every' | 'secret' | 'retired'> & Partial<Pick<BadgeCard, 'every' | 'secret'>>

/** Adds a badge; one with the same slug stays as it is. Answers false for that. */
export async function addBadge(scope: Scope, badge: NewBadge): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO badge (program_id, id, slug, title, story, kinds, tiers, every, secret)
     SELECT $1::smallint, coalesce(max(id), 0) + 1, $2, $3, $4, $5::text[], $6::int[], $7::int, $8::boolean FROM badge WHERE program_id = $1
     ON CONFLICT DO NOTHING RETURNING id`,
    [scope.program, badge.slug, badge.title, badge.story, badge.kinds, badge.tiers, badge.every ?? null, badge.secret ?? false],
  )
  return rows.length > 0
}

/** Changes a badge by its slug. What is granted follows by the story that calls this. */
export async function changeBadge(scope: Scope, badge: Omit<BadgeCard, 'id'>): Promise<void> {
  await scope.sql(
    `UPDATE badge SET title = $3, story = $4, kinds = $5::text[], tiers = $6::int[], every = $7::int, secret = $8, retired = $9
     WHERE program_id = $1 AND slug = $2`,
    [scope.program, badge.slug, badge.title, badge.story, badge.kinds, badge.tiers, badge.every, badge.secret, badge.retired],
  )
}

/** Adds a streak, or changes the one with this slug. Its days are counted anew by the story that calls this. */
export async function putStreak(scope: Scope, streak: Omit<StreakCard, 'id'>): Promise<void> {
  await scope.sql(
    `INSERT INTO streak (program_id, id, slug, title, unit, kinds, freeze_every, freezes_most, retired)
     SELECT $1::smallint, coalesce(max(id), 0) + 1, $2, $3, $4, $5::text[], $6::smallint, $7::smallint, $8::boolean FROM streak WHERE program_id = $1
     ON CONFLICT (program_id, slug) DO UPDATE SET title = excluded.title, unit = excluded.unit, kinds = excluded.kinds,
       freeze_every = excluded.freeze_every, freezes_most = excluded.freezes_most, retired = excluded.retired`,
    [scope.program, streak.slug, streak.title, streak.unit, streak.kinds, streak.freezeEvery, streak.freezesMost, streak.retired],
  )
}

/** Adds a stamp card. A slug that is taken changes nothing; answers false for that. */
export async function addCard(scope: Scope, card: Omit<StampCard, 'id' | 'retired'>): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO card (program_id, id, slug, title, story, kinds, places, repeating, offer_hours, starts_at)
     SELECT $1::smallint, coalesce(max(id), 0) + 1, $2, $3, $4, $5::text[], $6::smallint, $7::boolean, $8::smallint, $9::timestamptz
     FROM card WHERE program_id = $1 ON CONFLICT DO NOTHING RETURNING id`,
    [scope.program, card.slug, card.title, card.story, card.kinds, card.places, card.repeating, card.offerHours, card.startsAt],
  )
  return rows.length > 0
}

const retiring = {
  card: 'UPDATE card SET retired = true WHERE program_id = $1 AND slug = $2',
  streak: 'UPDATE streak SET retired = true WHERE program_id = $1 AND slug = $2',
}

/** Retires a card or a streak. What was reached stays. */
export async function retire(scope: Scope, what: 'card' | 'streak', slug: string): Promise<void> {
  await scope.sql(retiring[what], [scope.program, slug])
}

/** Adds a path, or changes the one with this slug. Stages reached follow by the story that calls this. */
export async function putPath(scope: Scope, path: Omit<PathCard, 'id'>): Promise<void> {
  await scope.sql(
    `INSERT INTO path (program_id, id, slug, title, story, stages, retired)
     SELECT $1::smallint, coalesce(max(id), 0) + 1, $2, $3, $4, $5::jsonb, $6::boolean FROM path WHERE program_id = $1
     ON CONFLICT (program_id, slug) DO UPDATE SET title = excluded.title, story = excluded.story, stages = excluded.stages, retired = excluded.retired`,
    [scope.program, path.slug, path.title, path.story, JSON.stringify(path.stages), path.retired],
  )
}
