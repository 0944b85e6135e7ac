import { createHash, randomBytes } from 'node:crypto'
import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { parseJsonOrForm } from '#integrations/kit/body.ts'
import { computeSignature, verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { announce } from './announce.ts'
import { readBody } from './events.ts'
import { kinds } from './kinds.ts'
import { readProfile } from './profile.ts'

/** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-hub-signature-256',
  prefix: 'sha256=',
  encoding: 'hex',
  signed: '{body}',
  secret: 'text',
}

/** GitHub's delivery ids are GUIDs; a made-up one depends on the body alone. */
function guidOf(body: Uint8Array): string {
  return createHash('sha256')
    .update(body)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

/** GitHub: repository and organization webhooks, and the one of a sponsors page. */
export const github: Adapter = {
  id: 'github',
  title: 'GitHub',
  kinds,
  secrets: ['webhook'],
  access: [
    {
      name: 'api_token',
      label: 'Token of a bot account',
      hint: 'Fine-grained, with write access to issues and pull requests: for comments.',
      secret: true,
      optional: true,
    },
    { name: 'api', label: 'Address of the API', hint: 'https://api.github.com, or that of your GitHub Enterprise', optional: true },
  ],
  setup: {
    steps: [
      'Open the settings of your repository or organization on GitHub, choose Webhooks, then Add webhook.',
      'Payload URL: {url}',
      'Content type: application/json. Secret: {secret}',
      'Choose "Let me select individual events" and tick: Pushes, Issues, Issue comments, Pull requests, Pull request reviews, Discussions, Discussion comments, Stars, Releases.',
      'Keep Active ticked and save. GitHub sends a ping at once: it appears in the list of deliveries here as ignored on purpose.',
    ],
    docs: 'https://docs.github.com/webhooks/using-webhooks/creating-webhooks',
  },
  newSecret: () => randomBytes(32).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret) => ({
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/simulated',
    'x-github-delivery': guidOf(body),
    ...headers,
    [scheme.header]: computeSignature(scheme, { headers, body }, secret) ?? '',
  }),
  envelope: (delivery) => ({ deliveryId: headerOf(delivery, 'x-github-delivery') || delivery.digest, event: headerOf(delivery, 'x-github-event') }),
  read: (delivery) => {
    const parsed = parseJsonOrForm(delivery.body)
    return parsed.ok ? readBody(headerOf(delivery, 'x-github-event'), parsed.value, delivery) : { kind: 'malformed', why: parsed.why }
  },
  announce,
  gives: { comment: { label: 'a comment below the pull request or issue' } },
  profile: { where: 'the bio', read: readProfile },
  authorHost: ({ api }) => (!api ? 'github.com' : URL.canParse(api) ? new URL(api).hostname.replace(/^api\.github\.com$/, 'github.com') : null),
}

function headerOf(delivery: Delivery, name: string): string {
  return (delivery.headers[name] ?? '').slice(0, 200)
}
