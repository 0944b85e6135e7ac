import { qualifiedKind } from '#app/domain/activities/activities.ts'
import { objectKeyOf } from '#app/domain/activities/settling.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import { type Named, pairOf } from '#app/domain/rules/deeds.ts'
import type { Deed } from '#app/domain/rules/judge.ts'

type Raw = Omit<Deed, 'kind' | 'channel' | 'objectKey' | 'pairKey' | 'againAt'> & {
  adapter: string
  kind: string
  objectId: string
  firstAt?: Date | null
}

/** Part of judging: a stored activity as rules see it, with the keys by which its object and the person on the other side are counted. */
export function describeDeed(raw: Raw, slugs: ReadonlyMap<number, string>, others: readonly Named[]): Deed {
  const pair = pairOf(others)
  return {
    activityId: raw.activityId,
    sourceId: raw.sourceId,
    subject: raw.subject,
    kind: qualifiedKind(raw.adapter, raw.kind),
    channel: slugs.get(raw.sourceId) ?? '',
    actorHandle: raw.actorHandle,
    occurredAt: raw.firstAt ?? raw.occurredAt,
    againAt: raw.firstAt ? raw.occurredAt : undefined,
    receivedAt: raw.receivedAt,
    facts: raw.facts,
    objectKey: objectKeyOf(raw.sourceId, raw.objectId),
    pairKey: pair && (pair.person === null ? objectKeyOf(raw.sourceId, pair.id) : String(pair.person)),
  }
}

/** Part of judging: those whom an activity names, with who stands behind each account where known. */
export function nameOthers(deed: { sourceId: number; others: readonly { id: string; role: string }[] }, owners: ReadonlyMap<string, Owner>): Named[] {
  return deed.others.map((other) => {
    const owner = owners.get(`${deed.sourceId}/${other.id}`)
    return { role: other.role, id: other.id, memberId: owner?.memberId ?? null, person: owner?.person ?? null, active: owner?.active }
  })
}
