import type { Activity } from '#app/contract/activity.ts'
import { ignoreAll, on, type EventTable } from '#integrations/kit/event-table.ts'
import { activities, blocked, facts, ignored, isBlocking, keyOf, labelNames, noAccount, others, party, pullRequestThing, undo } from './parts.ts'
import { pullRequestBody, pullRequestLabelBody, reviewBody, type Account, type PullRequest, type Repository } from './payloads.ts'

const openedSubject = (repository: Repository, number: number) => `pull_request.opened:${keyOf(repository, number)}`
const mergedSubject = (repository: Repository, number: number) => `pull_request.merged:${keyOf(repository, number)}`

function pullRequestFacts(repository: Repository, request: PullRequest) {
  return facts({
    repository: repository.full_name,
    labels: labelNames(request.labels),
    author_association: request.author_association,
    draft: request.draft,
    base_branch: request.base.ref,
    to_default_branch: request.base.ref === repository.default_branch,
    additions: request.additions,
    deletions: request.deletions,
    changed_files: request.changed_files,
    commits: request.commits,
  })
}

function deed(repository: Repository, request: PullRequest, author: Account) {
  return {
    actor: party(author),
    object: pullRequestThing(repository, request),
    facts: pullRequestFacts(repository, request),
    ...blocked(request.labels),
  }
}

function opened(repository: Repository, request: PullRequest, author: Account): Activity {
  const subject = openedSubject(repository, request.number)
  return { kind: 'pull_request.opened', externalId: subject, occurredAt: request.created_at, ...deed(repository, request, author) }
}

function merged(repository: Repository, request: PullRequest, author: Account, at: Date): Activity {
  const subject = mergedSubject(repository, request.number)
  const shared = others({ merged_by: request.merged_by })
  return { kind: 'pull_request.merged', externalId: subject, occurredAt: at, ...deed(repository, request, author), ...shared }
}

/** Only people of the project can take merged work back: anyone may write "Reverts" into a pull request. */
const trusted = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/** The number that GitHub's own Revert button writes as the first line of the new pull request: "Reverts owner/repository#12". */
function revertedNumber(repository: Repository, request: PullRequest): number | undefined {
  const found = /^Reverts ([\w.-]+\/[\w.-]+)#(\d{1,9})\s*$/.exec((request.body ?? '').split('\n', 1)[0] ?? '')
  const sameRepository = found?.[1]?.toLowerCase() === repository.full_name.toLowerCase()
  const number = Number(found?.[2])
  return found && sameRepository && number !== request.number ? number : undefined
}

const onOpened = on(pullRequestBody, ({ repository, pull_request: request }) =>
  request.user ? activities(opened(repository, request, request.user)) : ignored(noAccount),
)

const onClosed = on(pullRequestBody, ({ repository, pull_request: request, sender }, delivery) => {
  const at = request.merged_at
  if (!at) return ignored('the pull request was closed without being merged')
  const found = request.user ? [merged(repository, request, request.user, at)] : []
  const number = trusted.has(request.author_association ?? '') ? revertedNumber(repository, request) : undefined
  if (number !== undefined) {
    const takenBack = {
      id: `pull_request:${keyOf(repository, number)}`,
      title: `Pull request #${number}`,
      url: `${repository.html_url}/pull/${number}`,
    }
    found.push(
      undo(delivery, {
        kind: 'pull_request.reverted',
        undoes: mergedSubject(repository, number),
        of: request.user,
        by: sender,
        object: takenBack,
        facts: facts({ repository: repository.full_name, reverted_by: `#${request.number}` }),
        at,
      }),
    )
  }
  return found.length > 0 ? activities(...found) : ignored(noAccount)
})

const onLabeled = on(pullRequestLabelBody, ({ repository, pull_request: request, label, sender }, delivery) => {
  if (!label || !isBlocking(label.name)) return ignored('the label blocks nothing')
  const subjects = [openedSubject(repository, request.number), ...(request.merged_at ? [mergedSubject(repository, request.number)] : [])]
  const shared = {
    kind: 'pull_request.blocked',
    of: request.user,
    by: sender,
    object: pullRequestThing(repository, request),
    facts: facts({ repository: repository.full_name, label: label.name }),
    at: request.updated_at,
  }
  return activities(...subjects.map((undoes) => undo(delivery, { ...shared, undoes })))
})

/** A blocking label taken off brings the deeds back: as new versions, dated after the undo. */
const onUnlabeled = on(pullRequestLabelBody, ({ repository, pull_request: request, label }) => {
  if (!label || !isBlocking(label.name)) return ignored('the label blocked nothing')
  if (blocked(request.labels).blocked) return ignored('another label still blocks it')
  if (!request.user) return ignored(noAccount)
  const restored = { version: `restored:${request.updated_at.toISOString()}`, occurredAt: request.updated_at }
  const deeds = [opened(repository, request, request.user)]
  if (request.merged_at) deeds.push(merged(repository, request, request.user, request.merged_at))
  return activities(...deeds.map((activity) => ({ ...activity, ...restored })))
})

const reviewSubject = (id: string) => `pull_request_review.submitted:${id}`

const onReview = on(reviewBody, ({ repository, review, pull_request: request }) => {
  if (!review.user) return ignored(noAccount)
  if (!review.submitted_at) return ignored('the review is not submitted yet')
  return activities({
    kind: 'pull_request_review.submitted',
    externalId: reviewSubject(review.id),
    actor: party(review.user),
    object: { ...pullRequestThing(repository, request), url: review.html_url || request.html_url },
    occurredAt: review.submitted_at,
    facts: facts({
      repository: repository.full_name,
      labels: labelNames(request.labels),
      state: review.state.toLowerCase(),
      author_association: review.author_association,
      comment_length: [...(review.body ?? '')].length,
    }),
    ...others({ author: request.user }),
    ...blocked(request.labels),
  })
})

const onDismissed = on(reviewBody, ({ repository, review, pull_request: request, sender }, delivery) =>
  activities(
    undo(delivery, {
      kind: 'pull_request_review.dismissed',
      undoes: reviewSubject(review.id),
      of: review.user,
      by: sender,
      object: pullRequestThing(repository, request),
      facts: facts({ repository: repository.full_name }),
    }),
  ),
)

const noContribution = 'it changes no contribution'

/** Pull requests and their reviews. */
export const pullRequestEvents: EventTable = {
  'pull_request.opened': onOpened,
  'pull_request.closed': onClosed,
  'pull_request.labeled': onLabeled,
  'pull_request.unlabeled': onUnlabeled,
  ...ignoreAll('pull_request', ['*'], noContribution),
  'pull_request_review.submitted': onReview,
  'pull_request_review.dismissed': onDismissed,
  ...ignoreAll('pull_request_review', ['*'], noContribution),
  ...ignoreAll('pull_request_review_comment', ['created'], 'it comes with its review'),
  ...ignoreAll('pull_request_review_comment', ['*'], noContribution),
  ...ignoreAll('pull_request_review_thread', ['*'], noContribution),
}
