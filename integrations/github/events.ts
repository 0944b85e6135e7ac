import type { Delivery, Reading } from '#app/contract/adapter.ts'
import { readEvent, type EventTable } from '#integrations/kit/event-table.ts'
import { discussionEvents } from './discussions.ts'
import { issueEvents } from './issues.ts'
import { pullRequestEvents } from './pull-requests.ts'
import { repositoryEvents } from './repositories.ts'

const events: EventTable = { ...pullRequestEvents, ...issueEvents, ...discussionEvents, ...repositoryEvents }

/** Root keys that tell the events apart which are read here. */
const roots = ['comment', 'commits', 'discussion', 'issue', 'pull_request', 'release', 'review', 'sponsorship', 'starred_at', 'thread']

const eventOfRoots: Readonly<Record<string, string>> = {
  commits: 'push',
  discussion: 'discussion',
  'comment discussion': 'discussion_comment',
  issue: 'issues',
  'comment issue': 'issue_comment',
  pull_request: 'pull_request',
  'pull_request review': 'pull_request_review',
  'comment pull_request': 'pull_request_review_comment',
  'pull_request thread': 'pull_request_review_thread',
  release: 'release',
  sponsorship: 'sponsorship',
  starred_at: 'star',
}

const shapedEvents = new Set(Object.values(eventOfRoots))

type Body = Record<string, unknown>

/**
 * Reads a body whose event name came in an unsigned header. The name must be the one that the signed body's own shape warrants, so a
 * body replayed under another name gives nothing.
 */
export function readBody(event: string, body: unknown, delivery: Delivery): Reading {
  if (!event) return { kind: 'malformed', why: 'the X-GitHub-Event header is missing' }
  if (!isObject(body)) return { kind: 'malformed', why: 'the body is not a JSON object' }
  const warranted = eventOfRoots[roots.filter((root) => Object.hasOwn(body, root)).join(' ')]
  if (warranted !== event && (warranted !== undefined || shapedEvents.has(event))) {
    return { kind: 'malformed', why: `the body is not that of the event ${event.slice(0, 60)}` }
  }
  const action = body.action
  if (action !== undefined && typeof action !== 'string') return { kind: 'malformed', why: 'action: not a text' }
  const repository = body.repository
  if (isObject(repository) && repository.private !== false) return { kind: 'ignored', why: 'private repository' }
  return readEvent(events, event, action, body, delivery)
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
