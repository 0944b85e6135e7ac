import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { balanceOf as pageBalance } from '#app/domain/ledger/queries.server.ts'
import { memberByEmail, memberByIdentity, signedInMember } from '#app/domain/members/queries.server.ts'
import { rootHandle } from '#app/domain/members/queries/merges.server.ts'
import type { Role } from '#app/domain/members/roles.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { wordSums, wordsOf as pageOf } from '#app/domain/rules/queries/words.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { mergeMembers } from '#app/flows/merge-members.server.ts'
import { signIn } from '#app/flows/sign-in.server.ts'
import { splitMembers } from '#app/flows/split-members.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { addPerson, password } from '#tests/support/people.ts'

let program: Program
let manager: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addPerson('manager', ['manager'])
})

const reason = 'Both wrote to us from one address.'
const by = (id = manager, roles: Role[] = ['manager']) => ({ program: 1, by: id, roles })
const merge = (memberId: number, intoId: number, actor = by()) => mergeMembers(actor, { memberId, intoId, reason }, program)
const split = (memberId: number, actor = by()) => splitMembers(actor, memberId, program)

test('[LE-07] a merged person has the sums, words, boards and levels of both accounts, and no line of either is rewritten', async () => {
  const [ines, second] = [await addMember('ines'), await addMember('second')]
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  await send([message({ id: 'a1' }), message({ id: 'a2', actor: 'second' }), message({ id: 'a3', actor: 'second' })])
  await settleAll()
  const lines = await sqlAlone('SELECT * FROM transfer ORDER BY member_id, seq')
  expect(await merge(second, ines)).toEqual({ kind: 'merged' })
  expect(await sqlAlone('SELECT * FROM transfer ORDER BY member_id, seq')).toEqual(lines)
  expect(await pageBalance(1, ines)).toMatchObject({ lifetime: 300, spendable: 300 })
  const page = await pageOf(1, ines, { states: null, source: null }, null, 2)
  expect([page.words.length, page.older]).toEqual([2, true])
  expect((await wordSums(1, ines, new Date(0))).reduce((sum, row) => sum + row.points, 0)).toBe(300)
  expect(
    await sqlAlone(
      `SELECT s.member_id AS id, s.points FROM board b JOIN board_score s ON s.program_id = b.program_id AND s.board_id = b.id WHERE b.period = 'all' AND b.scope = ''`,
    ),
  ).toEqual([{ id: ines, points: 300 }])
  expect(await brokenInvariants()).toEqual([])
  const take = { memberId: ines, amount: -250, reason: 'Taken from both accounts.', key: randomUUID() }
  expect(await correctPoints(take, by(), program)).toMatchObject({ kind: 'corrected' })
  expect(await pageBalance(1, ines)).toMatchObject({ lifetime: 50, spendable: 50 })
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-07][ME-02] either account’s way in leads to the one person, its page redirects there, and a split parts them again', async () => {
  const [ines, second] = [await addPerson('ines'), await addPerson('second')]
  await sqlAlone(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof) SELECT 1, id, 'second', $1, 'second', 'test' FROM source WHERE slug = 'generic'`,
    [second],
  )
  const [source] = await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`)
  await merge(second, ines)
  const from = { address: '203.0.113.9', device: null }
  const signed = (email: string) => signIn({ program: 1, by: null }, { email, password }, from)
  expect(await signed('second@example.test')).toEqual({ kind: 'signed_in', member: ines })
  expect(await signed('ines@example.test')).toEqual({ kind: 'signed_in', member: ines })
  expect(await memberByIdentity(1, source?.id ?? 0, 'second')).toMatchObject({ holder: second, person: ines })
  expect(await signedInMember(1, second)).toMatchObject({ id: ines, handle: 'ines' })
  expect(await rootHandle(1, 'Second')).toBe('ines')
  await split(second)
  expect(await signed('second@example.test')).toEqual({ kind: 'signed_in', member: second })
  expect(await memberByEmail(1, 'second@example.test')).toMatchObject({ id: second, person: second })
  expect(await rootHandle(1, 'second')).toBeNull()
})

test('[LE-07] nobody merges themselves, only an owner merges staff, and nobody who is gone or merged already', async () => {
  const [ines, second, third] = [await addMember('ines'), await addMember('second'), await addMember('third')]
  const [owner, reviewer] = [await addPerson('owner', ['owner']), await addPerson('reviewer', ['reviewer'])]
  expect(await merge(manager, ines)).toMatchObject({ kind: 'own_account' })
  expect(await merge(ines, manager)).toMatchObject({ kind: 'own_account' })
  for (const staff of [owner, reviewer]) {
    expect(await merge(ines, staff)).toMatchObject({ kind: 'staff' })
    expect(await merge(staff, ines)).toMatchObject({ kind: 'staff' })
  }
  expect(await merge(ines, 9999)).toMatchObject({ kind: 'not_found' })
  expect(await split(ines)).toMatchObject({ kind: 'not_merged' })
  expect(await sqlAlone('SELECT 1 FROM member_merge')).toEqual([])
  expect(await merge(reviewer, second, by(owner, ['owner']))).toEqual({ kind: 'merged' })
  expect(await merge(third, second)).toMatchObject({ kind: 'staff' })
  expect(await split(reviewer)).toMatchObject({ kind: 'staff' })
  expect(await merge(reviewer, ines, by(owner, ['owner']))).toMatchObject({ kind: 'merged_already' })
  expect(await sqlAlone(`SELECT action, actor_id AS by FROM audit_entry WHERE action LIKE 'members.%'`)).toEqual([
    { action: 'members.merged', by: owner },
  ])
})

test('[LE-07] fifty at once merge once, and fifty split once', async () => {
  const [ines, second] = [await addMember('ines'), await addMember('second')]
  const merged = await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? merge(second, ines) : merge(ines, second))))
  expect(merged.filter((answer) => answer.kind === 'merged')).toHaveLength(1)
  const [row] = await sqlAlone<{ id: number }>('SELECT member_id AS id FROM member_merge')
  const answers = await Promise.all(Array.from({ length: 50 }, () => split(row?.id ?? 0)))
  expect(answers.filter((answer) => answer.kind === 'split')).toHaveLength(1)
  expect(await sqlAlone('SELECT 1 FROM member WHERE merged_into IS NOT NULL')).toEqual([])
})

test('[LE-07] whoever was merged into an account before goes with it when it is split', async () => {
  const [a, b, c] = [await addMember('anna'), await addMember('bert'), await addMember('cora')]
  await merge(a, b)
  await merge(b, c)
  const roots = async () =>
    (await sqlAlone<{ into: number | null }>('SELECT merged_into AS into FROM member WHERE id = ANY($1) ORDER BY id', [[a, b, c]])).map(
      (row) => row.into,
    )
  expect(await roots()).toEqual([c, c, null])
  await split(b)
  expect(await roots()).toEqual([b, null, null])
  await split(a)
  expect(await roots()).toEqual([null, null, null])
})

type Who = 0 | 1 | 2
type Step =
  | { do: 'deed'; who: Who; subject: number; day: number }
  | { do: 'undo'; who: Who; subject: number; day: number }
  | { do: 'correct'; who: Who; points: number }
const who = fc.constantFrom<Who>(0, 1, 2)
const deed = { who, subject: fc.nat(4), day: fc.nat(20) }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deed' as const), ...deed }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), ...deed }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('correct' as const), who, points: fc.integer({ min: 1, max: 40 }) }) },
)
const names = ['anna', 'bert', 'cora']

/** One history in a program of its own: the same steps, with the second account merged into the first in between, or never. */
async function live(id: number, before: Step[], between: Step[], merged: boolean): Promise<unknown> {
  const hub = await openHub({ id, timeZone: 'UTC' })
  await addRule({ kinds: ['generic:article.published'], points: 10 }, { program: id })
  await sqlAlone(
    `INSERT INTO level (program_id, rank, title, points_needed) VALUES ($1, 1, 'One', 0), ($1, 2, 'Two', 25), ($1, 3, 'Three', 60)
    ON CONFLICT (program_id, rank) DO UPDATE SET points_needed = excluded.points_needed`,
    [id],
  )
  const people = await Promise.all(names.map((name) => addMember(name, { program: id })))
  const boss = await addMember('boss', { program: id, linked: false })
  const actor = { program: id, by: boss, roles: ['owner'] as Role[] }
  const run = async (steps: Step[], part: string) => {
    for (const [n, one] of steps.entries()) {
      const time = `2026-03-${String(one.do === 'correct' ? 1 : one.day + 1).padStart(2, '0')}T10:00:00.000Z`
      const subject = one.do === 'correct' ? '' : `${names[one.who]}-${one.subject}`
      if (one.do === 'deed')
        await send(message({ id: subject, version: time, time, actor: names[one.who] ?? '' }), { program: id, deliveryId: `${part}${n}` })
      else if (one.do === 'undo')
        await send(message({ id: `u-${part}${n}`, type: 'article.published.reversed', reverses: subject, time, actor: 'moderator' }), {
          program: id,
          deliveryId: `${part}${n}`,
        })
      else if (one.do === 'correct') {
        const order = { memberId: people[one.who]!, amount: one.points, reason: 'A reason long enough.', key: `${part}${n}`.padEnd(36, '0') }
        await correctPoints(order, actor, hub)
      }
      if (n % 3 === 2) await settleAll(id)
    }
    await settleAll(id)
  }
  await run(before, 'b')
  if (merged) expect(await mergeMembers(actor, { memberId: people[1]!, intoId: people[0]!, reason }, hub)).toEqual({ kind: 'merged' })
  // A merged account cannot be corrected by itself, so in between only the others are.
  await run(
    between.filter((one) => one.do !== 'correct' || one.who !== 1),
    'm',
  )
  if (merged) expect(await splitMembers(actor, people[1]!, hub)).toEqual({ kind: 'split' })
  const who = `(SELECT handle FROM member m WHERE m.program_id = $1 AND m.id = x.member_id) AS who`
  const all = (sql: string) => sqlAlone(sql, [id])
  return {
    lines: await all(
      `SELECT ${who}, currency, seq, amount, from_account, to_account, kind, reverses, CASE WHEN kind <> 2 THEN effective_at END AS at FROM transfer x WHERE program_id = $1 ORDER BY 1, 2, 3`,
    ),
    balances: await all(`SELECT ${who}, lifetime, spendable, debt, held, pending, last_seq FROM balance x WHERE program_id = $1 ORDER BY 1`),
    boards:
      await all(`SELECT ${who}, b.scope, b.period, b.starts_on, x.points FROM board_score x JOIN board b ON b.program_id = x.program_id AND b.id = x.board_id
      WHERE x.program_id = $1 AND x.points <> 0 ORDER BY 1, 2, 3, 4`),
    levels: await all(`SELECT ${who}, level FROM standing x WHERE program_id = $1 AND level > 1 ORDER BY 1`),
    tallies: await all(`SELECT ${who}, kind, count FROM tally x WHERE program_id = $1 AND count <> 0 AND kind LIKE 'generic:%' ORDER BY 1, 2`),
    counters: await all(`SELECT ${who}, "window", count FROM rule_counter x WHERE program_id = $1 AND count <> 0 AND member_id <> 0 ORDER BY 1, 2`),
    words: await all(
      `SELECT ${who}, kind, status, points, CASE WHEN kind NOT LIKE 'hub:%' THEN occurred_at END AS at FROM judgement x
       WHERE program_id = $1 AND status <> 'undo' ORDER BY 1, 2, 5, 3, 4`,
    ),
  }
}

let next = 100
test('[LE-07] split restores both books entry for entry: after any deeds before and between, it is as if they had never been merged', async () => {
  const steps = fc.array(step, { minLength: 2, maxLength: 9 })
  await fc.assert(
    fc.asyncProperty(steps, steps, async (before, between) => {
      const [one, other] = [(next += 1), (next += 1)]
      expect(await live(one, before, between, true)).toEqual(await live(other, before, between, false))
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 12), verbose: 1 },
  )
  expect(await brokenInvariants()).toEqual([])
}, 300_000)
