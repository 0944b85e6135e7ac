import type { Thing } from '#app/contract/activity.ts'
import { ignoreAll, on, type EventTable } from '#integrations/kit/event-table.ts'
import { activities, blocked, facts, ignored, labelNames, noAccount, others, party, undo } from './parts.ts'
import { answeredBody, discussionBody, discussionCommentBody, unansweredBody, type Comment, type Discussion, type Repository } from './payloads.ts'

const discussionSubject = (id: string) => `discussion.created:${id}`
const answerSubject = (id: string) => `discussion.answered:${id}`
const commentSubject = (id: string) => `discussion_comment.created:${id}`

const thing = (discussion: Discussion): Thing => ({ id: `discussion:${discussion.id}`, title: discussion.title, url: discussion.html_url })

function discussionFacts(repository: Repository, discussion: Discussion, comment?: Comment) {
  return facts({
    repository: repository.full_name,
    category: discussion.category.name,
    labels: labelNames(discussion.labels),
    author_association: (comment ?? discussion).author_association,
    comment_length: comment ? [...comment.body].length : undefined,
  })
}

const onCreated = on(discussionBody, ({ repository, discussion }) => {
  if (!discussion.user) return ignored(noAccount)
  return activities({
    kind: 'discussion.created',
    externalId: discussionSubject(discussion.id),
    actor: party(discussion.user),
    object: thing(discussion),
    occurredAt: discussion.created_at,
    facts: discussionFacts(repository, discussion),
    ...blocked(discussion.labels),
  })
})

/** The subject is the answer, its version the moment of choosing: the same answer can be chosen, dropped and chosen again. */
const onAnswered = on(answeredBody, ({ repository, discussion, answer, sender }) => {
  if (!answer.user) return ignored(noAccount)
  const at = discussion.answer_chosen_at
  if (!at) return { kind: 'malformed', why: 'discussion.answer_chosen_at: missing in an answered discussion' }
  return activities({
    kind: 'discussion.answered',
    externalId: answerSubject(answer.id),
    version: at.toISOString(),
    actor: party(answer.user),
    object: { ...thing(discussion), url: answer.html_url || discussion.html_url },
    occurredAt: at,
    facts: discussionFacts(repository, discussion, answer),
    ...others({ chooser: discussion.answer_chosen_by ?? sender, asker: discussion.user }),
    ...blocked(discussion.labels),
  })
})

/** The discussion's own `updated_at` is the moment of un-accepting: a late redelivery must not take back a later acceptance. */
const onUnanswered = on(unansweredBody, ({ repository, discussion, old_answer: answer, sender }, delivery) =>
  activities(
    undo(delivery, {
      kind: 'discussion.unanswered',
      undoes: answerSubject(answer.id),
      of: answer.user,
      by: sender,
      object: thing(discussion),
      facts: facts({ repository: repository.full_name }),
      at: discussion.updated_at,
    }),
  ),
)

/** With a discussion its accepted answer goes too; the payload names it by its address only. */
const onDeleted = on(discussionBody, ({ repository, discussion, sender }, delivery) => {
  const answer = /#discussioncomment-(\d{1,19})$/.exec(discussion.answer_html_url ?? '')?.[1]
  const subjects = [discussionSubject(discussion.id), ...(answer ? [answerSubject(answer)] : [])]
  const shared = {
    kind: 'discussion.deleted',
    of: discussion.user,
    by: sender,
    object: thing(discussion),
    facts: facts({ repository: repository.full_name }),
  }
  return activities(...subjects.map((undoes) => undo(delivery, { ...shared, undoes })))
})

const onComment = on(discussionCommentBody, ({ repository, discussion, comment }) => {
  if (!comment.user) return ignored(noAccount)
  return activities({
    kind: 'discussion_comment.created',
    externalId: commentSubject(comment.id),
    actor: party(comment.user),
    object: { ...thing(discussion), url: comment.html_url || discussion.html_url },
    occurredAt: comment.created_at,
    facts: discussionFacts(repository, discussion, comment),
    ...others({ author: discussion.user }),
    ...blocked(discussion.labels),
  })
})

/** Where answers can be accepted, a deleted comment may have been one: both subjects are taken back. */
const onCommentDeleted = on(discussionCommentBody, ({ repository, discussion, comment, sender }, delivery) => {
  const subjects = [commentSubject(comment.id), ...(discussion.category.is_answerable ? [answerSubject(comment.id)] : [])]
  const shared = {
    kind: 'discussion_comment.deleted',
    of: comment.user,
    by: sender,
    object: thing(discussion),
    facts: facts({ repository: repository.full_name }),
  }
  return activities(...subjects.map((undoes) => undo(delivery, { ...shared, undoes })))
})

const noContribution = 'it changes no contribution'

/** Discussions, their comments and accepted answers. */
export const discussionEvents: EventTable = {
  'discussion.created': onCreated,
  'discussion.answered': onAnswered,
  'discussion.unanswered': onUnanswered,
  'discussion.deleted': onDeleted,
  ...ignoreAll('discussion', ['transferred'], 'the discussion lives on in another repository'),
  ...ignoreAll('discussion', ['*'], noContribution),
  'discussion_comment.created': onComment,
  'discussion_comment.deleted': onCommentDeleted,
  ...ignoreAll('discussion_comment', ['*'], noContribution),
}
