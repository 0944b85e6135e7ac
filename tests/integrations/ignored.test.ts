import { beforeAll, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { createSource, storeActivities } from '#app/domain/activities/commands.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { keyActivity } from '#app/flows/read-delivery.server.ts'
import { setIgnoredAccounts } from '#app/flows/set-ignored-accounts.server.ts'
import type { Activity } from '#app/contract/activity.ts'
import { type Adapter, isPolled } from '#app/contract/adapter.ts'
import { adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, linkAccount, openHub, settleAll, wordsOf } from '#tests/support/hub.ts'
import { deliveryOf, fixturesOf, pageOf, walkFixturesOf } from './fixtures.ts'

const [paying, byId, byHandle] = [201, 202, 203]
beforeAll(async () => {
  await resetDatabase()
  for (const id of [paying, byId, byHandle]) await openHub({ id })
})

/** A deed of a fixture that could pay: done by a person, not blocked, taking nothing back. */
async function deedOf(adapter: Adapter): Promise<Activity | undefined> {
  const told = fixturesOf(adapter).map((fixture) => adapter.read(deliveryOf(fixture.body, fixture.headers, fixture.completion)))
  const asked = isPolled(adapter) ? await Promise.all(walkFixturesOf(adapter).map((fixture) => pageOf(adapter, fixture))) : []
  const all = [...told.flatMap((reading) => (reading.kind === 'activities' ? reading.activities : [])), ...asked.flatMap((page) => page.activities)]
  const others = (one: Activity) => (one.others ?? []).every((other) => other.id !== one.actor.id)
  return all.find(
    (one) => !one.undoes && !one.blocked && !one.actor.bot && !adapter.kinds[one.kind]?.undo && !one.kind.includes('self') && others(one),
  )
}

/** What an adapter's deed gives its owner in a program, with the account on the list of those who never earn or not. */
async function paid(
  program: number,
  adapter: Adapter,
  deed: Activity,
  ignored: readonly string[],
): Promise<{ code: string | null; points: number }[]> {
  const hub = { program, by: null }
  const id = await inTransaction(hub, (scope) => createSource(scope, { adapter: adapter.id, slug: adapter.id, title: adapter.title }))
  await setIgnoredAccounts({ sourceId: id, accounts: ignored }, hub)
  expect((await sourceBySlug(program, adapter.id))?.ignored).toEqual(ignored.map((one) => one.toLowerCase()))
  const owner = await addMember(`owner-${adapter.id}`, { program, linked: false })
  await linkAccount(owner, deed.actor.id, program, adapter.id)
  await addRule({ kinds: [`${adapter.id}:${deed.kind}`], points: 10 }, { program })
  const key = await programKey(program)
  await inTransaction(hub, (scope) => storeActivities(scope, { id: null, sourceId: id, receivedAt: new Date() }, [keyActivity(deed, { id, key })]))
  await settleAll(program)
  return (await wordsOf(owner, program)).map(({ code, points }) => ({ code, points }))
}

test.each(adapters)('[AB-13] what a listed account does on $title is recorded and gives nothing, by its id and by its handle', async (adapter) => {
  const deed = await deedOf(adapter)
  if (!deed) throw new Error(`${adapter.id} has no fixture of a deed that could pay.`)
  expect(await paid(paying, adapter, deed, [])).toMatchObject([{ points: 10 }])
  expect(await paid(byId, adapter, deed, [deed.actor.id])).toEqual([{ code: 'ignored_actor', points: 0 }])
  expect(await paid(byHandle, adapter, deed, [deed.actor.handle.toUpperCase()])).toEqual([{ code: 'ignored_actor', points: 0 }])
  const recorded = await sqlAlone(
    'SELECT 1 FROM activity a JOIN source s ON s.program_id = a.program_id AND s.id = a.source_id WHERE s.adapter = $1',
    [adapter.id],
  )
  expect(recorded).toHaveLength(3)
})
