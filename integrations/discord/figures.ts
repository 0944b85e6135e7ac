import { z } from 'zod'
import type { Ask } from '#app/contract/adapter.ts'
import { type Figures, type FigureWriting, LeaveGone } from '#app/contract/figures.ts'
import { askJson } from '#integrations/kit/api.ts'
import { snowflake } from './packets.ts'

/** What linked roles can ask about: at most five. https://discord.com/developers/docs/resources/application-role-connection-metadata */
export const metadata = [
  { key: 'level', name: 'Level', description: 'Has reached at least this level', type: 2 },
  { key: 'points', name: 'Points', description: 'Has earned at least so many points', type: 2 },
  { key: 'joined', name: 'Member since', description: 'Has been a member for at least so many days', type: 6 },
]

const apiOf = (access: Ask['access']) => (access.api || 'https://discord.com/api').replace(/\/+$/, '')
const granted = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() })
const grantShape = z.object({ access: z.string(), refresh: z.string(), until: z.iso.datetime() })
type Grant = z.output<typeof grantShape>

async function tokens(ask: Ask, form: Record<string, string>): Promise<Grant> {
  const { application = '', client_secret = '' } = ask.access
  const body = new URLSearchParams({ ...form, client_id: application, client_secret }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const answer = await ask.fetch(`${apiOf(ask.access)}/oauth2/token`, { method: 'POST', headers, body })
  if (answer.status === 400 && form.grant_type === 'refresh_token') throw new LeaveGone('The member took their leave back.')
  if (answer.status !== 200) throw new Error(`Discord gave no token (status ${answer.status}).`)
  const given = granted.parse(JSON.parse(answer.body))
  const until = new Date(ask.now.getTime() + (given.expires_in - 300) * 1_000).toISOString()
  return { access: given.access_token, refresh: given.refresh_token, until }
}

async function push(ask: Ask, kept: string, figures: Figures | null): Promise<string> {
  const known = grantShape.parse(JSON.parse(kept))
  const grant = new Date(known.until) > ask.now ? known : await tokens(ask, { grant_type: 'refresh_token', refresh_token: known.refresh })
  const url = `${apiOf(ask.access)}/v10/users/@me/applications/${ask.access.application ?? ''}/role-connection`
  const shown = figures && {
    platform_name: figures.program.slice(0, 50),
    platform_username: figures.name.slice(0, 100),
    // Whole numbers as text; a moment as ISO 8601.
    metadata: { level: String(figures.level), points: String(figures.points), joined: figures.joinedAt.toISOString() },
  }
  const headers = { authorization: `Bearer ${grant.access}`, 'content-type': 'application/json' }
  const answer = await ask.fetch(url, { method: 'PUT', headers, body: JSON.stringify(shown ?? {}) })
  if (answer.status === 401) throw new LeaveGone('The member took their leave back.')
  if (answer.status !== 200) throw new Error(`Discord did not take the figures (status ${answer.status}).`)
  return JSON.stringify(grant)
}

/** Linked roles: with a member's leave their level, points and first day stand at their account, and the server gives its roles by them. */
export const figures: FigureWriting = {
  page: (access, back, state) => {
    const query = { client_id: access.application ?? '', redirect_uri: back, response_type: 'code', scope: 'identify role_connections.write', state }
    return `${apiOf(access).replace(/\/api$/, '')}/oauth2/authorize?${new URLSearchParams({ ...query, prompt: 'consent' })}`
  },
  arrive: async (ask, back, code) => {
    const grant = await tokens(ask, { grant_type: 'authorization_code', code, redirect_uri: back })
    const who = await askJson(ask, `${apiOf(ask.access)}/v10/users/@me`, { headers: { authorization: `Bearer ${grant.access}` } })
    const { id, username } = z.object({ id: snowflake, username: z.string().max(100) }).parse(who)
    return { account: { id, handle: username }, grant: JSON.stringify(grant) }
  },
  push,
}
