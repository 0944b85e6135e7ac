import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { ledgerHash } from '#app/domain/ledger/queries/chain.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addBadge } from '#app/domain/standing/commands.server.ts'
import { changeRoles } from '#app/flows/change-roles.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { mergeMembers } from '#app/flows/merge-members.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { saveLevels } from '#app/flows/save-levels.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'
import { vestAwards } from '#app/flows/vest-awards.server.ts'
import { asOwner, resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { addPerson } from '#tests/support/people.ts'

const by = { program: 1, by: null }
let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
})

async function lively(): Promise<{ ines: number; late: number; manager: number }> {
  const ines = await addMember('ines')
  await addMember('tom')
  const late = await addMember('late', { linked: false })
  const manager = await addMember('manager', { linked: false })
  await inTransaction(by, (scope) =>
    addBadge(scope, { slug: 'author', title: 'Author', story: '', kinds: ['generic:article.published'], tiers: [1, 5], every: null, secret: false }),
  )
  await addRule({ kinds: ['generic:article.published'], points: 100, firstPoints: 500, limits: [{ window: 'day', count: 3 }] })
  await addRule({ kinds: ['generic:talk.given'], points: 50, vesting: { days: 3 } })
  await addRule({ kinds: ['generic:article.published'], points: 30, counts: { every: 2 } })
  await addRule({ kinds: ['hub:badge.granted'], points: 70 })
  await addRule({ kinds: ['generic:idea.implemented'], points: 90, to: { who: 'idea.submitted' } })
  const at = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`
  for (let index = 1; index <= 12; index += 1) {
    const actor = ['ines', 'tom', 'late'][index % 3] ?? 'ines'
    await send(message({ id: `a${index}`, actor, time: at((index % 4) + 1) }))
    if (index % 4 === 0) await settleAll()
  }
  await send([message({ id: 't1', type: 'talk.given', time: at(5) }), message({ id: 't2', type: 'talk.given', actor: 'tom', time: at(5) })])
  await send(message({ id: 'i2', type: 'idea.implemented', actor: 'tom', object: { id: 'idea' }, time: at(7) }))
  await send(message({ id: 'i1', type: 'idea.submitted', object: { id: 'idea' }, time: at(6) }))
  await settleAll()
  await send(message({ id: 'u1', type: 'article.published.reversed', reverses: 'a3', actor: 'moderator', time: at(20) }))
  await settleAll()
  await linkAccount(late, 'late')
  await settleAll()
  await correctPoints({ memberId: ines, amount: 25, reason: 'For the meetup.', key: 'k1' }, { program: 1, by: manager }, program)
  await vestAwards(program)
  const saved = await saveRule(
    {
      id: null,
      basedOn: null,
      definition: ruleSchema.parse({
        title: 'Ideas',
        kinds: ['generic:idea.submitted', 'generic:article.published'],
        condition: { all: [] },
        points: 11,
      }),
    },
    by,
  )
  if ('id' in saved) await switchRule({ id: saved.id, to: 'on', look: 'top_up' }, by)
  await send(message({ id: 'a20', time: at(9) }))
  await send(message({ id: 'u2', type: 'article.published.reversed', reverses: 'a6', actor: 'moderator', time: at(21) }))
  await settleAll()
  return { ines, late, manager }
}

test('[LE-08] the whole book made anew from activities, rule versions and the journal has the same hash, and nothing of it stays', async () => {
  const { ines, late, manager } = await lively()
  const merged = await mergeMembers({ program: 1, by: manager, roles: ['owner'] }, { memberId: late, intoId: ines, reason: 'One person.' }, program)
  expect(merged).toEqual({ kind: 'merged' })
  for (const [id, actor] of [
    ['b1', 'late'],
    ['b2', 'ines'],
    ['b3', 'late'],
  ] as const)
    await send(message({ id, actor, time: '2026-03-01T12:00:00Z' }))
  await settleAll()
  const counts = () =>
    sqlAlone('SELECT (SELECT count(*) FROM transfer) AS lines, (SELECT count(*) FROM activity) AS activities, (SELECT count(*) FROM award) AS awards')
  const before = await counts()
  const replayed = await replayLedger(program)
  expect(replayed).toMatchObject({ differsIn: null, stands: (await ledgerHash(1)).hash })
  expect(replayed.replayed).toBe(replayed.stands)
  expect(replayed.lines).toBeGreaterThan(20)
  expect(await counts()).toEqual(before)
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-08] a line that no rule gave, or a fact that was changed afterwards, shows in the replay with its turn', async () => {
  await lively()
  const [line] = await sqlAlone<{ turn: number }>('SELECT min(turn) AS turn FROM transfer WHERE amount = 500')
  await asOwner(async (client) => {
    await client.query('SET session_replication_role = replica')
    await client.query('UPDATE transfer SET amount = 501 WHERE amount = 500 AND turn = $1', [line?.turn])
  })
  expect(await replayLedger(program)).toMatchObject({ differsIn: line?.turn })
})

test('[LE-08] levels, badges and roles that were settled anew since do not change what a replay finds', async () => {
  const level = (rank: number, pointsNeeded: number) => ({
    rank,
    title: `Level ${rank}`,
    pointsNeeded,
    badgesNeeded: 0,
    badgeNeeds: [],
    story: '',
    perks: [],
  })
  const ines = await addMember('ines')
  const owner = await addPerson('olu', ['owner'])
  await saveLevels([level(1, 0), level(2, 100)], { program: 1, by: owner })
  await addRule({ kinds: ['generic:article.published'], points: 60 })
  await addRule({
    kinds: ['generic:article.published'],
    points: 7,
    condition: {
      all: [
        { fact: 'member.level', op: 'at_least', value: 2 },
        { fact: 'member.staff', op: 'is', value: false },
      ],
    },
  })
  for (let index = 1; index <= 4; index += 1) {
    await send(message({ id: `a${index}`, actor: 'ines' }))
    await settleAll()
  }
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 4 * 60 + 2 * 7 })
  await saveLevels([level(1, 0), level(2, 5_000)], { program: 1, by: owner })
  await changeRoles({ program: 1, by: owner }, { member: ines, roles: ['manager'] })
  await send(message({ id: 'a5', actor: 'ines' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 5 * 60 + 2 * 7 })
  expect(await replayLedger(program)).toMatchObject({ differsIn: null, stands: (await ledgerHash(1)).hash })
})
