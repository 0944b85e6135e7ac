import { z } from 'zod'

/** The ways to sign in with an account elsewhere. */
export const providerKinds = ['oidc', 'discord', 'github', 'discourse'] as const
export type ProviderKind = (typeof providerKinds)[number]

/** Every kind of row: ways in, and forums that sign their people in with the hub. */
export const connectionKinds = [...providerKinds, 'for_discourse'] as const
export type ConnectionKind = (typeof connectionKinds)[number]

/** A way in, ready to be used. `site` is the issuer, or the address of the forum. */
export type Provider = {
  slug: string
  kind: ConnectionKind
  title: string
  site: string
  clientId: string
  secret: string
  /** The claim of an OpenID provider that is the account's id in its channel; `sub` unless a channel knows its people by another one. */
  idClaim: string
  /** The channel whose accounts these are; null: the program has none for it yet. */
  sourceId: number | null
  /** The environment set it up, so the pages cannot change it. */
  fromEnv: boolean
}

/** A way in as forms and buttons may know it. */
export type WayIn = Pick<Provider, 'slug' | 'kind' | 'title' | 'sourceId'>

/** A connection as an owner's page shows it: of the secret only its last characters. */
export type ProviderRow = Omit<Provider, 'secret' | 'sourceId'> & { hint: string; state: 'on' | 'off' }

/** What a secret of a connection is bound to: copied to another row, it does not open. */
export function providerContext(program: number, slug: string): string {
  return `${program}/${slug}`
}

/** The adapter and slug of the channel whose accounts a way in proves: the platform's own, or one that is nothing but a way in. */
export function channelOf(provider: { kind: ConnectionKind; slug: string }): { adapter: string; slug: string } {
  if (provider.kind === 'oidc') return { adapter: 'sso', slug: `sso-${provider.slug}` }
  if (provider.kind === 'for_discourse') return { adapter: 'discourse', slug: 'discourse' }
  return { adapter: provider.kind, slug: provider.kind }
}

const address = z
  .string()
  .trim()
  .max(300, 'Use 300 characters or fewer.')
  .regex(/^https?:\/\/[^\s"<>?#]+$/i, 'Enter an address like https://login.example.org, without anything behind a question mark.')
  .transform((url) => url.replace(/\/+$/, ''))

const fixed = {
  title: z.string({ error: 'Give it the name that stands on the button.' }).trim().min(1).max(40, 'Use 40 characters or fewer.'),
  secret: z.string().trim().max(500, 'That is longer than a secret can be.').default(''),
}
const client = z.string({ error: 'Enter the client id that the provider gave you.' }).trim().min(1).max(300)

/** What an owner enters for a connection. An empty secret leaves the present one as it is while the address stays. */
export const connectionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('oidc'),
    ...fixed,
    site: address,
    clientId: client,
    idClaim: z
      .string()
      .trim()
      .regex(/^[\w:/.-]{1,100}$/, 'Use the name of a claim.')
      .default('sub'),
  }),
  z.object({ kind: z.literal('discord'), ...fixed, clientId: client }),
  z.object({ kind: z.literal('github'), ...fixed, clientId: client }),
  z.object({ kind: z.literal('discourse'), ...fixed, site: address }),
  z.object({ kind: z.literal('for_discourse'), ...fixed, site: address }),
])
export type Connection = z.infer<typeof connectionSchema>

/** What each kind is called on the page, and what to do on the other side. `{callback}` is the address to enter there. */
export const connectionCards: Record<ConnectionKind, { title: string; about: string; steps: readonly string[] }> = {
  oidc: {
    title: 'Company sign-in (OpenID Connect)',
    about: 'Keycloak, Okta, Entra ID, Google, Authentik, Slack and every other provider that publishes its settings.',
    steps: ['Register a confidential web client with the provider.', 'Redirect address: {callback}', 'Scopes: openid, profile, email.'],
  },
  discord: {
    title: 'Discord',
    about: 'Members sign in with Discord, and their account on your server is proved in the same step.',
    steps: ['Open your application in the developer portal of Discord, OAuth2.', 'Add the redirect {callback}', 'Copy client id and client secret.'],
  },
  github: {
    title: 'GitHub',
    about: 'Members sign in with GitHub, and what they did there is theirs.',
    steps: ['Register an OAuth app with GitHub.', 'Authorization callback URL: {callback}', 'Copy client id and a new client secret.'],
  },
  discourse: {
    title: 'Discourse forum',
    about: 'Members sign in here with their account on your forum (DiscourseConnect, the forum as provider).',
    steps: [
      'On the forum switch on “enable discourse connect provider”.',
      'Under “discourse connect provider secrets” add a line: the host name of this hub, and a secret of 20 or more random characters.',
      'Enter the address of the forum and the same secret here.',
    ],
  },
  for_discourse: {
    title: 'Sign in to a Discourse forum with Laurel',
    about: 'The other way round: your forum sends its people here to sign in (DiscourseConnect, this hub as provider).',
    steps: [
      'On the forum set “discourse connect url” to {callback}',
      'Set “discourse connect secret” to a secret of 20 or more random characters, the same as here.',
      'Then switch on “enable discourse connect”.',
    ],
  },
}
