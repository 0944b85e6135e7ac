import type { Adapter } from '#app/contract/adapter.ts'
import { subjectText } from '#app/domain/activities/activities.ts'
import { factsKnown } from '#app/domain/activities/queries/facts.server.ts'
import { type ListForm, type ListRow, type RowMessage, messageOf } from '#app/domain/imports/imports.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { keyedUuid, sha256 } from '#app/foundation/crypto.server.ts'

/** A row as it would go in: new, known already (or twice in the list), or refused with why. */
export type ReadRow =
  | { line: number; state: 'new'; message: RowMessage }
  | { line: number; state: 'known'; message: RowMessage }
  | { line: number; state: 'fault'; why: string }

/**
 * Part of looking at a list and of bringing it in: what each row means, read as the channel itself would read it, and whether it is known there. A row
 * that was taken back before and comes again is a new version, dated after that.
 */
export async function readList(
  adapter: Adapter,
  target: { program: number; sourceId: number },
  list: { rows: readonly ListRow[]; form: ListForm },
  now: Date,
): Promise<ReadRow[]> {
  const key = await programKey(target.program)
  const subjectOf = (id: string) => keyedUuid(key, subjectText(target.sourceId, id))
  const read = list.rows.map((row) => ({ line: row.line, ...checked(adapter, messageOf(row, list.form, now), now) }))
  const known = await factsKnown(
    target.program,
    read.flatMap((row) => ('message' in row ? [subjectOf(row.message.id)] : [])),
  )
  const seen = new Set<string>()
  return read.map((row): ReadRow => {
    if (!('message' in row)) return { line: row.line, state: 'fault', why: row.fault }
    const fact = known.get(subjectOf(row.message.id))
    const twice = seen.has(row.message.id)
    seen.add(row.message.id)
    if (twice || fact?.undoneAt === null) return { line: row.line, state: 'known', message: row.message }
    return { line: row.line, state: 'new', message: fact?.undoneAt ? again(row.message, fact.undoneAt) : row.message }
  })
}

function again(message: RowMessage, undoneAt: Date): RowMessage {
  const time = new Date(Math.max(Date.parse(message.time), undoneAt.getTime() + 1)).toISOString()
  return { ...message, time, version: time }
}

function checked(adapter: Adapter, row: ReturnType<typeof messageOf>, now: Date): ReturnType<typeof messageOf> {
  if ('fault' in row) return row
  const body = Buffer.from(JSON.stringify(row.message))
  const reading = adapter.read({ headers: {}, body, receivedAt: now, digest: sha256(body) })
  if (reading.kind === 'activities') return row
  return { fault: reading.kind === 'malformed' ? `The channel does not take it: ${reading.why}.` : 'The channel does not know such a kind.' }
}
