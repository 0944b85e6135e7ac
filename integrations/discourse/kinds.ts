import type { FactCard, KindCard } from '#app/contract/adapter.ts'

const category: FactCard = { label: 'the category', type: 'text' }
const tags: FactCard = { label: 'the tags', type: 'list' }
const length: FactCard = { label: 'the number of characters', type: 'number' }
const trust: FactCard = { label: 'the trust level of the author', type: 'number', values: ['0', '1', '2', '3', '4'] }
const staff: FactCard = { label: 'the author is on the forum’s staff', type: 'boolean' }
const own: FactCard = { label: 'it was the author’s own doing', type: 'boolean' }
const post = { category, length, trust_level: trust, staff }

function undoCard(when: string, did: string, one: string, many: string): KindCard {
  return { when, did, noun: [one, many], facts: {}, undo: true }
}

/** What can happen on a forum, in the words that managers and members read. */
export const kinds: Readonly<Record<string, KindCard>> = {
  'topic.created': {
    when: 'a topic is started',
    did: 'Started a topic',
    noun: ['topic', 'topics'],
    facts: { category_number: { label: 'the number of the category', type: 'text' }, tags },
  },
  'topic.removed': undoCard('a topic is removed', 'Had a topic removed', 'removed topic', 'removed topics'),
  'post.created': {
    when: 'a reply is written',
    did: 'Replied to a topic',
    noun: ['reply', 'replies'],
    facts: { ...post, to_reply: { label: 'it answers another reply', type: 'boolean' } },
  },
  'post.removed': undoCard('a reply is removed', 'Had a reply removed', 'removed reply', 'removed replies'),
  'answer.accepted': {
    when: 'a reply is accepted as the answer',
    did: 'Had an answer accepted',
    noun: ['accepted answer', 'accepted answers'],
    facts: { ...post, self_accepted: own },
  },
  'answer.unaccepted': undoCard(
    'an answer is no longer the accepted one',
    'Had an acceptance taken back',
    'withdrawn acceptance',
    'withdrawn acceptances',
  ),
  'like.given': { when: 'a post is liked', did: 'Liked a post', noun: ['like given', 'likes given'], facts: { category, own_post: own } },
  'vote.cast': {
    when: 'a topic gets a vote',
    did: 'Voted for a topic',
    noun: ['vote', 'votes'],
    facts: { votes: { label: 'the number of votes of the topic', type: 'number' } },
  },
  'vote.withdrawn': undoCard('a vote is withdrawn', 'Withdrew a vote', 'withdrawn vote', 'withdrawn votes'),
  'badge.granted': {
    when: 'the forum grants a badge',
    did: 'Got a badge on the forum',
    noun: ['forum badge', 'forum badges'],
    facts: { badge: { label: 'the number of the badge', type: 'text' }, by_hand: { label: 'a person granted it', type: 'boolean' } },
  },
  'badge.revoked': undoCard('the forum takes a badge back', 'Lost a badge on the forum', 'lost forum badge', 'lost forum badges'),
  'user.joined': { when: 'somebody joins the forum', did: 'Joined the forum', noun: ['new account', 'new accounts'], facts: {} },
  'user.promoted': {
    when: 'somebody reaches a trust level',
    did: 'Reached a trust level',
    noun: ['trust level', 'trust levels'],
    facts: { trust_level: { label: 'the trust level', type: 'number', values: ['1', '2', '3', '4'] } },
  },
  'reach.counted': {
    when: 'the views of a topic are counted',
    did: 'Had a topic’s views counted',
    noun: ['count of views', 'counts of views'],
    facts: { views: { label: 'the number of views', type: 'number' } },
  },
}
