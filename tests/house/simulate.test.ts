import { expect, test } from 'vitest'
import { actAs, freshen, type Json } from '#app/entry.simulate-change.ts'
import type { Activity } from '#app/contract/activity.ts'
import { adapterById } from '#integrations/registry.ts'
import { readHouse } from './tree.ts'

const now = new Date('2031-03-01T10:00:00.000Z')

function adapterAndFixture(id: string, name: string) {
  const adapter = adapterById(id)
  if (!adapter) throw new Error(`no adapter ${id}`)
  const { headers, body } = JSON.parse(readHouse(`integrations/${id}/fixtures/${name}.json`)) as { headers: Record<string, string>; body: Json }
  const read = (content: Json): readonly Activity[] => {
    const reading = adapter.read({ headers, body: Buffer.from(JSON.stringify(content)), receivedAt: now, digest: '' })
    return reading.kind === 'activities' ? reading.activities : []
  }
  return { adapter, headers, body, read }
}

for (const [id, name] of [
  ['github', 'pull_request__merged'],
  ['github', 'issues__opened'],
  ['github', 'discussion__answered'],
  ['generic', 'article_published__plain'],
] as const) {
  test(`a fresh ${id} ${name} is a new fact of the same person, now`, () => {
    const { body, read } = adapterAndFixture(id, name)
    const [before] = read(body)
    const [after] = read(freshen(body, now))
    expect(after?.externalId).toBeTruthy()
    expect(after?.externalId).not.toBe(before?.externalId)
    expect(after?.actor).toEqual(before?.actor)
    expect(after?.kind).toBe(before?.kind)
    expect(now.getTime() - (after?.occurredAt.getTime() ?? 0)).toBeLessThan(86_400_000)
  })

  test(`a ${id} ${name} can be somebody else's work`, () => {
    const { adapter, headers, body, read } = adapterAndFixture(id, name)
    const [after] = read(actAs(adapter, headers, body, 'maya-lindqvist:70411999'))
    expect(after?.actor).toEqual({ id: '70411999', handle: 'maya-lindqvist' })
    expect(after?.externalId).toBe(read(body)[0]?.externalId)
  })
}
