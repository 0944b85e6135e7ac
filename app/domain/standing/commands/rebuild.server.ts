import type { Scope } from '#app/db/transaction.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import type { DeedChange, Definitions, Gain, Loss } from '#app/domain/standing/standing.ts'
import { alignBadges, type Causes, type Moved } from './badges.server.ts'
import { type Nudge, type StampChange, stampsBy, updateCards } from './cards.server.ts'
import { countDeeds } from './deeds.server.ts'
import { updateLevels } from './levels.server.ts'
import { updatePaths } from './paths.server.ts'
import { updateStreaks } from './streaks.server.ts'

/** A person to rebuild: lifetime points, and every member whose gifts are theirs (themselves and whoever was merged into them). */
export type Person = { memberId: number; lifetime: number; holders: readonly number[] }

export type Rebuilt = Moved & { nudges: Nudge[] }

/**
 * Computes everything of these persons anew from their counted deeds and lifetime points: after a merge, a split, a correction of what was wrong.
 * What is held rightly stays as it is, with its dates; only differences are gained or lost.
 */
export async function rebuildStanding(scope: Scope, persons: readonly Person[], deeds: readonly DeedChange[]): Promise<Rebuilt> {
  const definitions = await definitionsIn(scope)
  const members = persons.map((person) => person.memberId)
  await bringHome(scope, persons)
  const before = await toldOf(scope, members, definitions)
  const given = await givenStamps(scope, members)
  await wipe(scope, members, definitions)
  const counted = await countDeeds(scope, deeds)
  const causes: Causes = new Map(counted.rows.map((row) => [row.memberId, { activityId: row.activityId, at: row.at }]))
  const badges = await alignBadges(scope, definitions.badges, members, causes)
  const streaks = await updateStreaks(scope, definitions.streaks, counted.rows, causes, 'anew')
  const gifts = given.flatMap(({ cardId, ...stamp }): StampChange[] => {
    const card = definitions.cards.find((one) => one.id === cardId)
    return card ? [{ ...stamp, card, by: 1 }] : []
  })
  const cards = await updateCards(scope, [...stampsBy(definitions.cards, counted.rows), ...gifts], causes)
  const levels = await updateLevels(scope, definitions, persons, causes)
  const paths = await updatePaths(scope, definitions, members, causes)
  const moved = [badges, levels, paths, differences(before, [...streaks.gains, ...cards.gains])]
  return {
    gains: moved.flatMap((one) => one.gains),
    losses: moved.flatMap((one) => one.losses),
    nudges: cards.nudges,
  }
}

/** Rounds and milestones start from nothing in a rebuild: those that stood before and stand again are neither gained nor lost. */
function differences(before: readonly Loss[], gains: readonly Gain[]): Moved {
  const name = (one: Loss): string => `${one.memberId}/${one.what}`
  const [had, has] = [new Set(before.map(name)), new Set(gains.map(name))]
  return { gains: gains.filter((gain) => !had.has(name(gain))), losses: before.filter((loss) => !has.has(name(loss))) }
}

async function wipe(scope: Scope, members: readonly number[], { streaks, cards }: Definitions): Promise<void> {
  const of = 'WHERE program_id = $1 AND member_id = ANY($2::bigint[])'
  await scope.sql(`DELETE FROM counted_deed ${of}`, [scope.program, members])
  await scope.sql(`UPDATE tally SET count = 0, first_at = NULL, first_activity = NULL ${of}`, [scope.program, members])
  await scope.sql(`DELETE FROM streak_unit ${of} AND streak_id = ANY($3::int[])`, [scope.program, members, streaks.map((streak) => streak.id)])
  await scope.sql(`DELETE FROM stamp ${of} AND card_id = ANY($3::int[])`, [scope.program, members, cards.map((card) => card.id)])
}

/** What was given to somebody belongs to the person they now are. */
async function bringHome(scope: Scope, persons: readonly Person[]): Promise<void> {
  const pairs = persons.flatMap((person) => person.holders.map((holder) => ({ holder, member: person.memberId })))
  const values = [scope.program, pairs.map((pair) => pair.holder), pairs.map((pair) => pair.member)]
  for (const statement of homes) await scope.sql(statement, values)
}

const homes = ['badge_gift', 'stamp'].map(
  (table) => `UPDATE ${table} t SET member_id = n.member_id FROM unnest($2::bigint[], $3::bigint[]) AS n(holder_id, member_id)
     WHERE t.program_id = $1 AND t.holder_id = n.holder_id AND t.member_id <> n.member_id${table === 'stamp' ? " AND t.origin <> ''" : ''}`,
)

/** Filled cards and kept streaks that were told, of what is not retired. */
async function toldOf(scope: Scope, members: readonly number[], { streaks, cards }: Definitions): Promise<Loss[]> {
  return scope.sql<Loss>(
    `SELECT member_id AS "memberId", what FROM standing_event WHERE program_id = $1 AND member_id = ANY($2::bigint[])
       AND ((split_part(what, ':', 1) = 'card' AND split_part(what, ':', 2) = ANY($3::text[]))
         OR (split_part(what, ':', 1) = 'streak' AND split_part(what, ':', 2) = ANY($4::text[])))`,
    [scope.program, members, cards.map((card) => card.slug), streaks.map((streak) => streak.slug)],
  )
}

type Given = Omit<StampChange, 'card' | 'by'> & { cardId: number }

async function givenStamps(scope: Scope, members: readonly number[]): Promise<Given[]> {
  return scope.sql<Given>(
    `SELECT member_id AS "memberId", holder_id AS "holderId", card_id AS "cardId", at, activity_id AS "activityId", origin, amount
     FROM stamp WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND origin <> ''`,
    [scope.program, members],
  )
}
