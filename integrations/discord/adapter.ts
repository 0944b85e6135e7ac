import { randomBytes } from 'node:crypto'
import type { Adapter } from '#app/contract/adapter.ts'
import { computeSignature, type SignatureScheme, verifySignature } from '#integrations/kit/signature.ts'
import { announce } from './announce.ts'
import { readRequest } from './commands.ts'
import { completeMessage } from './complete.ts'
import { envelopeOf, readBody } from './events.ts'
import { figures } from './figures.ts'
import { listen } from './gateway.ts'
import { kinds } from './kinds.ts'
import { walks } from './past.ts'

/** Discord signs nothing on its gateway. The worker that holds the line does it, so that its messages pass the same door as all others. */
const scheme: SignatureScheme = {
  algorithm: 'sha256',
  header: 'x-laurel-line-signature',
  prefix: 'sha256=',
  encoding: 'hex',
  signed: '{body}',
  secret: 'text',
}

/** Discord: what happens on a server over its gateway, questions by slash commands, roles given back to it. */
export const discord: Adapter = {
  id: 'discord',
  title: 'Discord',
  kinds,
  secrets: ['webhook'],
  access: [
    { name: 'guild', label: 'Server ID', hint: 'On Discord: right-click the name of the server, Copy Server ID (Developer Mode on).' },
    { name: 'channels', label: 'Channels that count', hint: 'Their ids, or ids of categories, with commas between. Nothing counts anywhere else.' },
    { name: 'application', label: 'Application ID', hint: 'Developer portal, General Information.' },
    { name: 'public_key', label: 'Public key', hint: 'Developer portal, General Information.', optional: true },
    { name: 'token', label: 'Bot token', hint: 'Developer portal, Bot, Reset Token.', secret: true },
    {
      name: 'client_secret',
      label: 'Client secret',
      hint: 'Developer portal, OAuth2: for linked roles alone.',
      secret: true,
      optional: true,
    },
    { name: 'cards', label: 'Channel for news', hint: 'Its id. New levels and challenges are told there; empty: nowhere.', optional: true },
    { name: 'api', label: 'Address of Discord’s interface', hint: 'Only if the hub reaches Discord through a proxy.', optional: true },
  ],
  setup: {
    steps: [
      'In Discord’s developer portal choose New Application. Under Bot, switch on Server Members Intent (and Message Content only if a rule shall ask about words), then choose Reset Token and keep the token.',
      'Open this address, with the Application ID in the place of its capital letters, and add the bot to your server. It may see and write in channels and give roles, nothing else. {invite}',
      'Here, on Past and access, enter the server, the channels that count, the application, its public key and the bot token.',
      'Within a minute the connection above is open. Write something in one of the channels: it appears below.',
      'If you like: slash commands by HTTP go to the first address (General Information, Interactions Endpoint URL). For linked roles enter the second one twice, as Linked Roles Verification URL and as a redirect under OAuth2, and the client secret here. {questions}{figures}',
    ],
    docs: 'https://discord.com/developers/docs/quick-start/getting-started',
    copies: {
      invite: {
        label: 'Address that adds the bot',
        value: 'https://discord.com/oauth2/authorize?client_id=APPLICATION_ID&scope=bot+applications.commands&permissions=268504064',
      },
      questions: { label: 'Interactions Endpoint URL', value: '{url}/questions' },
      figures: { label: 'Linked Roles Verification URL', value: '{origin}/figures/discord' },
    },
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifySignature(scheme, delivery, secrets.webhook),
  sign: (body, headers, secret) => ({ ...headers, [scheme.header]: computeSignature(scheme, { headers, body }, secret) ?? '' }),
  envelope: envelopeOf,
  read: readBody,
  complete: (delivery, earlier, _, known) => completeMessage(delivery, earlier, known),
  backfill: walks,
  listen,
  ask: readRequest,
  figures,
  announce,
  gives: {
    role: { label: 'A role of the server', target: 'The id of the role. The bot’s own role must stand above it.' },
    post: { label: 'A post in a channel', target: 'The id of the channel.' },
  },
  code: '/link code:{code}',
}
