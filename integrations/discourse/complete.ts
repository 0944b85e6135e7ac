import { z } from 'zod'
import type { Ask, Completion, Delivery, Earlier } from '#app/contract/adapter.ts'
import { askJson, siteOf } from '#integrations/kit/api.ts'
import { parseJsonOrForm } from '#integrations/kit/body.ts'
import { asCompletion, lastBefore, type Learned, type Learning } from './history.ts'
import { badgeBody, likeBody, postBody, promotedBody, solvedBody, topicBody, userBody, userId, voteBody, type Post, type Vote } from './payloads.ts'

/** The action type of accepted answers in /user_actions.json. */
const solvedAction = 15

/** True if an address and a key of the forum are entered. */
export function canAsk(ask: Ask): boolean {
  return Boolean(ask.access.site && ask.access.api_key)
}

/** Asks the forum as the user whose key was entered. Undefined: it is not there. */
export function askForum(ask: Ask, path: string, more: { method?: string; form?: Record<string, string> } = {}): Promise<unknown> {
  const headers = { 'api-key': ask.access.api_key ?? '', 'api-username': ask.access.api_username || 'system' }
  return askJson(ask, `${siteOf(ask)}${path}`, { ...more, headers })
}

/**
 * What the body of an event does not tell: whether it changed anything, by what came before and, with a key, by what the forum says now. The
 * forum is not asked about a like or a trust level: they are told once and never taken back.
 */
export async function completeDelivery(delivery: Delivery, earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const event = delivery.headers['x-discourse-event'] ?? ''
  const body = parseJsonOrForm(delivery.body)
  const raw = body.ok ? body.value : null
  const shared = { event, at: delivery.receivedAt.toISOString() }
  const before = lastBefore(earlier)
  switch (event) {
    case 'post_destroyed':
    case 'post_recovered':
      return state(shared, before, await standsNow(ask, `/posts/${postBody.parse(raw).post.id}.json`))
    case 'topic_destroyed':
    case 'topic_recovered':
      return state(shared, before, await standsNow(ask, `/t/${topicBody.parse(raw).topic.id}.json`))
    case 'accepted_solution':
    case 'unaccepted_solution':
      return solution(shared, before, solvedBody.parse(raw).solved, ask)
    case 'topic_upvote':
    case 'topic_unvote':
      return vote(shared, before, voteBody.parse(raw).topic_voting, ask)
    case 'user_destroyed':
      return state(shared, before, await standsNow(ask, `/admin/users/${userBody.parse(raw).user.id}.json`))
    case 'user_badge_revoked':
      badgeBody.parse(raw)
      return state(shared, before, null)
    case 'post_liked':
      likeBody.parse(raw)
      return state(shared, before, null)
    default:
      return asCompletion({ ...shared, change: true, after: String(promotedBody.parse(raw).user_promoted.trust_level) })
  }
}

type Shared = { event: string; at: string }
const takesAway = /destroyed|unaccepted|unvote|revoked/
const restores = /recovered/

/** There or gone: by the event's name, unless the forum says otherwise; and nothing changes if it was so before. */
function state(shared: Shared, before: Learned | null, standsNow: boolean | null, more: Partial<Learning> = {}): Completion {
  const told = takesAway.test(shared.event) ? 'gone' : 'there'
  if (standsNow !== null && standsNow !== (told === 'there')) {
    return asCompletion({ ...shared, change: false, why: 'the forum itself says otherwise', after: before?.after ?? null })
  }
  // What nobody said was gone cannot be restored.
  const was = before?.after ?? (restores.test(shared.event) ? 'there' : null)
  if (was === told)
    return asCompletion({ ...shared, change: false, why: told === 'gone' ? 'it was gone already' : 'it was there already', after: told })
  return asCompletion({ ...shared, ...more, change: true, after: told })
}

const removable = z.object({ deleted_at: z.string().nullish(), user_deleted: z.boolean().nullish() })

/** Whether a post or topic is there now: null if the forum cannot be asked. */
async function standsNow(ask: Ask, path: string): Promise<boolean | null> {
  if (!canAsk(ask)) return null
  const found = await askForum(ask, path)
  if (found === undefined) return false
  const { deleted_at, user_deleted } = removable.parse(found)
  return !deleted_at && !user_deleted
}

const actions = z.object({
  user_actions: z.array(
    z.object({
      topic_id: z.int(),
      post_number: z.int(),
      acting_user_id: userId.nullish(),
      acting_username: z.string().nullish(),
      created_at: z.string(),
    }),
  ),
})

/** The acceptance as the forum has it now: null if there is none, undefined if the forum cannot be asked. */
async function acceptanceNow(ask: Ask, post: Post) {
  if (!canAsk(ask)) return undefined
  const found = await askForum(ask, `/user_actions.json?username=${encodeURIComponent(post.username)}&filter=${solvedAction}&limit=60`)
  const { user_actions: solved } = actions.parse(found ?? { user_actions: [] })
  return solved.find((one) => String(one.topic_id) === post.topic_id && one.post_number === post.post_number) ?? null
}

async function solution(shared: Shared, before: Learned | null, post: Post, ask: Ask): Promise<Completion> {
  const accepted = shared.event === 'accepted_solution'
  const kept = { after: before?.after ?? null, ...(before?.holder ? { holder: before.holder } : {}) }
  const now = await acceptanceNow(ask, post)
  if (now !== undefined && (now !== null) !== accepted) {
    return asCompletion({ ...shared, ...kept, change: false, why: 'the forum itself says otherwise' })
  }
  if (!accepted) {
    // A history that begins with the withdrawal: the acceptance came before the channel did, or by a walk through the past.
    const mine = kept.after === null || kept.after === post.id
    return asCompletion({ ...shared, change: true, ...(mine ? { after: null } : kept) })
  }
  if (kept.after === post.id) return asCompletion({ ...shared, ...kept, change: false, why: 'it was the accepted answer already' })
  const holder = { post: post.id, user: post.user_id, handle: post.username }
  const id = now?.acting_user_id
  return asCompletion({
    ...shared,
    // A walk through the past finds the same moment, and so the same fact.
    ...(now ? { at: new Date(now.created_at).toISOString() } : {}),
    change: true,
    after: post.id,
    holder,
    ...(kept.after !== null && before?.holder ? { replaced: before.holder } : {}),
    ...(id ? { chooser: { id, handle: now.acting_username ?? id } } : {}),
  })
}

const voters = z.array(z.object({ id: userId, username: z.string() }))
const votedTopic = z.object({
  title: z.string(),
  user_id: userId.nullish(),
  details: z.object({ created_by: z.object({ id: userId, username: z.string() }).nullish() }).nullish(),
})

/** A vote names the voter by number alone; with a key the forum says the name, the topic's title and its author. */
async function vote(shared: Shared, before: Learned | null, { topic_id, voter_id }: Vote, ask: Ask): Promise<Completion> {
  if (!canAsk(ask)) return state(shared, before, null)
  const [who, topic] = [await askForum(ask, `/voting/who.json?topic_id=${topic_id}`), await askForum(ask, `/t/${topic_id}.json`)]
  const voter = voters.parse(who ?? []).find((one) => one.id === voter_id)
  const found = topic === undefined ? undefined : votedTopic.parse(topic)
  const author = found?.details?.created_by
  return state(shared, before, Boolean(voter), {
    ...(voter ? { voter: voter.username } : {}),
    ...(found ? { title: found.title.slice(0, 300) } : {}),
    ...(author ? { author: { id: author.id, handle: author.username } } : {}),
  })
}
