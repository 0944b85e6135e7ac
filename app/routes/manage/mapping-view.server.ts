import type { MappingResult } from '#app/components/manage/mapping-result.tsx'
import type { MappingStart } from '#app/components/manage/mapping-form.tsx'
import type { Adapter } from '#app/contract/adapter.ts'
import type { Mapping } from '#app/contract/mapping.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'

const empty: MappingStart = {
  only: '',
  type: 'article.published',
  id: '',
  time: '',
  actor: '',
  handle: '',
  object: '',
  title: '',
  url: '',
  reverses: '',
  facts: '',
}

/** What the form starts with: what is saved, or nothing. */
export function mappingStart(saved: string | undefined): MappingStart {
  return saved ? { ...empty, ...(JSON.parse(saved) as Partial<MappingStart>) } : empty
}

/** What a mapping makes of a message, exactly as it would be read when it comes in. Nothing is stored. */
export async function tryMapping(adapter: Adapter, mapping: Mapping, sample: string, now: Date): Promise<MappingResult> {
  const body = Buffer.from(sample)
  const delivery = { headers: {}, body, receivedAt: now, digest: sha256(body) }
  if (adapter.read(delivery).kind !== 'incomplete')
    return { kind: 'fault', why: 'This is no message in another form: a JSON object without type, actor and object.' }
  const fetch = () => Promise.reject(new Error('A mapping asks nobody.'))
  const ask = { access: { mapping: JSON.stringify(mapping), mapping_version: '0' }, fetch, now }
  const completion = await adapter.complete?.(delivery, [], ask, () => Promise.resolve([]))
  const reading = adapter.read({ ...delivery, ...(completion ? { completion } : {}) })
  if (reading.kind === 'ignored') return { kind: 'nothing', why: 'The mapping leaves it out.' }
  if (reading.kind === 'unsupported') return { kind: 'fault', why: reading.event }
  if (reading.kind !== 'activities') return { kind: 'fault', why: 'why' in reading ? reading.why : 'It could not be read.' }
  const [found] = reading.activities
  if (!found) return { kind: 'nothing', why: 'The mapping leaves it out.' }
  return {
    kind: 'read',
    did: adapter.kinds[found.kind]?.did ?? found.kind,
    title: found.object.title,
    who: found.actor.handle === found.actor.id ? found.actor.id : `${found.actor.handle} (${found.actor.id})`,
    id: found.externalId,
    at: found.occurredAt.toISOString(),
    facts: Object.entries(found.facts).map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join(', ') : String(value) })),
    undoes: found.undoes ?? null,
  }
}
