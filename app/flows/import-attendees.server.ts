import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { attendingNow, eventToEnter, noteAttendance } from '#app/domain/events/commands.server.ts'
import type { ListedPerson } from '#app/domain/events/events.ts'
import { activeByAddress } from '#app/domain/members/listed.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { noteAttendees } from './note-attendees.server.ts'

/** What becomes of a row of the list. */
export type ListedRow = ListedPerson & { state: 'new' | 'known' | 'nobody' | 'fault'; handle: string | null }
export type Imported = { kind: 'imported' | 'previewed'; rows: ListedRow[]; fresh: number }

/**
 * A manager notes who was there by a list, or looks at first what it would do (`write` false). Rows that name nobody change nothing and are answered with why; importing a
 * list twice notes nobody twice, because one person is one row of the event whatever the key.
 */
export function importAttendees(
  order: { event: string; people: readonly ListedPerson[]; write: boolean },
  by: Actor,
  program: Program,
): Promise<Imported | Refused<'not_found' | 'too_many' | 'early'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<Imported> => {
        if (order.people.length > 2000) throw new Refusal('too_many', 'At most 2,000 rows at once. Nothing was noted.')
        const event = await eventToEnter(scope, order.event)
        if (scope.now < event.checkinFrom) throw new Refusal('early', 'The event has not begun, so nobody was there yet. Nothing was noted.')
        const found = await findRows(scope, event.id, order.people)
        const persons = found.flatMap((row) => (row.state === 'new' ? [row.person] : []))
        const rows = found.map(({ person: _person, ...row }) => row)
        if (!order.write) return { kind: 'previewed', rows, fresh: persons.length }
        const fresh = await noteAttendance(scope, event.id, persons, 'list')
        if (fresh.length > 0) await noteAttendees(scope, program, event, fresh)
        const after = { rows: rows.length, fresh: fresh.length }
        await record(scope, { action: 'event.list_imported', objectKind: 'event', objectId: event.id, after })
        return { kind: 'imported', rows, fresh: fresh.length }
      }),
    'not_found',
    'too_many',
    'early',
  )
}

async function findRows(scope: Scope, eventId: number, people: readonly ListedPerson[]): Promise<(ListedRow & { person: number })[]> {
  const sound = people.filter((one) => one.fault === null)
  const known = await activeByAddress(
    scope,
    sound.flatMap((one) => one.email ?? []),
    sound.flatMap((one) => one.handle ?? []),
  )
  const there = new Set(await attendingNow(scope, eventId))
  const taken = new Set<number>()
  return people.map((one) => {
    const member = known.find((row) => (one.email !== null ? row.email === one.email : row.handle === one.handle))
    if (one.fault !== null) return { ...one, state: 'fault' as const, person: 0 }
    if (!member) return { ...one, state: 'nobody' as const, fault: 'No active member has this address or handle.', person: 0 }
    const state = there.has(member.person) || taken.has(member.person) ? ('known' as const) : ('new' as const)
    taken.add(member.person)
    return { ...one, state, handle: member.personHandle, person: member.person }
  })
}
