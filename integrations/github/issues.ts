import type { Activity, Thing } from '#app/contract/activity.ts'
import { ignoreAll, on, type EventTable } from '#integrations/kit/event-table.ts'
import {
  activities,
  blocked,
  facts,
  ignored,
  isBlocking,
  issueThing,
  keyOf,
  labelNames,
  noAccount,
  others,
  party,
  pullRequestThing,
  undo,
} from './parts.ts'
import { issueBody, issueCommentBody, issueLabelBody, type Account, type Issue, type Repository } from './payloads.ts'

const openedSubject = (repository: Repository, issue: Issue) => `issues.opened:${keyOf(repository, issue.number)}`
const closedSubject = (repository: Repository, issue: Issue) => `issues.closed_as_completed:${keyOf(repository, issue.number)}`
const commentSubject = (id: string) => `issue_comment.created:${id}`

const isCompleted = (issue: Issue) => issue.state_reason === 'completed'

function deed(repository: Repository, issue: Issue, author: Account) {
  return {
    actor: party(author),
    object: issueThing(repository, issue),
    facts: facts({ repository: repository.full_name, labels: labelNames(issue.labels), author_association: issue.author_association }),
    ...blocked(issue.labels),
  }
}

function opened(repository: Repository, issue: Issue, author: Account): Activity {
  return { kind: 'issues.opened', externalId: openedSubject(repository, issue), occurredAt: issue.created_at, ...deed(repository, issue, author) }
}

function closed(repository: Repository, issue: Issue, author: Account, at: Date, closer?: Account | null): Activity {
  const occurrence = { externalId: closedSubject(repository, issue), version: at.toISOString(), occurredAt: at }
  return { kind: 'issues.closed_as_completed', ...occurrence, ...deed(repository, issue, author), ...others({ closer }) }
}

const onOpened = on(issueBody, ({ repository, issue }) => (issue.user ? activities(opened(repository, issue, issue.user)) : ignored(noAccount)))

/** The credit for a completed issue goes to the person who reported it. */
const onClosed = on(issueBody, ({ repository, issue, sender }) => {
  if (!isCompleted(issue)) return ignored('the issue was not closed as completed')
  if (!issue.user) return ignored(noAccount)
  return activities(closed(repository, issue, issue.user, issue.closed_at ?? issue.updated_at, sender))
})

function takeBack(repository: Repository, issue: Issue, by: Account | null | undefined) {
  return { of: issue.user, by, object: issueThing(repository, issue), facts: facts({ repository: repository.full_name }) }
}

/** The issue's own `updated_at` is the moment of reopening: a late redelivery must not take back a later closing. */
const onReopened = on(issueBody, ({ repository, issue, sender }, delivery) =>
  activities(
    undo(delivery, {
      kind: 'issues.reopened',
      undoes: closedSubject(repository, issue),
      ...takeBack(repository, issue, sender),
      at: issue.updated_at,
    }),
  ),
)

/** What goes away with an issue. GitHub sends no time for it, and it is final. */
function gone(kind: string) {
  return on(issueBody, ({ repository, issue, sender }, delivery) =>
    activities(
      ...[openedSubject(repository, issue), closedSubject(repository, issue)].map((undoes) =>
        undo(delivery, { kind, undoes, ...takeBack(repository, issue, sender) }),
      ),
    ),
  )
}

const onLabeled = on(issueLabelBody, ({ repository, issue, label, sender }, delivery) => {
  if (!label || !isBlocking(label.name)) return ignored('the label blocks nothing')
  const shared = {
    ...takeBack(repository, issue, sender),
    kind: 'issues.blocked',
    facts: facts({ repository: repository.full_name, label: label.name }),
    at: issue.updated_at,
  }
  const subjects = [openedSubject(repository, issue), ...(isCompleted(issue) ? [closedSubject(repository, issue)] : [])]
  return activities(...subjects.map((undoes) => undo(delivery, { ...shared, undoes })))
})

/** A blocking label taken off brings the deeds back: as new versions, dated after the undo. */
const onUnlabeled = on(issueLabelBody, ({ repository, issue, label }) => {
  if (!label || !isBlocking(label.name)) return ignored('the label blocked nothing')
  if (blocked(issue.labels).blocked) return ignored('another label still blocks it')
  if (!issue.user) return ignored(noAccount)
  const restored = { version: `restored:${issue.updated_at.toISOString()}`, occurredAt: issue.updated_at }
  const deeds = [opened(repository, issue, issue.user)]
  if (isCompleted(issue)) deeds.push(closed(repository, issue, issue.user, issue.updated_at))
  return activities(...deeds.map((activity) => ({ ...activity, ...restored })))
})

/** Comments on pull requests come as issue comments too: the issue then has a `pull_request`. */
function commentedThing(repository: Repository, issue: Issue): Thing {
  return issue.pull_request ? pullRequestThing(repository, issue) : issueThing(repository, issue)
}

const onComment = on(issueCommentBody, ({ repository, issue, comment }) => {
  if (!comment.user) return ignored(noAccount)
  return activities({
    kind: 'issue_comment.created',
    externalId: commentSubject(comment.id),
    actor: party(comment.user),
    object: { ...commentedThing(repository, issue), url: comment.html_url || issue.html_url },
    occurredAt: comment.created_at,
    facts: facts({
      repository: repository.full_name,
      labels: labelNames(issue.labels),
      author_association: comment.author_association,
      on_pull_request: issue.pull_request !== undefined,
      comment_length: [...comment.body].length,
    }),
    ...others({ author: issue.user }),
    ...blocked(issue.labels),
  })
})

const onCommentDeleted = on(issueCommentBody, ({ repository, issue, comment, sender }, delivery) =>
  activities(
    undo(delivery, {
      kind: 'issue_comment.deleted',
      undoes: commentSubject(comment.id),
      of: comment.user,
      by: sender,
      object: commentedThing(repository, issue),
      facts: facts({ repository: repository.full_name }),
    }),
  ),
)

const noContribution = 'it changes no contribution'

/** Issues and the comments on issues and pull requests. */
export const issueEvents: EventTable = {
  'issues.opened': onOpened,
  'issues.closed': onClosed,
  'issues.reopened': onReopened,
  'issues.deleted': gone('issues.deleted'),
  'issues.transferred': gone('issues.transferred'),
  'issues.labeled': onLabeled,
  'issues.unlabeled': onUnlabeled,
  ...ignoreAll('issues', ['*'], noContribution),
  'issue_comment.created': onComment,
  'issue_comment.deleted': onCommentDeleted,
  ...ignoreAll('issue_comment', ['*'], noContribution),
}
