import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, KindCard, Reading } from '#app/contract/adapter.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { ignore, on, readNamedEvent, type EventTable } from '#integrations/kit/event-table.ts'
import { foldedProof } from '#integrations/kit/signature.ts'
import { cancellation, completeGuest, guestLearning, guestPage } from './ask.ts'
import { attended, guest, lumaEvent, registered, takenBack, type Guest } from './guests.ts'

const header = 'webhook-signature'

/** Stripe’s scheme under the names of Standard Webhooks: hex over `t.body`, the secret as it is. Sources in the README. */
const proof = foldedProof(header, 5 * 60)

const facts: KindCard['facts'] = {
  event: { label: 'the name of the event', type: 'text' },
  ticket: { label: 'the kind of ticket', type: 'text' },
  place: { label: 'where it is held', type: 'text', values: ['offline', 'zoom', 'meet'] },
}

function undo(when: string, did: string, one: string, many: string): KindCard {
  return { when, did, noun: [one, many], facts: {}, undo: true }
}

const kinds: Readonly<Record<string, KindCard>> = {
  'event.registered': { when: 'somebody registers for an event', did: 'Registered for an event', noun: ['registration', 'registrations'], facts },
  'event.attended': { when: 'somebody is checked in at an event', did: 'Attended an event', noun: ['attended event', 'attended events'], facts },
  'registration.withdrawn': undo('a registration is withdrawn', 'Withdrew a registration', 'withdrawn registration', 'withdrawn registrations'),
  'check_in.undone': undo('a check-in is taken back', 'Had a check-in taken back', 'check-in taken back', 'check-ins taken back'),
  'event.canceled': undo('an event is canceled', 'Had an event canceled', 'canceled event', 'canceled events'),
}

const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })

/** What a guest is now, and with what was learned whether something that counted was taken back. */
function readGuest(now: Guest, delivery: Delivery): Reading {
  if (!delivery.completion) return { kind: 'incomplete', about: `guest:${now.id}` }
  const learned = guestLearning.safeParse(delivery.completion)
  if (!learned.success || learned.data.guest !== now.id) return { kind: 'malformed', why: 'what was learned about it belongs to another guest' }
  const at = new Date(learned.data.at)
  const found = [
    ...(learned.data.withdrawn ? [takenBack('registration.withdrawn', now, at)] : registered(now)),
    ...(learned.data.unchecked ? [takenBack('check_in.undone', now, at)] : attended(now)),
  ]
  return found.length > 0 ? activities(...found) : ignored('the guest neither registered for good nor came')
}

const onGuest = on(z.object({ data: guest }), ({ data }, delivery) => readGuest(data, delivery))

const onCanceled = on(z.object({ data: lumaEvent }), ({ data }, delivery) => {
  if (!delivery.completion) return { kind: 'incomplete', about: `event:${data.id}` }
  const learned = cancellation.safeParse(delivery.completion)
  if (!learned.success || learned.data.event !== data.id) return { kind: 'malformed', why: 'what was learned about it belongs to another event' }
  const { at, known } = learned.data
  const object = { id: `event:${data.id}`, title: data.name, url: data.url ?? '' }
  const when = { version: at, occurredAt: new Date(at) }
  const back = known.map(({ subject, actor }): Activity => {
    const party = { id: actor, handle: actor.replace(/^email:/, '').split('@')[0] || actor }
    return { kind: 'event.canceled', externalId: `event.canceled:${subject}`, ...when, actor: party, object, facts: {}, undoes: subject }
  })
  return back.length > 0 ? activities(...back) : ignored('nobody is known to have registered for it or come')
})

const events: EventTable = {
  'guest.registered': onGuest,
  'guest.updated': onGuest,
  'event.canceled': onCanceled,
  'ticket.registered': ignore('the registration of the guest says the same'),
  'event.created': ignore('it says nothing of who comes'),
  'event.updated': ignore('it says nothing of who comes'),
  'calendar.*': ignore('it is about the calendar'),
}

const envelope = z.object({ type: z.string().max(100), data: z.looseObject({}) })

function read(delivery: Delivery): Reading {
  return readNamedEvent(events, envelope, ({ type }) => type, delivery)
}

/** Luma: registrations and check-ins, taken back when a guest withdraws, a check-in is undone or the event is canceled. */
export const luma: Adapter = {
  id: 'luma',
  title: 'Luma',
  kinds,
  secrets: ['webhook'],
  byAddress: true,
  access: [
    {
      name: 'api_key',
      label: 'API key',
      hint: 'Luma, your calendar, Settings, Developer. With it the hub also walks through past events, every night.',
      secret: true,
    },
    { name: 'site', label: 'Address of Luma’s interface', hint: 'https://public-api.luma.com', optional: true },
  ],
  setup: {
    steps: [
      'In Luma open your calendar, Settings, Developer. Webhooks need Luma Plus on that calendar.',
      'Under Webhooks press Create and enter {url}',
      'Choose guest.registered, guest.updated and event.canceled.',
      'Copy the secret that Luma shows (whsec_…) and enter it here under “Address and secret”: Luma makes it, not the hub.',
      'Under API keys make one and enter it here under Past and access. Then check yourself in at an event: it appears here.',
    ],
    docs: 'https://help.luma.com/p/webhooks',
  },
  theirSecret: true,
  newSecret: () => `whsec_${randomBytes(24).toString('hex')}`,
  verify: (delivery, secrets) => proof.verify(delivery, secrets.webhook),
  sign: (body, headers, secret, at) => {
    const t = String(Math.floor(at.getTime() / 1000))
    return {
      'content-type': 'application/json',
      'webhook-id': `msg_${at.getTime()}`,
      ...headers,
      'webhook-timestamp': t,
      [header]: proof.value(body, secret, at),
    }
  },
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const named = parsed.ok ? envelope.safeParse(parsed.value) : null
    // The id stands in a header that is not signed, and a guest can be the same twice: checked in, not checked in, checked in.
    return {
      deliveryId: (delivery.headers['webhook-id'] ?? '').slice(0, 200) || delivery.digest,
      event: named?.success ? named.data.type : 'unreadable',
    }
  },
  read,
  complete: completeGuest,
  backfill: { guests: { title: 'Registrations and check-ins', every: 24, kinds: ['event.registered', 'event.attended'], page: guestPage } },
}
