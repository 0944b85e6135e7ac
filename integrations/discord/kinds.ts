import type { KindCard } from '#app/contract/adapter.ts'

const place = {
  channel: { label: 'the channel (its id)', type: 'text' },
  channel_name: { label: 'the channel', type: 'text' },
} as const satisfies KindCard['facts']

const written = {
  ...place,
  thread: { label: 'whether it is in a thread', type: 'boolean' },
  attachments: { label: 'the number of attachments', type: 'number' },
  mentions: { label: 'the number of people it mentions', type: 'number' },
  length: { label: 'the length in letters', type: 'number', words: true },
  text: { label: 'the text', type: 'text', words: true },
} as const satisfies KindCard['facts']

function undo(when: string, did: string, one: string, many: string): KindCard {
  return { when, did, noun: [one, many], facts: {}, undo: true }
}

/** What can happen on a Discord server. */
export const kinds = {
  'message.posted': { when: 'a message is posted', did: 'Posted a message', noun: ['message', 'messages'], facts: written },
  'reply.posted': { when: 'somebody replies to another person', did: 'Replied to a message', noun: ['reply', 'replies'], facts: written },
  'message.removed': undo('a message is removed', 'Had a message removed', 'removed message', 'removed messages'),
  'thread.started': { when: 'a thread is started', did: 'Started a thread', noun: ['thread', 'threads'], facts: place },
  'forum.posted': { when: 'a post is opened in a forum channel', did: 'Opened a forum post', noun: ['forum post', 'forum posts'], facts: place },
  'thread.removed': undo('a thread or forum post is removed', 'Had a thread removed', 'removed thread', 'removed threads'),
  'reaction.given': {
    when: 'somebody reacts to a message',
    did: 'Reacted to a message',
    noun: ['reaction', 'reactions'],
    facts: { ...place, emoji: { label: 'the emoji', type: 'text', values: ['👍', '❤️', '🎉'] } },
  },
  'reaction.received': {
    when: 'a message gets a reaction of somebody else',
    did: 'Got a reaction to a message',
    noun: ['reaction received', 'reactions received'],
    facts: { ...place, emoji: { label: 'the emoji', type: 'text', values: ['👍', '❤️', '🎉'] } },
  },
  'reaction.removed': undo('a reaction is taken away', 'Took a reaction away', 'removed reaction', 'removed reactions'),
  'voice.attended': {
    when: 'somebody has been in a voice channel',
    did: 'Took part in a voice channel',
    noun: ['time in a voice channel', 'times in voice channels'],
    facts: { ...place, minutes: { label: 'the number of minutes', type: 'number' } },
  },
  'member.joined': { when: 'somebody joins the server', did: 'Joined the server', noun: ['joining', 'joinings'], facts: {} },
  'member.left': undo('somebody leaves the server', 'Left the server', 'leaving', 'leavings'),
  'event.interested': {
    when: 'somebody is interested in a scheduled event',
    did: 'Was interested in an event',
    noun: ['interest in an event', 'interests in events'],
    facts: {},
  },
  'event.uninterested': undo('somebody is no longer interested in a scheduled event', 'Lost interest in an event', 'lost interest', 'lost interests'),
} as const satisfies Readonly<Record<string, KindCard>>
