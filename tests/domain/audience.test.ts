import { beforeAll, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { audienceSample, audienceSize, audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { segmentsOf } from '#app/domain/boards/queries/choices.server.ts'
import type { Audience } from '#app/domain/boards/segments.ts'
import { namedInterests, wishesOf } from '#app/domain/members/queries/wishes.server.ts'
import { interestsIn } from '#app/domain/members/wishes.ts'
import { addSegment } from '#app/flows/add-segment.server.ts'
import { action, loader } from '#app/routes/hub/settings-interests.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { Browser, visit } from '#tests/support/people.ts'

let ines: number
beforeAll(async () => {
  await resetDatabase()
  await openHub()
  ines = await addMember('ines')
})

test('[ME-11] a member says interests, languages, country, size and wishes; they are kept, and a wrong answer comes back with words', async () => {
  const browser = new Browser()
  const [name = '', value = ''] = ((await openSession(new Request('http://localhost:3000/'), 1, ines)).split(';')[0] ?? '').split('=')
  browser.cookies.set(name, value)
  const sent = {
    interest: 'security',
    more: 'GraphQL,  Open  Source, graphql',
    languages: 'pt',
    country: 'BR',
    shirtSize: 'L',
    rewardWishes: 'A book.',
  }
  expect(await visit(browser, action, '/settings/interests', sent)).toMatchObject({ status: 303, to: '/settings/interests?saved' })
  const kept = { interests: ['graphql', 'open source', 'security'], languages: ['pt'], country: 'BR', shirtSize: 'L', rewardWishes: 'A book.' }
  expect(await wishesOf(1, ines)).toEqual(kept)
  expect(await visit(browser, loader, '/settings/interests')).toMatchObject({ body: { wishes: kept, more: 'graphql' } })
  expect(await visit(browser, action, '/settings/interests', { ...sent, shirtSize: 'huge' })).toMatchObject({
    status: 400,
    body: { errors: ['Choose a size from the list.'] },
  })
  const many = Array.from({ length: 21 }, (_, number) => `topic ${number}`).join(',')
  expect(await visit(browser, action, '/settings/interests', { more: many })).toMatchObject({ status: 400 })
  expect(await wishesOf(1, ines)).toEqual(kept)
  expect(interestsIn(' A;b,\nA ')).toEqual(['a', 'b'])
})

test('[ME-11][CH-08][MA-07] the counted audience is exactly who is let in, by interest, language, country, level, segments and exclusion', async () => {
  const people = await Promise.all(['noor', 'yuki', 'maya', 'tom', 'lea', 'paul'].map((name) => addMember(name)))
  const [noor = 0, yuki = 0, maya = 0, tom = 0, lea = 0, paul = 0] = people
  await sqlAlone(`UPDATE member SET interests = '{security,graphql}', languages = '{fr,en}', country = 'FR' WHERE id = $1`, [noor])
  await sqlAlone(`UPDATE member SET interests = '{graphql}', languages = '{ja}', country = 'JP' WHERE id = $1`, [yuki])
  await sqlAlone(`UPDATE member SET joined_at = now() - interval '400 days' WHERE id = ANY($1::bigint[])`, [[maya, tom]])
  await sqlAlone('INSERT INTO standing (program_id, member_id, level, reached_at) VALUES (1, $1, 3, now())', [maya])
  await sqlAlone(`UPDATE member SET state = 'paused' WHERE id = $1`, [lea])
  await sqlAlone('UPDATE member SET merged_into = $1 WHERE id = $2', [maya, paul])
  const by = { program: 1, by: null }
  await addSegment('Old hands', { joinedBeforeDays: 365, accountIn: [], withoutStaff: false }, by)
  const [old] = await segmentsOf(1)
  const oldHands = old?.id ?? 0
  const now = new Date()
  const cases: [Audience, number[]][] = [
    [{}, [ines, noor, yuki, maya, tom]],
    [{ interests: ['graphql'] }, [ines, noor, yuki]],
    [{ interests: ['graphql'], languages: ['fr', 'ja'] }, [noor, yuki]],
    [{ countries: ['BR', 'JP'] }, [ines, yuki]],
    [{ levelFrom: 3 }, [maya]],
    [{ segments: [oldHands] }, [maya, tom]],
    [{ exclude: [oldHands], levelFrom: null }, [ines, noor, yuki]],
    [{ segments: [oldHands, 9999], exclude: [9999] }, [maya, tom]],
    [{ segments: [9999] }, []],
  ]
  for (const [audience, expected] of cases) {
    expect(await audienceSize(1, audience, now), JSON.stringify(audience)).toBe(expected.length)
    expect((await audienceSample(1, audience, now, 50)).map(({ id }) => id).sort()).toEqual([...expected].sort())
    const within = []
    for (const id of [ines, ...people]) if ((await audiencesWith(1, id, [audience], now))[0]) within.push(id)
    expect(within.sort()).toEqual([...expected].sort())
  }
  const all = cases.map(([audience]) => audience)
  const mine = await inTransaction(by, (scope) => audiencesWith(1, maya, all, now, scope.sql))
  expect(mine).toEqual(cases.map(([, expected]) => expected.includes(maya)))
  expect((await namedInterests(1))[0]).toEqual({ interest: 'graphql', members: 3 })
})
