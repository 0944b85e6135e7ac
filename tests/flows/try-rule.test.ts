import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'
import { tryRule } from '#app/flows/try-rule.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, message, openHub, send, settleAll } from '#tests/support/hub.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const all = { from: null, until: null, sources: null, most: 1_000 }

async function rowCounts(): Promise<Record<string, number>> {
  const tables = await sqlAlone<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    [],
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) counts[name] = (await sqlAlone<{ count: number }>(`SELECT count(*)::int AS count FROM "${name}"`, []))[0]?.count ?? 0
  return counts
}

test('[RU-11][F1] a dry run lists members, points, levels, badges and cost of a part of the past, and writes nothing', async () => {
  await addMember('ines')
  await addMember('tom')
  await sqlAlone('DELETE FROM level WHERE program_id = 1', [])
  await sqlAlone(`INSERT INTO level (program_id, rank, title, points_needed) VALUES (1, 1, 'Sprout', 100), (1, 2, 'Branch', 250)`, [])
  await sqlAlone(
    `INSERT INTO badge (program_id, id, slug, title, story, kinds, tiers) VALUES (1, 900, 'author', 'Author', '', '{generic:article.published}', '{1,3}')`,
    [],
  )
  const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`
  for (const day of [1, 2, 3]) await send(message({ id: `i${day}`, time: at(day) }))
  await send(message({ id: 't1', actor: 'tom', time: at(4) }))
  await send(message({ id: 's1', actor: 'stranger', time: at(5) }))
  await settleAll()
  await sqlAlone(`INSERT INTO ledger_policy (program_id, from_turn, debt, worth, worth_unit, set_at) VALUES (1, 0, 'owe', 50, 'EUR', now())`, [])
  const draft = ruleSchema.parse({
    title: 'Articles',
    kinds: ['generic:article.published'],
    condition: { all: [] },
    points: 100,
    limits: [{ window: 'ever', count: 2 }],
  })
  const before = await rowCounts()
  const tried = await tryRule(draft, all, { program: 1, by: null }, 'UTC')
  expect(tried).toMatchObject({ looked: 5, paid: 4, points: 400, cost: { amount: 2, unit: 'EUR' } })
  expect(tried.gains.map((gain) => [gain.handle, gain.points, gain.person > 0])).toEqual([
    ['ines', 200, true],
    ['stranger', 100, false],
    ['tom', 100, true],
  ])
  expect(tried.rows.find((row) => row.reason)?.reason).toMatchObject({ code: 'limit' })
  expect(tried.levels).toEqual([
    { handle: 'ines', from: null, to: 'Sprout' },
    { handle: 'tom', from: null, to: 'Sprout' },
  ])
  expect(tried.badges).toEqual([
    { handle: 'ines', badge: 'Author', tier: 1 },
    { handle: 'tom', badge: 'Author', tier: 1 },
  ])
  const part = await tryRule(draft, { ...all, from: new Date(at(2)), until: new Date(at(4)) }, { program: 1, by: null }, 'UTC')
  expect(part).toMatchObject({ looked: 2, points: 200 })
  expect(await tryRule(draft, { ...all, sources: [99] }, { program: 1, by: null }, 'UTC')).toMatchObject({ looked: 0, points: 0 })
  expect(await rowCounts()).toEqual(before)
})
