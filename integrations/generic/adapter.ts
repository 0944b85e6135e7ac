import { createHash, randomBytes } from 'node:crypto'
import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { verifyToken } from '#integrations/kit/token.ts'
import { isForeign, readMessages, typeOf } from './events.ts'
import { completeForeign } from './foreign.ts'
import { kinds } from './kinds.ts'

// 1. How the channel proves who it is. Everything that differs between platforms is a setting; nothing here needs code.
/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'webhook-signature',
  prefix: 'v1,',
  separator: ' ',
  encoding: 'base64',
  signed: '{webhook-id}.{webhook-timestamp}.{body}',
  secret: 'base64',
  secretPrefix: 'whsec_',
  timestamp: { header: 'webhook-timestamp', tolerance: 5 * 60 },
}

function isSigned(delivery: Pick<Delivery, 'headers'>): boolean {
  return delivery.headers[scheme.header] !== undefined || delivery.headers.authorization === undefined
}

/** Signed JSON from anywhere: a script, a learning platform, an idea portal. Also the adapter to copy when writing a new one. */
export const generic: Adapter = {
  // 2. The id is the end of the webhook's address (/webhooks/generic) and the start of its secret's name (GENERIC_WEBHOOK_SECRET).
  id: 'generic',
  title: 'Signed JSON',

  // 3. What can happen there. Rules are written about these kinds and their facts: see kinds.ts.
  kinds,

  // 4. What a manager has to do; {url} and {secret} are filled in on the page.
  secrets: ['webhook'],
  setup: {
    steps: [
      'Give the sending program the address {url}',
      'Give it the secret {secret}',
      'Let it sign each message by Standard Webhooks: headers webhook-id, webhook-timestamp and webhook-signature.',
      'Let it send one JSON message, or a list of up to 100, with id, type, time, actor and object.',
      'Send one message: it appears in the list of deliveries here, with the activity that was read from it.',
    ],
    docs: 'https://www.standardwebhooks.com',
  },
  newSecret: () => `whsec_${randomBytes(32).toString('base64')}`,

  // 5. Proof. The kit compares in constant time, refuses empty secrets and never throws.
  // A sender that cannot sign may show the secret itself; it is trusted less.
  verify: (delivery, secrets) => (isSigned(delivery) ? verifySignature(scheme, delivery, secrets.webhook) : verifyToken(delivery, secrets.webhook)),
  trust: (delivery) => (isSigned(delivery) ? 'signed' : 'token'),
  sign: (body, headers, secret, at) => {
    const sent = {
      'content-type': 'application/json',
      'webhook-id': `msg_${createHash('sha256').update(body).digest('hex').slice(0, 24)}`,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      ...headers,
    }
    return { ...sent, [scheme.header]: computeSignature(scheme, { headers: sent, body }, secret) ?? '' }
  },

  // 6. The names on the envelope, for the list of deliveries and for noticing a redelivery. Nothing else may rest on them.
  envelope: (delivery) => {
    const deliveryId = (delivery.headers['webhook-id'] ?? '').slice(0, 200) || delivery.digest
    return { deliveryId, event: typeOf(parseJson(delivery.body)) }
  },

  // 7. From bytes to activities. Pure: the same delivery always reads the same, so it can be read again years later.
  read: (delivery) => {
    const parsed = parseJson(delivery.body)
    if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
    if (!isForeign(parsed.value)) return readMessages(parsed.value, delivery)
    // 8. A message in a form of its own: a manager says once what it means, and what that gave is kept with the delivery.
    if (!delivery.completion) return { kind: 'incomplete', about: `message:${delivery.digest}` }
    const { messages, why } = delivery.completion
    if (!Array.isArray(messages)) return { kind: 'unsupported', event: String(why ?? '') }
    return messages.length > 0 ? readMessages(messages, delivery) : { kind: 'ignored', why: 'the mapping leaves it out' }
  },
  complete: completeForeign,
}
