import type { Guest } from '#app/auth/guests.server.ts'
import type { TalkView } from '#app/components/talk/challenge-talk.tsx'
import { audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { opennessOf } from '#app/domain/challenges/challenges.ts'
import { challengeCalled } from '#app/domain/challenges/queries/named.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { commentsOf, ratingOf } from '#app/domain/talk/queries.server.ts'
import { ratingWords } from '#app/domain/talk/talk.ts'

/** A challenge that this member sees, or null: talk is for the same people as the challenge. Those who review see all of it. */
export async function talkGround({ program, member }: Guest, slug: string): Promise<{ id: number; slug: string; title: string } | null> {
  const found = await challengeCalled(program.id, slug)
  if (!found || !member) return null
  const { id, title } = found
  if (may(member.roles, 'review_submissions')) return { id, slug, title }
  const now = new Date()
  const [meant] = await audiencesWith(program.id, member.id, [found.audience], now, undefined, true)
  return meant && opennessOf(found, now) !== 'hidden' ? { id, slug, title } : null
}

/** What the component `ChallengeTalk` shows: comments, and how members found the challenge. */
export async function talkView({ program, member }: Guest, challenge: { id: number; slug: string }): Promise<TalkView> {
  const reader = member?.id ?? null
  const [comments, rating] = await Promise.all([commentsOf(program.id, challenge.id, reader), ratingOf(program.id, challenge.id, reader)])
  return {
    slug: challenge.slug,
    comments: comments.map(({ at, ...comment }) => ({ ...comment, at: at.toISOString() })),
    rating: { words: ratingWords(rating), mine: rating.mine },
    may: member?.state === 'active' || member?.state === 'paused',
  }
}
