import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Ask, Memory, Standing } from '#app/contract/adapter.ts'

/** What stands for a platform that is only asked: there is no secret, so nothing that comes in is believed. */
export const onlyAsked = {
  secrets: [],
  newSecret: () => '',
  verify: () => false,
  sign: (_body, headers) => ({ ...headers }),
  envelope: (delivery) => ({ deliveryId: delivery.digest, event: 'unexpected' }),
  read: () => ({ kind: 'malformed', why: 'nothing is sent to this channel: the hub asks' }),
} satisfies Pick<Adapter, 'secrets' | 'newSecret' | 'verify' | 'sign' | 'envelope' | 'read'>

/** The lines of a field that holds one thing a line: without blanks around them, empty ones left out, each once. */
export function linesOf(ask: Pick<Ask, 'access'>, field: string): string[] {
  const lines = (ask.access[field] ?? '').split(/\r?\n/).map((line) => line.trim())
  return [...new Set(lines.filter(Boolean))]
}

/** A deed that the platform no longer has is taken back, once, by an undo of this kind. */
export function takenBack(deed: Standing, kind: string, now: Date): Activity {
  const { actor, object, externalId } = deed
  return { kind, externalId: `${kind}:${externalId}`, version: String(deed.id), actor, object, occurredAt: now, facts: {}, undoes: externalId }
}

/** Deeds as a platform has them now: one that was taken back and is there again counts once more, from now on. */
export async function asTheyAre(deeds: readonly Activity[], memory: Memory, now: Date): Promise<Activity[]> {
  const back = await memory.takenBack(deeds.map((deed) => deed.externalId))
  return deeds.map((deed) => {
    const at = back.get(deed.externalId)
    return at ? { ...deed, version: at.toISOString(), occurredAt: now } : deed
  })
}

/**
 * How far back a walk goes that would read a whole platform. The first time nobody named a day: then thirty days, rounded to the day. A manager can begin a walk
 * that goes further.
 */
export function backTo(since: Date, now: Date): Date {
  return since.getTime() > 0 ? since : new Date(Math.floor(now.getTime() / 86_400_000 - 30) * 86_400_000)
}

/** A place in a walk: a part of it (a feed, a tag, a name) and the page in that part. */
export type Place = { part: number; page: number }

/** Reads a cursor; the beginning for none. */
export function placeOf(cursor: string | null): Place {
  const [part, page] = (cursor ?? '0/1').split('/').map(Number)
  return { part: part ?? 0, page: page ?? 1 }
}

/** The cursor of the place that follows: the next page while there is more, then the next part; null after the last. */
export function placeAfter({ part, page }: Place, more: boolean, parts: number): string | null {
  if (more) return `${part}/${page + 1}`
  return part + 1 < parts ? `${part + 1}/1` : null
}

/** Round figures: 10, 25, 50, 100, 250 … A counter is told by the highest that it has passed, so polling adds nothing in between. */
const marks: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((power) => [1, 2.5, 5].map((step) => step * 10 ** power))

/** The highest round figure that a counter has passed; undefined below ten. */
export function markPassed(count: number): number | undefined {
  return marks.findLast((mark) => mark <= count)
}
