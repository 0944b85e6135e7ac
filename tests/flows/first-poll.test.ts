import { beforeEach, expect, test } from 'vitest'
import type { Adapter } from '#app/contract/adapter.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { addSource } from '#app/flows/add-source.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { startWalk } from '#app/flows/start-walk.server.ts'
import { takeWalkStep } from '#app/flows/take-walk-step.server.ts'
import { beginPolls } from '#app/jobs/walk-channels.server.ts'
import { adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson } from '#tests/support/people.ts'

let actor = { program: 1, by: 0 }
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  actor = { program: 1, by: await addPerson('manager', ['manager']) }
})

test('[IN-12][IN-18] whatever platform is asked: the first time what happened before the hub was let in is left alone, and read when a manager chooses the day', async () => {
  const asking = adapters.flatMap((adapter) =>
    Object.entries(adapter.backfill ?? {}).flatMap(([name, walk]) => (walk.every ? [{ adapter, name, walk }] : [])),
  )
  expect(new Set(asking.map(({ adapter }) => adapter.id)).size).toBeGreaterThanOrEqual(10)
  const start = Date.now()
  for (const { adapter, name, walk } of asking.filter(({ walk }) => walk.kinds?.length !== 0)) {
    const kind = walk.kinds?.[0] ?? ''
    const seen: Date[] = []
    // Whatever the adapter would find, and however it heeds the day: here it heeds none.
    const deed = (id: string, occurredAt: Date) => ({
      ...{
        kind,
        externalId: `${id}:${name}`,
        version: '1',
        actor: { id: 'noor', handle: 'noor' },
        object: { id, title: id, url: '' },
        occurredAt,
        facts: {},
      },
    })
    let now = new Date(start)
    const page = (_ask: unknown, since: Date) => {
      seen.push(since)
      return Promise.resolve({
        activities: [deed('old', new Date('2026-01-05')), deed('fresh', new Date(now.getTime() - 1_000))],
        next: null,
      })
    }
    const only = { ...adapter, backfill: { [name]: { ...walk, page } } }
    const fresh = await connectBare(only)
    const step = async (minutes: number) => {
      now = new Date(start + minutes * 60_000)
      await beginPolls(1, () => only, now)
      while (await takeWalkStep({ program: 1, adapterById: () => only, fetch: askOutside, now }));
      const rows = await sqlAlone<{ id: string; blocked: string | null }>(
        'SELECT object_id AS id, blocked FROM activity WHERE source_id = $1 ORDER BY id',
        [fresh],
      )
      return rows.map(({ id, blocked }) => (blocked ? `${id}: ${blocked}` : id))
    }
    const told = (walk.totals ?? []).includes(kind) ? ['fresh: it was so before the hub first looked'] : ['fresh']
    expect([adapter.id, name, await step(1)]).toEqual([adapter.id, name, told])
    expect(seen[0]?.getTime()).toBeGreaterThanOrEqual(start - 60_000)
    // A window that overlaps reaches no further back than the first time.
    await step(100 * 60)
    expect(seen.every((since) => since.getTime() >= start - 60_000)).toBe(true)
    await startWalk(only, { sourceId: fresh, name, since: new Date('2026-01-01') }, actor)
    expect([adapter.id, name, await step(100 * 60 + 1)]).toEqual([adapter.id, name, [...told, 'old']])
    await sqlAlone(`UPDATE source SET state = 'off' WHERE id = $1`, [fresh])
  }
}, 30_000)

/** A channel of an adapter, connected a moment ago, with whatever it wants to be told. */
async function connectBare(adapter: Adapter): Promise<number> {
  const values = Object.fromEntries((adapter.access ?? []).map(({ name }) => [name, name === 'site' || name === 'api' ? 'https://x.example' : 'x']))
  const made = await addSource(adapter, `${adapter.id} ${Object.keys(adapter.backfill ?? {}).join()}`, actor)
  if (!('slug' in made)) throw new Error(made.message)
  const [source] = await sqlAlone<{ id: number }>('SELECT id FROM source WHERE slug = $1', [made.slug])
  const saved = await saveAccess(adapter, { sourceId: source?.id ?? 0, values }, actor)
  if ('message' in saved) throw new Error(saved.message)
  return source?.id ?? 0
}
