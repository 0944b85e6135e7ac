import type { Activity, Facts, Party, Thing } from '#app/contract/activity.ts'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import type { Post, Topic, Vote } from './payloads.ts'

/** A person by the forum's own number. Discourse's own accounts have numbers below one: they are machines. */
export function party(id: string, handle: string): Party {
  return Number(id) < 1 ? { id, handle, bot: true } : { id, handle }
}

/** The address of the forum as a manager entered it; the X-Discourse-Instance header is unsigned and could lead anywhere. */
export function siteIn(delivery: Delivery): string {
  return (delivery.site ?? '').replace(/\/+$/, '')
}

function address(delivery: Delivery, slug: string | null | undefined, topic: string, post?: number): string {
  const site = siteIn(delivery)
  return site ? `${site}/t/${encodeURIComponent(slug || '-')}/${topic}${post ? `/${post}` : ''}` : ''
}

/** The topic a post belongs to, as the thing acted on; the link leads to the post. */
export function postThing(delivery: Delivery, post: Post): Thing {
  const url = address(delivery, post.topic_slug, post.topic_id, post.post_number)
  return { id: `topic:${post.topic_id}`, title: post.topic_title || `Topic ${post.topic_id}`, url }
}

/** A topic as the thing acted on. */
export function topicThing(delivery: Delivery, topic: Topic): Thing {
  return { id: `topic:${topic.id}`, title: topic.title || `Topic ${topic.id}`, url: address(delivery, topic.slug, topic.id) }
}

/** A topic that is voted for: the body gives its number and the words of its address alone. */
export function votedThing(delivery: Delivery, vote: Vote, title: string | undefined): Thing {
  const words = (vote.topic_slug ?? '').replaceAll('-', ' ').slice(0, 300)
  return { id: `topic:${vote.topic_id}`, title: title || words || `Topic ${vote.topic_id}`, url: address(delivery, vote.topic_slug, vote.topic_id) }
}

/** Facts without the ones that this payload does not give. */
export function facts(given: Record<string, Facts[string] | null | undefined>): Facts {
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, Facts[string]] => entry[1] !== undefined && entry[1] !== null))
}

/** What rules may ask of a post. */
export function postFacts(post: Post): Record<string, Facts[string] | null | undefined> {
  return { category: post.category_slug, length: post.raw ? [...post.raw].length : undefined, trust_level: post.trust_level, staff: post.staff }
}

/** Why a post gives nothing, whoever wrote it; undefined for an ordinary public one. */
export function hiddenPost(post: Post): string | undefined {
  // A missing archetype is taken for a private message: what is private must never be counted.
  if (post.topic_archetype !== 'regular') return 'it is a private message'
  return post.post_type === 1 ? undefined : 'it is a note by the forum or its staff, not a post'
}

/** A reading of activities. */
export function activities(...found: Activity[]): Reading {
  return { kind: 'activities', activities: found }
}

/** A reading that gives nothing, with the reason. */
export function ignored(why: string): Reading {
  return { kind: 'ignored', why }
}
