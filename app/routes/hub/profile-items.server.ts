import type { HideKey, SignedIn } from '#app/domain/members/members.ts'
import { hideKey } from '#app/domain/members/profile.ts'
import { profileOf } from '#app/domain/members/queries/profile.server.ts'

/** What a member's profile has to show, each with the key under which it is hidden: the level, the year, every channel and every badge on it. */
export async function profileItems(program: number, member: SignedIn): Promise<{ key: HideKey; label: string }[]> {
  const profile = await profileOf(program, member.handle, member.id, member.timeZone, new Date())
  return [
    { key: 'level', label: 'My level' },
    { key: 'grid', label: 'The year of contributions, day by day' },
    ...(profile?.channels ?? []).map((channel) => ({ key: hideKey.channel(channel.id), label: `What I did in ${channel.title}` })),
    ...(profile?.badges ?? []).map((badge) => ({ key: hideKey.badge(badge.id), label: `Badge “${badge.title}”` })),
  ]
}
