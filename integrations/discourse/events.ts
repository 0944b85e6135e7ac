import type { Activity } from '#app/contract/activity.ts'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import { ignore, on, readEvent, type EventTable } from '#integrations/kit/event-table.ts'
import { learnedOf, type Learned } from './history.ts'
import { activities, facts, hiddenPost, ignored, party, postFacts, postThing, siteIn, topicThing, votedThing } from './parts.ts'
import {
  badgeBody,
  likeBody,
  postBody,
  promotedBody,
  solvedBody,
  topicBody,
  userBody,
  voteBody,
  type Post,
  type Topic,
  type User,
} from './payloads.ts'

export const answerSubject = (post: string) => `answer.accepted:${post}`
export const postSubject = (post: string) => `post.created:${post}`
export const topicSubject = (topic: string) => `topic.created:${topic}`
export const likeSubject = (post: string, user: string) => `like.given:${post}:${user}`

/** Reads with what was learned, or says that it must be learned first. A body under another name than it was learned for is not read. */
function withLearned(delivery: Delivery, event: string, about: string, read: (learned: Learned) => Reading): Reading {
  if (delivery.completion === undefined) return { kind: 'incomplete', about }
  const learned = learnedOf(delivery)
  if (!learned || learned.event !== event) return { kind: 'malformed', why: 'what was learned about it belongs to another event' }
  return learned.change ? read(learned) : ignored(learned.why ?? 'it changed nothing')
}

/** A topic as it is counted; `again` for one that was restored. */
export function topicActivity(delivery: Delivery, topic: Topic, again?: Date): Activity {
  return {
    kind: 'topic.created',
    externalId: topicSubject(topic.id),
    ...(again ? { version: again.toISOString() } : {}),
    actor: party(topic.user_id, topic.created_by?.username ?? topic.user_id),
    object: topicThing(delivery, topic),
    occurredAt: again ?? topic.created_at,
    facts: facts({ category_number: topic.category_id == null ? undefined : String(topic.category_id), tags: topic.tags ?? undefined }),
  }
}

/** A reply as it is counted. */
export function postActivity(delivery: Delivery, post: Post, again?: Date): Activity {
  return {
    kind: 'post.created',
    externalId: postSubject(post.id),
    ...(again ? { version: again.toISOString() } : {}),
    actor: party(post.user_id, post.username),
    object: postThing(delivery, post),
    occurredAt: again ?? post.created_at,
    facts: facts({ ...postFacts(post), to_reply: post.reply_to_post_number != null }),
  }
}

/** An answer that was accepted at a moment, by somebody if the forum says so. */
export function answerActivity(delivery: Delivery, post: Post, at: Date, chooser?: { id: string; handle: string }): Activity {
  return {
    kind: 'answer.accepted',
    externalId: answerSubject(post.id),
    version: at.toISOString(),
    actor: party(post.user_id, post.username),
    object: postThing(delivery, post),
    occurredAt: at,
    facts: facts({ ...postFacts(post), self_accepted: chooser && chooser.id === post.user_id }),
    ...(chooser ? { others: [{ ...party(chooser.id, chooser.handle), role: 'chooser' }] } : {}),
  }
}

function undoing(kind: string, undoes: string, of: { id: string; handle: string }, object: Activity['object'], at: Date): Activity {
  const when = { version: at.toISOString(), occurredAt: at }
  return { kind, externalId: `${kind}:${undoes}`, ...when, actor: party(of.id, of.handle), object, facts: {}, undoes }
}

/** Only public ordinary posts are read, and the first one never: its topic is. */
function plainPost(post: Post, read: () => Reading): Reading {
  const hidden = hiddenPost(post)
  if (hidden) return ignored(hidden)
  return post.post_number === 1 ? ignored('the topic’s own event says the same') : read()
}

const onPost = on(postBody, ({ post }, delivery) => plainPost(post, () => activities(postActivity(delivery, post))))

const onPostState = (event: string) =>
  on(postBody, ({ post }, delivery) =>
    plainPost(post, () =>
      withLearned(delivery, event, `post:${post.id}`, ({ at }) => {
        if (event === 'post_recovered') return activities(postActivity(delivery, post, at))
        const of = { id: post.user_id, handle: post.username }
        return activities(undoing('post.removed', postSubject(post.id), of, postThing(delivery, post), at))
      }),
    ),
  )

function publicTopic(topic: Topic, read: () => Reading): Reading {
  return topic.archetype === 'regular' ? read() : ignored('it is a private message')
}

const onTopic = on(topicBody, ({ topic }, delivery) => publicTopic(topic, () => activities(topicActivity(delivery, topic))))

const onTopicState = (event: string) =>
  on(topicBody, ({ topic }, delivery) =>
    publicTopic(topic, () =>
      withLearned(delivery, event, `topic:${topic.id}`, ({ at }) => {
        if (event === 'topic_recovered') return activities(topicActivity(delivery, topic, at))
        const of = { id: topic.user_id, handle: topic.created_by?.username ?? topic.user_id }
        return activities(undoing('topic.removed', topicSubject(topic.id), of, topicThing(delivery, topic), at))
      }),
    ),
  )

/** Discourse says nothing when another answer takes the place of the accepted one: the newest acceptance of a topic takes the former one back. */
const onSolved = (event: string) =>
  on(solvedBody, ({ solved: post }, delivery) => {
    const hidden = hiddenPost(post)
    if (hidden) return ignored(hidden)
    return withLearned(delivery, event, `solution:${post.topic_id}`, ({ at, replaced, chooser }) => {
      const object = postThing(delivery, post)
      const of = { id: post.user_id, handle: post.username }
      if (event === 'unaccepted_solution') return activities(undoing('answer.unaccepted', answerSubject(post.id), of, object, at))
      const former = replaced
        ? [undoing('answer.unaccepted', answerSubject(replaced.post), { id: replaced.user, handle: replaced.handle }, object, at)]
        : []
      return activities(...former, answerActivity(delivery, post, at, chooser))
    })
  })

/** Who likes is the actor, the author stands among the others: rules pay either, or share. */
export function likeActivity(delivery: Delivery, post: Post, user: User, at: Date): Activity {
  return {
    kind: 'like.given',
    externalId: likeSubject(post.id, user.id),
    actor: party(user.id, user.username),
    object: { ...postThing(delivery, post), id: `post:${post.id}` },
    occurredAt: at,
    facts: facts({ category: post.category_slug, own_post: user.id === post.user_id }),
    others: [{ ...party(post.user_id, post.username), role: 'author' }],
  }
}

const onLike = on(likeBody, ({ like: { post, user } }, delivery) => {
  const hidden = hiddenPost(post)
  if (hidden) return ignored(hidden)
  // The body does not say when: a like is dated by when it was first heard of.
  return withLearned(delivery, 'post_liked', `like:${post.id}:${user.id}`, ({ at }) => activities(likeActivity(delivery, post, user, at)))
})

const onVote = (event: string) =>
  on(voteBody, ({ topic_voting: vote }, delivery) =>
    withLearned(delivery, event, `vote:${vote.topic_id}:${vote.voter_id}`, ({ at, title, voter, author }) => {
      const object = votedThing(delivery, vote, title)
      const of = { id: vote.voter_id, handle: voter ?? vote.voter_id }
      const subject = `vote.cast:${vote.topic_id}:${vote.voter_id}`
      if (event === 'topic_unvote') return activities(undoing('vote.withdrawn', subject, of, object, at))
      return activities({
        kind: 'vote.cast',
        externalId: subject,
        version: at.toISOString(),
        actor: party(of.id, of.handle),
        object,
        occurredAt: at,
        facts: facts({ votes: vote.vote_count }),
        ...(author ? { others: [{ ...party(author.id, author.handle), role: 'author' }] } : {}),
      })
    }),
  )

type Badge = ReturnType<typeof badgeBody.parse>['user_badge']
const badgeThing = (delivery: Delivery, badge: Badge) => {
  const site = siteIn(delivery)
  return { id: `badge:${badge.badge_id}`, title: `Badge ${badge.badge_id}`, url: site ? `${site}/badges/${badge.badge_id}/-` : '' }
}

const onBadge = on(badgeBody, ({ user_badge: badge }, delivery) =>
  activities({
    kind: 'badge.granted',
    externalId: `badge.granted:${badge.id}`,
    actor: party(badge.user_id, badge.user_id),
    object: badgeThing(delivery, badge),
    occurredAt: badge.granted_at,
    facts: facts({ badge: badge.badge_id, by_hand: badge.granted_by_id == null ? undefined : Number(badge.granted_by_id) > 0 }),
  }),
)

const onBadgeRevoked = on(badgeBody, ({ user_badge: badge }, delivery) =>
  withLearned(delivery, 'user_badge_revoked', `badge:${badge.id}`, ({ at }) =>
    activities(undoing('badge.revoked', `badge.granted:${badge.id}`, { id: badge.user_id, handle: badge.user_id }, badgeThing(delivery, badge), at)),
  ),
)

const profile = (delivery: Delivery, user: User) => {
  const site = siteIn(delivery)
  return { id: `user:${user.id}`, title: user.username, url: site ? `${site}/u/${encodeURIComponent(user.username)}` : '' }
}

const onJoined = on(userBody, ({ user }, delivery) =>
  user.created_at
    ? activities({
        kind: 'user.joined',
        externalId: `user.joined:${user.id}`,
        actor: party(user.id, user.username),
        object: profile(delivery, user),
        occurredAt: user.created_at,
        facts: {},
      })
    : ignored('the body does not say when the account was made'),
)

/** Reached once for good: going down and up again tells nothing new. */
/** A deleted account, unless the forum itself still has it. What it wrote goes by events of its own. */
const onGone = on(userBody, ({ user }, delivery) =>
  withLearned(delivery, 'user_destroyed', `user:${user.id}`, () => ({
    kind: 'gone',
    account: { id: user.id, handle: user.username },
    why: 'the account was deleted on the forum',
  })),
)

const onPromoted = on(promotedBody, ({ user_promoted: user }, delivery) =>
  withLearned(delivery, 'user_promoted', `trust:${user.id}`, ({ at }) =>
    activities({
      kind: 'user.promoted',
      externalId: `user.promoted:${user.id}:${user.trust_level}`,
      actor: party(user.id, user.username),
      object: profile(delivery, user),
      occurredAt: at,
      facts: { trust_level: user.trust_level },
    }),
  ),
)

const lives = 'it changes no contribution'

/** Every event that is known. The first part of its name is the root key of the body, which is signed. */
const events: EventTable = {
  'topic.topic_created': onTopic,
  'topic.topic_destroyed': onTopicState('topic_destroyed'),
  'topic.topic_recovered': onTopicState('topic_recovered'),
  'topic.*': ignore(lives),
  'post.post_created': onPost,
  'post.post_destroyed': onPostState('post_destroyed'),
  'post.post_recovered': onPostState('post_recovered'),
  'post.*': ignore(lives),
  'solved.accepted_solution': onSolved('accepted_solution'),
  'solved.unaccepted_solution': onSolved('unaccepted_solution'),
  'like.post_liked': onLike,
  'topic_voting.topic_upvote': onVote('topic_upvote'),
  'topic_voting.topic_unvote': onVote('topic_unvote'),
  'user_badge.user_badge_granted': onBadge,
  'user_badge.user_badge_revoked': onBadgeRevoked,
  'user.user_created': onJoined,
  'user.user_destroyed': onGone,
  'user.*': ignore('it is about an account, not about a contribution'),
  'user_promoted.user_promoted': onPromoted,
  'group_user.*': ignore('groups are the forum’s own matter'),
  'group.*': ignore('groups are the forum’s own matter'),
  'category.*': ignore(lives),
  'tag.*': ignore(lives),
  'reviewable.*': ignore('reviews are the forum’s own matter'),
  'notification.*': ignore('it tells somebody of what has an event of its own'),
  'ping.*': ignore('the forum only tests the connection'),
}

const rootOfEvent = new Map(
  Object.keys(events)
    .map((name) => name.split('.') as [string, string])
    .map(([root, event]) => [event, root]),
)
rootOfEvent.delete('*')

/** Reads a body whose event name came in an unsigned header: the name must belong to the signed body's own root key. */
export function readBody(event: string, body: unknown, delivery: Delivery): Reading {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { kind: 'malformed', why: 'the body is not a JSON object' }
  const [root, second] = Object.keys(body)
  if (root === undefined || second !== undefined) return { kind: 'malformed', why: 'the body has not one root key' }
  if (root === 'ping') return readEvent(events, 'ping', 'ping', body, delivery)
  if (!event) return { kind: 'malformed', why: 'the X-Discourse-Event header is missing' }
  const warranted = rootOfEvent.get(event)
  if (warranted !== undefined && warranted !== root) return { kind: 'malformed', why: `the body is not that of the event ${event}` }
  return readEvent(events, root, event, body, delivery)
}
