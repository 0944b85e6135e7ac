import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { KindCard, Reading } from '#app/contract/adapter.ts'

const status: KindCard['facts'] = { status: { label: 'the status', type: 'text' } }

function undo(when: string, did: string, one: string, many: string): KindCard {
  return { when, did, noun: [one, many], facts: {}, undo: true }
}

/** What can happen on an idea portal, the same words for each, so that one rule can name several. */
export const ideaKinds = {
  'idea.submitted': { when: 'an idea is submitted', did: 'Submitted an idea', noun: ['idea', 'ideas'], facts: status },
  'idea.planned': { when: 'an idea is planned', did: 'Had an idea planned', noun: ['planned idea', 'planned ideas'], facts: status },
  'idea.done': { when: 'an idea is done', did: 'Had an idea done', noun: ['idea done', 'ideas done'], facts: status },
  'idea.stepped_back': undo('an idea steps back a stage', 'Had an idea step back', 'step back', 'steps back'),
  'idea.removed': undo('an idea is removed', 'Had an idea removed', 'removed idea', 'removed ideas'),
  'idea.commented': { when: 'somebody comments on an idea', did: 'Commented on an idea', noun: ['comment on ideas', 'comments on ideas'], facts: {} },
  'comment.removed': undo('a comment is removed', 'Had a comment removed', 'removed comment', 'removed comments'),
  'idea.voted': { when: 'an idea gets a vote', did: 'Voted for an idea', noun: ['vote', 'votes'], facts: {} },
  'vote.withdrawn': undo('a vote is withdrawn', 'Withdrew a vote', 'withdrawn vote', 'withdrawn votes'),
} as const satisfies Readonly<Record<string, KindCard>>

const party = z.object({ id: z.string(), handle: z.string() })

/** An idea as the portal itself has it, or as its message told it where it cannot be asked. */
export const ideaShape = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  author: party,
  createdAt: z.iso.datetime({ offset: true }),
  status: z.string(),
})
export type Idea = z.output<typeof ideaShape>

/** What was learned about a message of a portal, before it is read. */
export const ideaLearning = z.object({
  /** The message's own event: the same body under another name is not read with it. */
  event: z.string(),
  /** When it was heard of. */
  at: z.iso.datetime(),
  what: z.enum(['submitted', 'moved', 'removed', 'commented', 'comment_removed', 'voted', 'unvoted', 'nothing']),
  why: z.string().optional(),
  idea: ideaShape.optional(),
  comment: z.object({ id: z.string(), author: party, at: z.iso.datetime({ offset: true }) }).optional(),
  vote: z.object({ voter: party, at: z.iso.datetime({ offset: true }) }).optional(),
})
export type IdeaLearning = z.output<typeof ideaLearning>

const plannedWords = ['planned', 'started', 'in progress', 'in-progress', 'scheduled', 'under development', 'community opportunity', 'in development']
const doneWords = ['completed', 'complete', 'done', 'shipped', 'implemented', 'released', 'delivered']

/** The stage that a portal's own word for a status means. */
export function stageOf(word: string): 'planned' | 'done' | 'none' {
  const plain = word.trim().toLowerCase()
  return plannedWords.includes(plain) ? 'planned' : doneWords.includes(plain) ? 'done' : 'none'
}

const submitted = (id: string) => `idea.submitted:${id}`
const planned = (id: string) => `idea.planned:${id}`
const done = (id: string) => `idea.done:${id}`

/** Activities of an idea, read from what was learned alone. */
export function readIdea(learned: IdeaLearning): Reading {
  const { what, idea } = learned
  if (what === 'nothing' || !idea) return { kind: 'ignored', why: learned.why ?? 'it changed no contribution' }
  const found = activitiesOf(learned, idea)
  return found.length > 0 ? { kind: 'activities', activities: found } : { kind: 'ignored', why: learned.why ?? 'it changed no contribution' }
}

function activitiesOf({ what, at, comment, vote }: IdeaLearning, idea: Idea): Activity[] {
  const heard = new Date(at)
  const object = { id: `idea:${idea.id}`, title: idea.title, url: idea.url }
  const take = (kind: string, undoes: string, of = idea.author): Activity => {
    return { kind, externalId: `${kind}:${undoes}`, version: at, actor: of, object, occurredAt: heard, facts: {}, undoes }
  }
  const others = [{ ...idea.author, role: 'author' }]
  switch (what) {
    case 'submitted':
      return [
        {
          kind: 'idea.submitted',
          externalId: submitted(idea.id),
          actor: idea.author,
          object,
          occurredAt: new Date(idea.createdAt),
          facts: { status: idea.status },
        },
      ]
    case 'moved':
      return movedTo(idea, heard, object, take)
    case 'removed':
      return [submitted(idea.id), planned(idea.id), done(idea.id)].map((subject) => take('idea.removed', subject))
    case 'commented':
    case 'comment_removed': {
      if (!comment) return []
      const subject = `idea.commented:${comment.id}`
      if (what === 'comment_removed') return [take('comment.removed', subject, comment.author)]
      return [{ kind: 'idea.commented', externalId: subject, actor: comment.author, object, occurredAt: new Date(comment.at), facts: {}, others }]
    }
    case 'voted':
    case 'unvoted': {
      if (!vote) return []
      const subject = `idea.voted:${idea.id}:${vote.voter.id}`
      if (what === 'unvoted') return [take('vote.withdrawn', subject, vote.voter)]
      const when = { version: vote.at, occurredAt: new Date(vote.at) }
      return [{ kind: 'idea.voted', externalId: subject, ...when, actor: vote.voter, object, facts: {}, others }]
    }
    default:
      return []
  }
}

/** Each stage pays once while it stands. From planned to done the plan stands; any step back takes back what lies beyond it. */
function movedTo(idea: Idea, heard: Date, object: Activity['object'], take: (kind: string, undoes: string) => Activity): Activity[] {
  const stage = stageOf(idea.status)
  const reach = (kind: 'idea.planned' | 'idea.done', externalId: string): Activity => {
    return { kind, externalId, version: heard.toISOString(), actor: idea.author, object, occurredAt: heard, facts: { status: idea.status } }
  }
  if (stage === 'done') return [reach('idea.done', done(idea.id))]
  if (stage === 'planned') return [take('idea.stepped_back', done(idea.id)), reach('idea.planned', planned(idea.id))]
  return [take('idea.stepped_back', planned(idea.id)), take('idea.stepped_back', done(idea.id))]
}
