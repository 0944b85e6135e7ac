import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, Reading } from '#app/contract/adapter.ts'
import { storable, storableJson, subjectText } from '#app/domain/activities/activities.ts'
import type { Arrival, KeyedActivity } from '#app/domain/activities/commands.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'

/** `gone` is an account that the platform says it deleted. */
export type ReadDelivery = Pick<Arrival, 'state' | 'note' | 'activities'> & { gone?: { id: string; handle: string } }

/**
 * What an adapter makes of a delivery, ready to be stored: state, a note for managers, activities under the program's keyed subjects. A reading
 * that throws leaves the delivery `unread` with its error; nothing is lost.
 */
export function readDelivery(adapter: Adapter, delivery: Delivery, source: { id: number; key: Uint8Array }): ReadDelivery {
  let reading: Reading
  try {
    reading = adapter.read(delivery)
  } catch (error) {
    return { state: 'unread', note: storable((error as Error).message).slice(0, 500), activities: [] }
  }
  switch (reading.kind) {
    case 'activities':
      return { state: 'read', note: '', activities: reading.activities.map((activity) => keyActivity(activity, source)) }
    case 'ignored':
      return { state: 'ignored', note: storable(reading.why), activities: [] }
    case 'unsupported':
      return { state: 'unsupported', note: storable(reading.event), activities: [] }
    case 'malformed':
      return { state: 'malformed', note: storable(reading.why), activities: [] }
    case 'incomplete':
      return { state: 'incomplete', note: storable(reading.about).slice(0, 300), activities: [] }
    case 'gone':
      return { state: 'ignored', note: storable(reading.why), activities: [], gone: reading.account }
  }
}

/** An activity with the keyed hashes under which it is stored once, and text that the database can keep. */
export function keyActivity(activity: Activity, source: { id: number; key: Uint8Array }): KeyedActivity {
  const clean = storableJson(activity)
  const version = (clean.version ?? '').slice(0, 200)
  const subject = keyedUuid(source.key, subjectText(source.id, activity.externalId))
  return {
    ...clean,
    version,
    subject,
    undoesSubject: activity.undoes === undefined ? null : keyedUuid(source.key, subjectText(source.id, activity.undoes)),
  }
}
