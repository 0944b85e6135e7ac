import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { addMember, addRule, balanceOf, linkAccount, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

// The hub against a model that a reader can check by eye. Deeds, undos, redeliveries, late links, corrections and settling come in any order.
type Step =
  | { do: 'deed'; who: number; subject: number; time: number }
  | { do: 'undo'; subject: number; time: number }
  | { do: 'again'; index: number }
  | { do: 'link'; who: number }
  | { do: 'settle' }
  | { do: 'correct'; who: number; points: number; key: number }

const who = fc.nat(2)
const subject = fc.nat(3)
const time = fc.nat(9)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('deed' as const), who, subject, time }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), subject, time }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), index: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('link' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      who,
      points: fc.integer({ min: -30, max: 30 }).filter((n) => n !== 0),
      key: fc.nat(3),
    }),
  },
)

const at = (time: number): string => `2026-03-${String(time + 1).padStart(2, '0')}T10:00:00.000Z`
// A subject belongs to one person, as a pull request has one author.
const ownerOf = (subject: number): number => subject % 3

/** What each person should have: a subject pays while its newest deed is newer than its newest undo; corrections count once a key and never go below zero. */
function expected(steps: readonly Step[], linked: ReadonlySet<number>, corrections: readonly { who: number; points: number }[]): number[] {
  const sums = [0, 0, 0]
  for (let subject = 0; subject <= 3; subject += 1) {
    const times = (kind: 'deed' | 'undo'): number[] => steps.flatMap((entry) => (entry.do === kind && entry.subject === subject ? [entry.time] : []))
    const stands = Math.max(-1, ...times('deed')) > Math.max(-1, ...times('undo'))
    if (stands && linked.has(ownerOf(subject))) sums[ownerOf(subject)] = (sums[ownerOf(subject)] ?? 0) + 100
  }
  for (const { who, points } of corrections) sums[who] = (sums[who] ?? 0) + points
  return sums
}

let next = 100
test('[IN-03][IN-04][LE-01][ME-03][MA-05] any order of deeds, undos, redeliveries, links and corrections ends where the model ends', async () => {
  const runs = Number(process.env.MODEL_RUNS ?? 120)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const program = (next += 1)
      const hub = await openHub({ id: program })
      await addRule({ kinds: ['generic:question.answered'], points: 100 }, { program })
      const people = await Promise.all([0, 1, 2].map((person) => addMember(`person-${person}`, { program, linked: false })))
      const manager = await addMember('manager', { program, linked: false })
      const sent: (() => Promise<unknown>)[] = []
      const linked = new Set<number>()
      const corrections: { who: number; points: number }[] = []
      const keys = new Set<number>()
      const link = async (person: number): Promise<void> => {
        if (linked.has(person)) return
        linked.add(person)
        await linkAccount(people[person] ?? 0, `person-${person}`, program)
      }
      for (const [index, entry] of steps.entries()) {
        if (entry.do === 'deed') {
          const fact = message({
            id: `s${entry.subject}`,
            type: 'question.answered',
            version: String(entry.time),
            time: at(entry.time),
            actor: `person-${ownerOf(entry.subject)}`,
          })
          sent.push(() => send(fact, { program, deliveryId: `d${index}` }))
        } else if (entry.do === 'undo') {
          const fact = message({
            id: `u${entry.subject}-${entry.time}`,
            type: 'question.answered.reversed',
            reverses: `s${entry.subject}`,
            time: at(entry.time),
            actor: 'moderator',
          })
          sent.push(() => send(fact, { program, deliveryId: `d${index}` }))
        } else if (entry.do === 'again') {
          await sent[entry.index % Math.max(1, sent.length)]?.()
          continue
        } else if (entry.do === 'link') await link(entry.who)
        else if (entry.do === 'settle') await settleAll(program)
        else {
          const member = people[entry.who] ?? 0
          const order = { key: `key-${entry.key}`, memberId: member, amount: entry.points, reason: 'A reason long enough.' }
          const answer = await correctPoints(order, { program, by: manager }, hub)
          if (answer.kind === 'corrected') corrections.push(entry)
          expect(answer.kind === 'done_before', 'a key counts once').toBe(keys.has(entry.key))
          if (answer.kind === 'corrected') keys.add(entry.key)
          continue
        }
        if (entry.do === 'deed' || entry.do === 'undo') await sent.at(-1)?.()
      }
      await settleAll(program)
      for (const person of [0, 1, 2]) await link(person)
      await settleAll(program)
      const balances = await Promise.all(people.map((member) => balanceOf(member, program)))
      expect(balances.map((balance) => balance.lifetime)).toEqual(expected(steps, linked, corrections))
      expect(balances.every((balance) => balance.spendable >= 0)).toBe(true)
    }),
    { numRuns: runs, verbose: 1 },
  )
  expect(await brokenInvariants()).toEqual([])
}, 600_000)

test('[LE-05] fifty reversals of one line at once leave one', async () => {
  const program = (next += 1)
  await openHub({ id: program })
  await addRule({ kinds: ['generic:article.published'], points: 100 }, { program })
  const ines = await addMember('ines', { program })
  await send(message({ id: 'a1' }), { program })
  await settleAll(program)
  const { post } = await import('#app/domain/ledger/commands.server.ts')
  const { takeTurn } = await import('#app/domain/programs/commands.server.ts')
  const attempts = Array.from({ length: 50 }, () =>
    inTransaction({ program, by: null }, async (scope) => {
      const turn = await takeTurn(scope)
      const line = {
        memberId: ines,
        currency: 1,
        amount: 100,
        from: 'member',
        to: 'issued',
        activityId: null,
        rule: null,
        reverses: 1,
        effectiveAt: scope.now,
      } as const
      return post(scope, turn, [{ ...line, kind: 'reversal' }])
    }).then(
      () => 'reversed',
      (error: Error & { kind?: string }) => error.kind,
    ),
  )
  const answers = await Promise.all(attempts)
  expect(answers.filter((answer) => answer === 'reversed')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'already_reversed')).toHaveLength(49)
  expect(await balanceOf(ines, program)).toMatchObject({ lifetime: 0, spendable: 0, debt: 0 })
  expect(await sqlAlone('SELECT 1 FROM transfer WHERE program_id = $1', [program])).toHaveLength(2)
})
