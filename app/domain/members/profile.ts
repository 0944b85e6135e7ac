import type { Audience, HideKey } from '#app/domain/members/members.ts'

/** Who is looking: a visitor, another member, or the owner of what is shown. */
export type Viewer = 'visitor' | 'member' | 'owner'

/** Who the reader is to a member. Staff are members like any other here: a role opens no one's profile. */
export function viewerOf(ownerId: number, readerId: number | null): Viewer {
  if (readerId === null) return 'visitor'
  return readerId === ownerId ? 'owner' : 'member'
}

/** True if someone with this reach shows name and profile to the viewer. */
export function maySeeProfile(reach: Audience, viewer: Viewer): boolean {
  return viewer === 'owner' || reach === 'public' || (reach === 'members' && viewer === 'member')
}

/** The reaches that a viewer other than the owner may see, for queries over many members. */
export function reachesFor(viewer: Viewer): Audience[] {
  return viewer === 'visitor' ? ['public'] : ['public', 'members']
}

/** The keys under which a member hides a channel or a badge. */
export const hideKey = {
  channel: (sourceId: number): HideKey => `channel:${sourceId}`,
  badge: (badgeId: number): HideKey => `badge:${badgeId}`,
}

/** What of a profile a viewer gets. The owner gets everything, and is told what only they see. */
export type Visibility = {
  level: boolean
  grid: boolean
  /** Sources and badges that stay out of every answer. Empty for the owner. */
  withheldChannels: number[]
  withheldBadges: number[]
}

/** Turns a member's list of hidden things into what a viewer gets. */
export function visibilityFor(hidden: readonly string[], viewer: Viewer): Visibility {
  const seen = viewer === 'owner' ? [] : hidden
  const numbers = (prefix: string): number[] =>
    seen
      .filter((key) => key.startsWith(prefix))
      .map((key) => Number(key.slice(prefix.length)))
      .filter(Number.isInteger)
  return {
    level: !seen.includes('level'),
    grid: !seen.includes('grid'),
    withheldChannels: numbers('channel:'),
    withheldBadges: numbers('badge:'),
  }
}
