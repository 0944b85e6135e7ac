import { z } from 'zod'
import type { Announcement, Ask } from '#app/contract/adapter.ts'
import { askForum } from './complete.ts'

const account = z.object({ username: z.string() })
const badges = z.object({ user_badges: z.array(z.object({ id: z.int(), badge_id: z.int() })).nullish() })

/** Names can change: the account is looked up by its number, so nothing is ever given to a namesake. */
async function nameOf(ask: Ask, id: string): Promise<string | null> {
  const found = await askForum(ask, `/admin/users/${encodeURIComponent(id)}.json`)
  return found === undefined ? null : account.parse(found).username
}

/** Gives a badge (by its number), a group (by its number) or a title to an account of the forum, or takes it back. */
export async function announce({ account: { id }, give, target, to }: Announcement, ask: Ask): Promise<void> {
  const username = await nameOf(ask, id)
  if (username === null) {
    // What was given to it went with it.
    if (to === 'revoke') return
    throw new Error('The forum no longer has this account.')
  }
  if (give === 'badge') return to === 'grant' ? grantBadge(ask, username, target) : revokeBadge(ask, username, target)
  if (give === 'group') {
    await askForum(ask, `/groups/${encodeURIComponent(target)}/members.json`, {
      method: to === 'grant' ? 'PUT' : 'DELETE',
      form: { usernames: username },
    })
    return
  }
  await askForum(ask, `/u/${encodeURIComponent(username)}.json`, { method: 'PUT', form: { title: to === 'grant' ? target : '' } })
}

async function badgeOf(ask: Ask, username: string, badge: string): Promise<number | undefined> {
  const found = badges.parse((await askForum(ask, `/user-badges/${encodeURIComponent(username)}.json`)) ?? {})
  return found.user_badges?.find((one) => String(one.badge_id) === badge)?.id
}

async function grantBadge(ask: Ask, username: string, badge: string): Promise<void> {
  if ((await badgeOf(ask, username, badge)) !== undefined) return
  await askForum(ask, '/user_badges.json', { method: 'POST', form: { username, badge_id: badge, reason: '' } })
}

async function revokeBadge(ask: Ask, username: string, badge: string): Promise<void> {
  const granted = await badgeOf(ask, username, badge)
  if (granted !== undefined) await askForum(ask, `/user_badges/${granted}.json`, { method: 'DELETE' })
}
