import { z } from 'zod'

const text = z.string().trim().min(1)
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: text,
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  DATA_DIR: text.default('.data'),
  LAUREL_SECRET: z.string().min(16),
  DEMO: z.enum(['0', '1']).default('0'),
  /** 1 behind a proxy of our own: it says who asks (the last X-Forwarded-For) and whether by https (X-Forwarded-Proto). Else both are ignored. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: text.default('Laurel <laurel@localhost>'),
  GITHUB_CLIENT_ID: text.optional(),
  GITHUB_CLIENT_SECRET: text.optional(),
  /** Where GitHub lives; another address for GitHub Enterprise or a local test partner. */
  GITHUB_URL: z.url().default('https://github.com'),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  DISCORD_CLIENT_ID: text.optional(),
  DISCORD_CLIENT_SECRET: text.optional(),
  DISCORD_URL: z.url().default('https://discord.com'),
  /** A company's own sign-in by OpenID Connect: its issuer, the client registered there, and what stands on the button. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_TITLE: text.default('company account'),
  /** 1 lets the hub ask addresses inside private networks too: for tests and local test partners. */
  OUTBOUND_PRIVATE: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export type Env = z.infer<typeof schema>

const advice: Record<string, string> = {
  DATABASE_URL: 'Set it to a PostgreSQL 16+ address, or use `npm start`, which brings its own database.',
  LAUREL_SECRET: 'Set it to at least 16 random characters and keep it: secrets and links are sealed with it.',
}

/** Reads the environment; an empty value counts as missing. Throws one sentence that names each variable at fault. */
export function readEnv(values: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(present)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return `${name}: ${name in present ? issue.message : 'it is missing'}. ${advice[name] ?? ''}`.trim()
  })
  throw new Error(`The hub cannot start. ${faults.join(' ')}`)
}

let cached: Env | undefined

/** The environment of this process, read once. */
export function env(): Env {
  cached ??= readEnv(process.env)
  return cached
}

/** Has the environment read anew: for tests, whose files share a process. */
export function forgetEnv(): void {
  cached = undefined
}

/** The webhook secret that the environment gives for an adapter (`GITHUB_WEBHOOK_SECRET` for `github`), if any. */
export function webhookSecretFromEnv(adapterId: string): string | undefined {
  return process.env[`${adapterId.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`] || undefined
}

/** The whole address of a page of the hub, for words that are read elsewhere. */
export function hubAddress(path: string): string {
  return new URL(path, env().PUBLIC_URL ?? `http://localhost:${env().PORT}`).href
}
