import { z } from 'zod'
import { foreignId, instant, text, titleText } from '#integrations/kit/body.ts'

/** Only the fields that are used. Discourse gives its own accounts (system, its bot) numbers below one. */
export const userId = z.int().transform(String)

const count = z.int().nonnegative()

const post = z.object({
  id: foreignId,
  post_number: z.int().positive(),
  post_type: z.int(),
  topic_id: foreignId,
  topic_slug: text.nullish(),
  topic_title: titleText.nullish(),
  topic_archetype: z.string().nullish(),
  user_id: userId,
  username: text,
  created_at: instant,
  raw: z.string().nullish(),
  category_slug: text.nullish(),
  reply_to_post_number: z.int().nullish(),
  staff: z.boolean().optional(),
  trust_level: count.nullish(),
})
export type Post = z.output<typeof post>

const user = z.object({ id: userId, username: text })
export type User = z.output<typeof user>

const topic = z.object({
  id: foreignId,
  title: titleText,
  slug: text.nullish(),
  archetype: z.string(),
  user_id: userId,
  created_by: user.nullish(),
  created_at: instant,
  category_id: z.int().nullish(),
  tags: z.array(z.union([text, z.object({ name: text }).transform((tag) => tag.name)])).nullish(),
})
export type Topic = z.output<typeof topic>

export const postBody = z.object({ post })
export const solvedBody = z.object({ solved: post })
export const topicBody = z.object({ topic })
export const likeBody = z.object({ like: z.object({ post, user }) })
export const voteBody = z.object({
  topic_voting: z.object({ topic_id: foreignId, topic_slug: text.nullish(), voter_id: userId, vote_count: count.nullish() }),
})
export type Vote = z.output<typeof voteBody>['topic_voting']
export const badgeBody = z.object({
  user_badge: z.object({ id: foreignId, badge_id: foreignId, user_id: userId, granted_by_id: userId.nullish(), granted_at: instant }),
})
export const userBody = z.object({ user: z.object({ id: userId, username: text, created_at: instant.nullish() }) })
export const promotedBody = z.object({ user_promoted: z.object({ id: userId, username: text, trust_level: count }) })
