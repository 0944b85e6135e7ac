import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Ask, Page, Walk } from '#app/contract/adapter.ts'
import { instant, text, titleText } from '#integrations/kit/body.ts'
import { askForum } from './complete.ts'
import { answerSubject, likeSubject, postSubject, topicSubject } from './events.ts'
import { party } from './parts.ts'
import { userId } from './payloads.ts'

const hour = 3_600_000

function link(ask: Ask, slug: string | null | undefined, topic: number, post?: number): string {
  return `${(ask.access.site ?? '').replace(/\/+$/, '')}/t/${encodeURIComponent(slug || '-')}/${topic}${post ? `/${post}` : ''}`
}

const latestPosts = z.object({
  latest_posts: z.array(
    z.object({
      id: z.int(),
      post_number: z.int(),
      post_type: z.int(),
      topic_id: z.int(),
      topic_slug: text.nullish(),
      topic_title: titleText.nullish(),
      category_slug: text.nullish(),
      user_id: userId,
      username: text,
      created_at: instant,
      raw: z.string().nullish(),
      reply_to_post_number: z.int().nullish(),
      trust_level: z.int().nullish(),
      staff: z.boolean().nullish(),
      user_deleted: z.boolean().nullish(),
    }),
  ),
})
type Latest = z.output<typeof latestPosts>['latest_posts'][number]

function postActivity(ask: Ask, post: Latest): Activity {
  const object = {
    id: `topic:${post.topic_id}`,
    title: post.topic_title || `Topic ${post.topic_id}`,
    url: link(ask, post.topic_slug, post.topic_id, post.post_number),
  }
  const shared = { actor: party(post.user_id, post.username), occurredAt: post.created_at }
  if (post.post_number === 1) return { ...shared, kind: 'topic.created', externalId: topicSubject(String(post.topic_id)), object, facts: {} }
  const facts = {
    ...(post.category_slug ? { category: post.category_slug } : {}),
    ...(post.raw ? { length: [...post.raw].length } : {}),
    ...(post.trust_level == null ? {} : { trust_level: post.trust_level }),
    ...(post.staff == null ? {} : { staff: post.staff }),
    to_reply: post.reply_to_post_number != null,
  }
  return { ...shared, kind: 'post.created', externalId: postSubject(String(post.id)), object, facts }
}

/** `/posts.json` walks public posts downwards from an id; private ones have another address. The first post of a topic stands for it. */
async function posts(ask: Ask, since: Date, cursor: string | null): Promise<Page> {
  const found = latestPosts.parse((await askForum(ask, cursor ? `/posts.json?before=${cursor}` : '/posts.json')) ?? { latest_posts: [] }).latest_posts
  const kept = found.filter((post) => post.post_type === 1 && !post.user_deleted && post.created_at >= since)
  const last = found.at(-1)
  const total = Math.max(1, Math.ceil((ask.now.getTime() - since.getTime()) / hour))
  const done = last ? Math.min(total, Math.floor((ask.now.getTime() - last.created_at.getTime()) / hour)) : total
  const over = !last || last.created_at < since || last.id <= 1
  return { activities: kept.map((post) => postActivity(ask, post)), next: over ? null : String(last.id), done: over ? total : done, total }
}

const directory = z.object({ directory_items: z.array(z.looseObject({ user: z.object({ username: text }) })) })
const actions = z.object({
  user_actions: z.array(
    z.object({
      post_id: z.int().nullish(),
      post_number: z.int(),
      topic_id: z.int(),
      slug: text.nullish(),
      title: titleText,
      user_id: userId,
      username: text,
      acting_user_id: userId,
      acting_username: text,
      created_at: instant,
      deleted: z.boolean().nullish(),
    }),
  ),
})
type Action = z.output<typeof actions>['user_actions'][number]

/** Where a walk by people is: whom of this page of the directory it has still to ask about, and from which of their actions on. */
const place = z.object({ page: z.int(), people: z.array(z.string()), offset: z.int() })
const pageSize = 60

/** Walks over the people who have any of a thing, most first, and over what each of them has of it, newest first. */
function byPeople(title: string, order: string, filter: number, read: (ask: Ask, action: Action, post: number) => Activity): Walk {
  return {
    title,
    page: async (ask, since, cursor) => {
      const at = cursor ? place.parse(JSON.parse(cursor)) : { page: 0, people: [], offset: 0 }
      const [person, ...others] = at.people
      if (person === undefined) {
        const items = directory.parse(
          (await askForum(ask, `/directory_items.json?period=all&order=${order}&page=${at.page}`)) ?? { directory_items: [] },
        )
        const people = items.directory_items.filter((item) => Number(item[order]) > 0).map((item) => item.user.username)
        return { activities: [], next: people.length ? JSON.stringify({ page: at.page + 1, people, offset: 0 }) : null }
      }
      const asked = `/user_actions.json?username=${encodeURIComponent(person)}&filter=${filter}&offset=${at.offset}&limit=${pageSize}`
      const found = actions.parse((await askForum(ask, asked)) ?? { user_actions: [] }).user_actions
      const kept = found.filter((action) => action.post_id != null && !action.deleted && action.created_at >= since)
      const more = found.length === pageSize && found.every((action) => action.created_at >= since)
      const next = more ? { ...at, offset: at.offset + pageSize } : { page: at.page, people: others, offset: 0 }
      return { activities: kept.map((action) => read(ask, action, action.post_id ?? 0)), next: JSON.stringify(next) }
    },
  }
}

const thing = (ask: Ask, action: Action) => ({
  id: `topic:${action.topic_id}`,
  title: action.title,
  url: link(ask, action.slug, action.topic_id, action.post_number),
})

function answer(ask: Ask, action: Action, post: number): Activity {
  return {
    kind: 'answer.accepted',
    externalId: answerSubject(String(post)),
    version: action.created_at.toISOString(),
    actor: party(action.user_id, action.username),
    object: thing(ask, action),
    occurredAt: action.created_at,
    facts: { self_accepted: action.acting_user_id === action.user_id },
    others: [{ ...party(action.acting_user_id, action.acting_username), role: 'chooser' }],
  }
}

function like(ask: Ask, action: Action, post: number): Activity {
  return {
    kind: 'like.given',
    externalId: likeSubject(String(post), action.acting_user_id),
    actor: party(action.acting_user_id, action.acting_username),
    object: { ...thing(ask, action), id: `post:${post}` },
    occurredAt: action.created_at,
    facts: { own_post: action.acting_user_id === action.user_id },
    others: [{ ...party(action.user_id, action.username), role: 'author' }],
  }
}

const topics = z.object({
  topic_list: z.object({
    more_topics_url: z.string().nullish(),
    topics: z.array(
      z.object({
        id: z.int(),
        title: titleText,
        slug: text.nullish(),
        views: z.int(),
        archetype: z.string().nullish(),
        posters: z.array(z.object({ user_id: userId, description: z.string().nullish() })),
      }),
    ),
  }),
  users: z.array(z.object({ id: userId, username: text })).nullish(),
})

/** Views are told in round figures: each is one fact for good, so polling every day adds nothing while no figure is passed. */
export const viewMarks: readonly number[] = [2, 3, 4, 5, 6].flatMap((power) => [1, 2.5, 5].map((step) => step * 10 ** power))

/** The topics with the most views first, down to the lowest mark. Polled, because the forum tells nobody of a view. */
async function views(ask: Ask, _since: Date, cursor: string | null): Promise<Page> {
  const page = Number(cursor ?? 0)
  const found = topics.parse((await askForum(ask, `/latest.json?order=views&no_definitions=true&page=${page}`)) ?? { topic_list: { topics: [] } })
  const names = new Map((found.users ?? []).map((user) => [user.id, user.username]))
  const seen = found.topic_list.topics.filter((topic) => topic.views >= (viewMarks[0] ?? 0))
  const activities = seen.flatMap((topic): Activity[] => {
    // The first of the posters is the author, whatever the words beside them are in the forum's language.
    const author = topic.posters[0]?.user_id
    const mark = viewMarks.findLast((one) => one <= topic.views)
    if (author === undefined || mark === undefined || (topic.archetype ?? 'regular') !== 'regular') return []
    return [
      {
        kind: 'reach.counted',
        externalId: `reach.counted:${topic.id}`,
        version: String(mark),
        actor: party(author, names.get(author) ?? author),
        object: { id: `topic:${topic.id}`, title: topic.title, url: link(ask, topic.slug, topic.id) },
        occurredAt: ask.now,
        facts: { views: mark },
      },
    ]
  })
  const over = seen.length < found.topic_list.topics.length || !found.topic_list.more_topics_url
  return { activities, next: over ? null : String(page + 1) }
}

/** The ways through a forum's past. https://docs.discourse.org */
export const walks: Readonly<Record<string, Walk>> = {
  posts: { title: 'Topics and replies', kinds: ['topic.created', 'post.created'], page: posts },
  answers: { ...byPeople('Accepted answers', 'solutions', 15, answer), kinds: ['answer.accepted'] },
  likes: { ...byPeople('Likes', 'likes_given', 1, like), kinds: ['like.given'] },
  views: { title: 'Views of topics', every: 24, kinds: ['reach.counted'], totals: ['reach.counted'], page: views },
}
