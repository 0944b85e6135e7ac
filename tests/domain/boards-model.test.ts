import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import type { ScoreChange } from '#app/domain/boards/boards.ts'
import { addScores, forgetChanges, replaceScores, setListed } from '#app/domain/boards/commands.server.ts'
import { boardAt, boardTotals, exactPlacesOf, placesAround, placesOn } from '#app/domain/boards/queries.server.ts'
import { topAndPlace } from '#app/domain/boards/queries/top.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'

const everyone = { reaches: ['public', 'members', 'hidden'], memberId: null }
const hub = { program: 1, by: null }
let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
})

/** Adds so many members at once; answers their ids. */
async function addCrowd(count: number): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `INSERT INTO member (program_id, handle, display_name, time_zone) SELECT 1, 'c' || n, 'C' || n, 'UTC' FROM generate_series(1, $1::int) AS n RETURNING id`,
    [count],
  )
  return rows.map(({ id }) => id).sort((one, other) => one - other)
}

type Score = { memberId: number; points: number; reached: number }

/** An independent memory of one board: sums by person, who is listed, and the order by sorting all. */
class Model {
  readonly scores = new Map<number, Score>()
  readonly absent = new Set<number>()
  add({ memberId, points, at }: ScoreChange): void {
    const known = this.scores.get(memberId) ?? { memberId, points: 0, reached: -Infinity }
    this.scores.set(memberId, { memberId, points: known.points + points, reached: Math.max(known.reached, at.getTime()) })
  }
  sorted(): Score[] {
    return [...this.scores.values()]
      .filter((one) => one.points > 0)
      .sort((one, other) => other.points - one.points || one.reached - other.reached || one.memberId - other.memberId)
  }
  order(): Score[] {
    return this.sorted().filter((one) => !this.absent.has(one.memberId))
  }
  /** The place everybody has, or would take. */
  places(): Map<number, number> {
    let before = 0
    return new Map(this.sorted().map(({ memberId }) => [memberId, this.absent.has(memberId) ? before + 1 : (before += 1)]))
  }
}

const ever = () => boardAt(program, 'all', new Date())

/** Compares a board with the model: pages at every depth, exact places of all, neighbors, totals, and every count that is kept. */
async function compare(model: Model, members: readonly number[], stride: number): Promise<void> {
  const order = model.order()
  const expected = order.map(({ memberId, points }, index) => ({ place: index + 1, memberId, points }))
  expect(await boardTotals(ever())).toEqual({ members: order.length, points: order.reduce((sum, one) => sum + one.points, 0) })
  for (let skip = 0; skip <= order.length; skip += stride) {
    const page = await placesOn(ever(), everyone, skip, 25)
    expect(page.map(({ place, memberId, points }) => ({ place, memberId, points }))).toEqual(expected.slice(skip, skip + 25))
  }
  const exact = new Map((await exactPlacesOf(ever(), members)).map((one) => [one.memberId, one.place]))
  expect(exact).toEqual(model.places())
  const asked = await Promise.all(members.slice(0, 9).map((member) => topAndPlace(ever(), member, 20)))
  for (const [index, { top, mine }] of asked.entries()) {
    expect(top).toEqual(expected.slice(0, 20).map(({ memberId, points }) => ({ memberId, points })))
    expect(mine?.place ?? null).toBe(model.places().get(members[index] ?? 0) ?? null)
  }
  const middle = order[Math.floor(order.length / 2)]
  if (middle) {
    const near = await placesAround(ever(), { ...everyone, memberId: middle.memberId }, 3)
    const at = order.indexOf(middle)
    expect(near.map(({ place, memberId }) => [place, memberId])).toEqual(
      expected.slice(Math.max(0, at - 3), at + 4).map(({ place, memberId }) => [place, memberId]),
    )
  }
  expect(await wrongCounts()).toEqual([])
}

/** Boards whose kept figures are not those of their scores. */
async function wrongCounts(): Promise<unknown[]> {
  return sqlAlone(`SELECT id, members FROM board b WHERE members <> (SELECT count(*) FROM board_score s WHERE s.board_id = b.id AND s.listed AND s.points > 0)
    OR points <> (SELECT coalesce(sum(points), 0) FROM board_score s WHERE s.board_id = b.id)`)
}

const settle = (changes: ScoreChange[]) =>
  inTransaction(hub, async (scope) => {
    await lockSettling(scope)
    await addScores(scope, changes, 'UTC')
  })

test('[PR-13][PR-14] every place, page, neighbor and count equals an independent sort after any batch, undo to zero and below, opting out and in, and rebuild', async () => {
  const members = await addCrowd(40)
  const change = fc.record({
    memberId: fc.constantFrom(...members),
    points: fc.integer({ min: -30, max: 30 }),
    minute: fc.integer({ min: 0, max: 5 }),
  })
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), changes: fc.array(change, { minLength: 1, maxLength: 25 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('list' as const), member: fc.constantFrom(...members), on: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('replace' as const), member: fc.constantFrom(...members), changes: fc.array(change, { maxLength: 4 }) }),
    },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      await inTransaction(hub, (scope) => replaceScores(scope, members, [], 'UTC'))
      for (const member of members) await inTransaction(hub, (scope) => setListed(scope, member, true))
      await sqlAlone('UPDATE member SET on_boards = true')
      const model = new Model()
      const dated = ({ memberId, points, minute }: { memberId: number; points: number; minute: number }): ScoreChange => {
        return { memberId, points, at: new Date(Date.UTC(2026, 2, 1, 10, minute)), sourceId: 1 + (memberId % 2) }
      }
      for (const one of steps) {
        if (one.do === 'add') {
          one.changes.map(dated).forEach((each) => model.add(each))
          await settle(one.changes.map(dated))
        } else if (one.do === 'list') {
          await inTransaction(hub, async (scope) => {
            await scope.sql('UPDATE member SET on_boards = $2 WHERE id = $1', [one.member, one.on])
            await setListed(scope, one.member, one.on)
          })
          if (one.on) model.absent.delete(one.member)
          else model.absent.add(one.member)
        } else {
          const own = one.changes.map((each) => dated({ ...each, memberId: one.member }))
          model.scores.delete(one.member)
          own.forEach((each) => model.add(each))
          await inTransaction(hub, (scope) => replaceScores(scope, [one.member], own, 'UTC'))
        }
        await compare(model, members, 7)
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
}, 60_000)

test('[PR-13][OP-10] a board of thousands stays exact while it grows and moves, through a mass exit, and when a copy was not asked for so long that it is read anew', async () => {
  const members = await addCrowd(1_500)
  const model = new Model()
  const chance = numbers(7)
  const batch = async (count: number, draw: () => number) => {
    const changes = Array.from({ length: count }, () => {
      return { memberId: members[chance(members.length)] ?? 0, points: draw(), at: new Date(Date.UTC(2026, 2, 1, 0, 0, chance(90))), sourceId: 1 }
    })
    changes.forEach((each) => model.add(each))
    await settle(changes)
  }
  for (let round = 0; round < 8; round += 1) await batch(450, () => 1 + chance(round % 2 ? 400 : 3))
  await compare(model, members, 311)
  for (let round = 0; round < 3; round += 1) await batch(450, () => -chance(900))
  await compare(model, members, 311)
  const gone = model
    .order()
    .slice(0, 500)
    .map((one) => one.memberId)
  gone.forEach((member) => model.scores.delete(member))
  await inTransaction(hub, (scope) => replaceScores(scope, gone, [], 'UTC'))
  await compare(model, members, 311)
  await batch(50, () => 1 + chance(400))
  await inTransaction(hub, (scope) => forgetChanges({ ...scope, now: new Date(Date.now() + 2 * 3_600_000) }))
  await batch(50, () => 1 + chance(400))
  await compare(model, members, 311)
}, 60_000)

/** Numbers below a bound, the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
