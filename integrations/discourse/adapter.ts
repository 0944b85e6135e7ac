import { randomBytes } from 'node:crypto'
import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { parseJsonOrForm } from '#integrations/kit/body.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { completeDelivery } from './complete.ts'
import { readBody } from './events.ts'
import { kinds } from './kinds.ts'
import { announce } from './announce.ts'
import { walks } from './past.ts'
import { accountOf, readProfile } from './profile.ts'

/** https://github.com/discourse/discourse/blob/main/app/jobs/regular/emit_web_hook_event.rb */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-discourse-event-signature',
  prefix: 'sha256=',
  encoding: 'hex',
  signed: '{body}',
  secret: 'text',
}

/** Discourse: a forum's webhooks, its past by its API, and badges, groups and titles given back to it. */
export const discourse: Adapter = {
  id: 'discourse',
  title: 'Discourse',
  kinds,
  secrets: ['webhook'],
  access: [
    { name: 'site', label: 'Address of the forum', hint: 'https://forum.example.com' },
    { name: 'api_key', label: 'API key', hint: 'Admin, Advanced, API keys: all users, global.', secret: true, optional: true },
    { name: 'api_username', label: 'User name for the API key', hint: 'system', optional: true },
  ],
  setup: {
    steps: [
      'On the forum open Admin, Advanced, Webhooks, and choose New webhook.',
      'Payload URL: {url}',
      'Content type: application/json. Secret: {secret}',
      'Choose "Select individual events" and tick Topic, Post, Like, Solved, Topic voting, User, User badge and User promoted, all events of each.',
      'Keep Check TLS certificate and Active ticked and save; Go to events, Ping: it appears in the list of deliveries here as ignored on purpose. Then enter the address of the forum below, and an API key for its past, its view counts and to have answers confirmed.',
    ],
    docs: 'https://meta.discourse.org/t/configure-webhooks-that-trigger-on-discourse-events-to-integrate-with-external-services/49045',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret) => ({
    'content-type': 'application/json',
    'user-agent': 'Discourse/simulated',
    'x-discourse-event-id': '1',
    ...headers,
    [scheme.header]: computeSignature(scheme, { headers, body }, secret) ?? '',
  }),
  // Each automatic attempt has a new number, so the body's digest stands beside it: see the room of activities.
  envelope: (delivery) => ({
    deliveryId: headerOf(delivery, 'x-discourse-event-id') || delivery.digest,
    event: headerOf(delivery, 'x-discourse-event'),
  }),
  read: (delivery) => {
    const parsed = parseJsonOrForm(delivery.body)
    return parsed.ok ? readBody(headerOf(delivery, 'x-discourse-event'), parsed.value, delivery) : { kind: 'malformed', why: parsed.why }
  },
  complete: completeDelivery,
  backfill: walks,
  announce,
  gives: {
    badge: { label: 'a badge of the forum', target: 'The number of the badge, from its address: /badges/102/… is 102.' },
    group: { label: 'a place in a group', target: 'The number of the group, as /groups/<name>.json says.' },
    title: { label: 'a title beside the name', target: 'The words of the title.' },
  },
  profile: { where: '“About me”', read: readProfile },
  accountOf,
}

function headerOf(delivery: Delivery, name: string): string {
  return (delivery.headers[name] ?? '').slice(0, 200)
}
