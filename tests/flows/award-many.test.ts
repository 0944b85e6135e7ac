import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addCurrency } from '#app/flows/add-currency.server.ts'
import { awardMany } from '#app/flows/award-many.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { undoMany } from '#app/flows/undo-many.server.ts'
import { balancesIn, liabilityOf } from '#app/domain/ledger/queries.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { mails } from '#tests/support/people.ts'

let program: Program
let manager: number
let people: number[]
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  const rows = await sqlAlone<{ id: number }>(
    `INSERT INTO member (program_id, handle, display_name, email, time_zone)
     SELECT 1, 'person-' || n, 'Person ' || n, 'person-' || n || '@example.test', 'UTC' FROM generate_series(1, 100) AS n RETURNING id`,
  )
  people = rows.map((row) => row.id)
})

const by = () => ({ program: 1, by: manager })
const origin = 'https://hub.test'
const order = (part: object = {}) => ({
  members: people,
  handles: [],
  amount: 50,
  currency: 1,
  reason: 'You came to the spring meetup.',
  key: randomUUID(),
  ...part,
})
const award = (part: object = {}, now?: Date) => awardMany(by(), order(part), program, origin, now)

test('[MA-02] giving to 100 makes 100 lines; undo within the window reverses them all, once; both are told to everybody', async () => {
  const given = await award()
  expect(given).toMatchObject({ kind: 'awarded', members: 100 })
  expect(
    await sqlAlone('SELECT count(*)::int AS lines, count(DISTINCT turn)::int AS turns, sum(amount)::int AS sum FROM transfer WHERE kind = 0'),
  ).toEqual([{ lines: 100, turns: 1, sum: 5000 }])
  expect(await wordsOf(people[0] ?? 0)).toEqual([{ kind: 'hub:award', status: 'counted', points: 50, code: null }])
  expect((await mails()).map((mail) => mail.fill.taken)).toEqual(Array.from({ length: 100 }, () => false))
  expect(await brokenInvariants()).toEqual([])
  const id = 'id' in given ? given.id : 0
  const answers = await Promise.all(Array.from({ length: 20 }, () => undoMany(by(), id, program, origin)))
  expect(answers.filter((answer) => answer.kind === 'undone')).toEqual([{ kind: 'undone', members: 100 }])
  expect(await sqlAlone('SELECT count(*)::int AS lines FROM transfer_reversal')).toEqual([{ lines: 100 }])
  expect(await balanceOf(people[99] ?? 0)).toMatchObject({ lifetime: 0, spendable: 0, lastSeq: 2 })
  expect(await wordsOf(people[0] ?? 0)).toEqual([{ kind: 'hub:award', status: 'reversed', points: 0, code: 'undone' }])
  expect((await mails()).filter((mail) => mail.fill.taken)).toHaveLength(100)
  expect(await sqlAlone(`SELECT action FROM audit_entry WHERE object_kind = 'bulk_award' ORDER BY id`)).toEqual([
    { action: 'points.awarded' },
    { action: 'points.award_undone' },
  ])
  expect(await brokenInvariants()).toEqual([])
})

test('[MA-02] fifty times at once under one key give once', async () => {
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 50 }, () => award({ key, members: people.slice(0, 3) })))
  expect(answers.filter((answer) => answer.kind === 'awarded')).toHaveLength(1)
  expect(await sqlAlone('SELECT 1 FROM transfer')).toHaveLength(3)
})

test('[MA-02] after a quarter of an hour nothing is taken back at once any more', async () => {
  const given = await award({ members: people.slice(0, 2) }, new Date(Date.now() - 16 * 60_000))
  expect(await undoMany(by(), 'id' in given ? given.id : 0, program, origin)).toMatchObject({ kind: 'too_late' })
  expect(await balanceOf(people[0] ?? 0)).toMatchObject({ spendable: 50 })
})

test('[MA-02] a name that nobody has, one’s own name, or no name at all refuses the whole', async () => {
  expect(await award({ members: [], handles: ['person-1', 'nobody-here'] })).toMatchObject({
    kind: 'unknown',
    message: expect.stringContaining('@nobody-here'),
  })
  expect(await award({ members: [], handles: ['person-1', 'manager'] })).toMatchObject({ kind: 'own_points' })
  expect(await award({ members: [], handles: [] })).toMatchObject({ kind: 'nobody' })
  expect(await award({ currency: 9 })).toMatchObject({ kind: 'no_currency' })
  expect(await sqlAlone('SELECT 1 FROM transfer')).toEqual([])
  expect(await award({ members: [], handles: ['person-1', 'person-2'] })).toMatchObject({ kind: 'awarded', members: 2 })
})

test('[LE-09] two currencies never mix: balances, lifetime points, boards and what members have in all stay apart', async () => {
  const added = await addCurrency(by(), { slug: 'skill', name: 'Skill points', about: '' })
  expect(await addCurrency(by(), { slug: 'skill', name: 'Other', about: '' })).toMatchObject({ kind: 'taken' })
  const currency = 'id' in added ? added.id : 0
  const [ines = 0] = people
  await award({ members: [ines], amount: 70 })
  const other = await award({ members: [ines], amount: 30, currency })
  const correct = (amount: number) =>
    correctPoints({ memberId: ines, amount, currency, reason: 'A reason long enough.', key: randomUUID() }, by(), program)
  await correct(5)
  expect(await correct(-36)).toMatchObject({ kind: 'too_few_points' })
  expect((await balancesIn(1, ines)).map(({ name, lifetime, spendable }) => [name, lifetime, spendable])).toEqual([
    ['points', 70, 70],
    ['Skill points', 35, 35],
  ])
  expect((await liabilityOf(1)).map(({ name, spendable }) => [name, spendable])).toEqual([
    ['points', 70],
    ['Skill points', 35],
  ])
  expect(
    await sqlAlone(
      `SELECT s.points FROM board_score s JOIN board b ON b.program_id = s.program_id AND b.id = s.board_id WHERE b.period = 'all' AND b.scope = ''`,
    ),
  ).toEqual([{ points: 70 }])
  expect(await brokenInvariants()).toEqual([])
  await undoMany(by(), 'id' in other ? other.id : 0, program, origin)
  expect((await balancesIn(1, ines)).map(({ lifetime }) => lifetime)).toEqual([70, 5])
  expect(await brokenInvariants()).toEqual([])
})
