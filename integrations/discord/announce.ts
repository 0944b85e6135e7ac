import { createHash } from 'node:crypto'
import type { Announcement, Ask } from '#app/contract/adapter.ts'
import { askDiscord } from './rest.ts'

const snowflake = /^\d{5,20}$/

/** Gives a role of the server (by its id) to a member of it or takes it back, or says something in a channel (by its id). */
export async function announce(announcement: Announcement, ask: Ask): Promise<void> {
  const { account, give, target, to } = announcement
  if (!snowflake.test(target)) throw new Error('The target must be the id of a role or of a channel: a long number.')
  if (give === 'post') return to === 'grant' ? post(ask, target, announcement) : undefined
  if (give !== 'role' && give !== 'group') throw new Error('Discord can be given roles and posts.')
  const route = `/guilds/${ask.access.guild ?? ''}/members/${account.id}/roles/${target}` as const
  const reason = to === 'grant' ? 'Reached in the hub' : 'No longer held in the hub'
  const done = await askDiscord(ask, route, { method: to === 'grant' ? 'put' : 'delete', reason })
  // Somebody who left the server, or a role that is gone: there is nothing left to take away.
  if (done === undefined && to === 'grant') throw new Error('This member is not on the server, or the role is gone.')
}

/** Discord drops a message whose nonce it has seen from the same bot in the last minutes: a try whose answer was lost says nothing twice. */
async function post(ask: Ask, channel: string, { key = '', words = '' }: Announcement): Promise<void> {
  const nonce = createHash('sha256').update(key).digest('hex').slice(0, 25)
  const json = { content: words.slice(0, 2_000), nonce, enforce_nonce: true, allowed_mentions: { parse: [] } }
  if ((await askDiscord(ask, `/channels/${channel}/messages`, { method: 'post', json })) === undefined) throw new Error('This channel is gone.')
}
