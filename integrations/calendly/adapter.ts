import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, KindCard, Reading } from '#app/contract/adapter.ts'
import { instant, parseJson, text, titleText } from '#integrations/kit/body.ts'
import { ignore, on, readNamedEvent, type EventTable } from '#integrations/kit/event-table.ts'
import { buyer } from '#integrations/kit/purchases.ts'
import { foldedProof } from '#integrations/kit/signature.ts'

const header = 'calendly-webhook-signature'

/** https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures */
const proof = foldedProof(header, 180)

function undo(when: string, did: string, one: string, many: string): KindCard {
  return { when, did, noun: [one, many], facts: {}, undo: true }
}

const kinds: Readonly<Record<string, KindCard>> = {
  'meeting.booked': {
    when: 'a meeting is booked',
    did: 'Booked a meeting',
    noun: ['booked meeting', 'booked meetings'],
    facts: {
      meeting: { label: 'the name of the meeting', type: 'text' },
      minutes: { label: 'the number of minutes', type: 'number' },
      place: { label: 'where it is held', type: 'text', values: ['zoom', 'google_conference', 'microsoft_teams_conference', 'physical'] },
      moved: { label: 'having been moved from another time', type: 'boolean' },
    },
  },
  'booking.moved': undo('a meeting is moved to another time', 'Moved a meeting', 'moved meeting', 'moved meetings'),
  'booking.canceled': undo('a meeting is canceled', 'Had a meeting canceled', 'canceled meeting', 'canceled meetings'),
  'booking.missed': undo('somebody does not come to a meeting', 'Did not come to a meeting', 'missed meeting', 'missed meetings'),
}

/** An invitee is named by an address of Calendly's interface. Its last part is their own; the host before it differs between documents. */
const inviteeAddress = z
  .string()
  .max(300)
  .regex(/\/scheduled_events\/[\w-]{1,64}\/invitees\/[\w-]{1,64}$/)
  .transform((uri) => uri.slice(uri.lastIndexOf('/') + 1))
const meetingAddress = z
  .string()
  .max(300)
  .regex(/\/scheduled_events\/[\w-]{1,64}$/)
  .transform((uri) => uri.slice(uri.lastIndexOf('/') + 1))

const told = z.object({
  created_at: instant,
  payload: z.object({
    uri: inviteeAddress,
    email: z.email().max(200),
    name: titleText.nullish(),
    created_at: instant.nullish(),
    rescheduled: z.boolean().nullish(),
    old_invitee: inviteeAddress.nullish(),
    scheduled_event: z.object({
      uri: meetingAddress,
      name: titleText.nullish(),
      start_time: instant,
      end_time: instant,
      location: z.object({ type: text.nullish() }).nullish(),
      event_memberships: z.array(z.object({ user_email: z.email().max(200).nullish() })).nullish(),
    }),
  }),
})
type Told = z.output<typeof told>

const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })
const booking = (invitee: string) => `booking:${invitee}`

function who({ payload }: Told): Activity['actor'] {
  return buyer({ email: payload.email, name: payload.name ?? null }) ?? { id: 'unknown', handle: 'unknown' }
}

function meeting({ payload: { scheduled_event: held } }: Told): Activity['object'] {
  return { id: `meeting:${held.uri}`, title: held.name || 'A meeting', url: '' }
}

function booked(body: Told, when: { version?: string; occurredAt: Date }): Activity {
  const { scheduled_event: held, uri, old_invitee } = body.payload
  const hosts = (held.event_memberships ?? []).flatMap(({ user_email }) => buyer({ email: user_email ?? null }) ?? [])
  return {
    kind: 'meeting.booked',
    externalId: booking(uri),
    ...when,
    actor: who(body),
    object: meeting(body),
    facts: {
      ...(held.name ? { meeting: held.name } : {}),
      minutes: Math.round((held.end_time.getTime() - held.start_time.getTime()) / 60_000),
      ...(held.location?.type ? { place: held.location.type } : {}),
      moved: old_invitee != null,
    },
    ...(hosts.length > 0 ? { others: hosts.map((host) => ({ ...host, role: 'host' })) } : {}),
  }
}

function takenBack(kind: string, body: Told, invitee: string): Activity {
  const [undoes, at] = [booking(invitee), body.created_at]
  const when = { version: at.toISOString(), occurredAt: at }
  return { kind, externalId: `${kind}:${invitee}`, ...when, actor: who(body), object: meeting(body), facts: {}, undoes }
}

const events: EventTable = {
  // A move books anew and cancels, in either order: what was given for the old time moves along with the new one, and the cancellation says nothing more.
  'invitee.created': on(told, (body) => {
    const { payload, created_at } = body
    const fresh = booked(body, { occurredAt: payload.created_at ?? created_at })
    return payload.old_invitee ? activities(takenBack('booking.moved', body, payload.old_invitee), fresh) : activities(fresh)
  }),
  'invitee.canceled': on(told, (body) =>
    body.payload.rescheduled
      ? ignored('it was moved to another time, and the new booking says so')
      : activities(takenBack('booking.canceled', body, body.payload.uri)),
  ),
  'invitee_no_show.created': on(told, (body) => activities(takenBack('booking.missed', body, body.payload.uri))),
  'invitee_no_show.deleted': on(told, (body) => activities(booked(body, { version: body.created_at.toISOString(), occurredAt: body.created_at }))),
  'routing_form_submission.*': ignore('a form books no meeting'),
  'event_type.*': ignore('it is about what can be booked'),
  'meeting_recap.*': ignore('it books no meeting'),
  'contact.*': ignore('it books no meeting'),
}

const envelope = z.object({ event: z.string().max(100) })

function read(delivery: Delivery): Reading {
  return readNamedEvent(events, envelope, ({ event }) => event, delivery)
}

/** Calendly: booked meetings, taken back when they are canceled or nobody comes; a meeting that is moved stays one meeting. */
export const calendly: Adapter = {
  id: 'calendly',
  title: 'Calendly',
  kinds,
  secrets: ['webhook'],
  byAddress: true,
  setup: {
    steps: [
      'In Calendly open Integrations, API & webhooks, and make a personal access token. It needs a paid plan, and an owner or administrator to hear of everybody’s meetings.',
      'Ask https://api.calendly.com/users/me with the token: current_organization in its answer is the address of your organization.',
      'Subscribe: {subscribe}',
      'Put {secret} in the place of YOUR_SECRET, and your own token and organization in theirs: Calendly signs each message with that secret.',
      'Book a meeting with yourself and cancel it: both appear here. People are known by the address they book with.',
    ],
    docs: 'https://developer.calendly.com/api-docs/calendly-api/webhooks/create-webhook-subscription',
    copies: {
      subscribe: {
        label: 'The request',
        value:
          'curl https://api.calendly.com/webhook_subscriptions -H "Authorization: Bearer YOUR_TOKEN" -H "Content-Type: application/json" -d \'{"url":"{url}","events":["invitee.created","invitee.canceled","invitee_no_show.created","invitee_no_show.deleted"],"organization":"YOUR_ORGANIZATION","scope":"organization","signing_key":"YOUR_SECRET"}\'',
      },
    },
  },
  newSecret: () => randomBytes(32).toString('hex'),
  verify: (delivery, secrets) => proof.verify(delivery, secrets.webhook),
  sign: (body, headers, secret, at) => ({ 'content-type': 'application/json', ...headers, [header]: proof.value(body, secret, at) }),
  // Calendly names no delivery. The body holds the moment of the event, and a retry repeats it.
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const named = parsed.ok ? envelope.safeParse(parsed.value) : null
    return { deliveryId: delivery.digest, event: named?.success ? named.data.event : 'unreadable' }
  },
  read,
}
