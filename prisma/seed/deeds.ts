import { address, type Login, placed, type Repository, stamp, template, user } from './github.ts'

/** A delivery of the story: when it happened, to which door, and what was sent. */
export type Sent = { at: Date; adapter: 'github' | 'generic' | 'discord'; headers: Record<string, string>; body: unknown }

type Json = Record<string, unknown>
const github = (at: Date, event: string, body: Json): Sent => ({ at, adapter: 'github', headers: { 'x-github-event': event }, body })

export type PullRequest = { repository: Repository; number: number; title: string; author: Login; openedAt: Date }

function pullRequest(base: unknown, request: PullRequest, at: Date): Json {
  const html_url = address(request.repository, `pull/${request.number}`)
  const id = request.repository.id * 1000 + request.number
  const { number, title, author } = request
  return {
    ...(base as Json),
    id,
    number,
    title,
    html_url,
    body: title,
    user: user(author, (base as Json).user),
    created_at: stamp(request.openedAt),
    updated_at: stamp(at),
  }
}

/** A pull request is opened. */
export function opened(request: PullRequest): Sent {
  const body = template('pull_request__opened')
  const at = request.openedAt
  return github(
    at,
    'pull_request',
    placed({ ...body, number: request.number, pull_request: pullRequest(body.pull_request, request, at) }, request.repository, request.author),
  )
}

/** It is merged by a maintainer, perhaps carrying a label that blocks it. */
export function merged(request: PullRequest, by: Login, at: Date, label?: 'spam'): Sent {
  const body = template(label ? 'pull_request__merged_spam' : 'pull_request__merged')
  const base = pullRequest(body.pull_request, request, at)
  const pull_request = { ...base, merged_at: stamp(at), closed_at: stamp(at), merged_by: user(by, base.merged_by ?? base.user) }
  return github(at, 'pull_request', placed({ ...body, number: request.number, pull_request }, request.repository, by))
}

/** It is reviewed. */
export function reviewed(request: PullRequest, by: Login, at: Date, id: number): Sent {
  const body = template('pull_request_review__approved')
  const pull_request = pullRequest(body.pull_request, request, at)
  const html_url = address(request.repository, `pull/${request.number}#pullrequestreview-${id}`)
  const review = { ...(body.review as Json), id, html_url, user: user(by, (body.review as Json).user), submitted_at: stamp(at) }
  return github(at, 'pull_request_review', placed({ ...body, review, pull_request }, request.repository, by))
}

export type Issue = { repository: Repository; number: number; title: string; author: Login; openedAt: Date }

function issue(base: unknown, report: Issue, at: Date): Json {
  const { number, title, author, repository } = report
  const id = repository.id * 1000 + number
  const html_url = address(repository, `issues/${number}`)
  return {
    ...(base as Json),
    id,
    number,
    title,
    html_url,
    user: user(author, (base as Json).user),
    created_at: stamp(report.openedAt),
    updated_at: stamp(at),
  }
}

/** An issue is opened. */
export function reported(report: Issue): Sent {
  const body = template('issues__opened')
  return github(report.openedAt, 'issues', placed({ ...body, issue: issue(body.issue, report, report.openedAt) }, report.repository, report.author))
}

/** It is closed as completed. */
export function fixed(report: Issue, by: Login, at: Date): Sent {
  const body = template('issues__closed_completed')
  return github(at, 'issues', placed({ ...body, issue: { ...issue(body.issue, report, at), closed_at: stamp(at) } }, report.repository, by))
}

/** Somebody comments on it. */
export function commented(report: Issue, by: Login, at: Date, id: number, text: string): Sent {
  const body = template('issue_comment__on_issue')
  const html_url = address(report.repository, `issues/${report.number}#issuecomment-${id}`)
  const comment = {
    ...(body.comment as Json),
    id,
    html_url,
    body: text,
    user: user(by, (body.comment as Json).user),
    created_at: stamp(at),
    updated_at: stamp(at),
  }
  return github(at, 'issue_comment', placed({ ...body, issue: issue(body.issue, report, at), comment }, report.repository, by))
}

export type Question = { repository: Repository; number: number; title: string; author: Login; openedAt: Date }

function discussion(base: unknown, question: Question, at: Date): Json {
  const { number, title, author, repository } = question
  const id = repository.id * 1000 + number
  const html_url = address(repository, `discussions/${number}`)
  return {
    ...(base as Json),
    id,
    number,
    title,
    html_url,
    user: user(author, (base as Json).user),
    created_at: stamp(question.openedAt),
    updated_at: stamp(at),
  }
}

/** A question is asked. */
export function asked(question: Question): Sent {
  const body = template('discussion__created')
  return github(
    question.openedAt,
    'discussion',
    placed({ ...body, discussion: discussion(body.discussion, question, question.openedAt) }, question.repository, question.author),
  )
}

export type Reply = { id: number; by: Login; at: Date; text: string }

function reply(base: unknown, question: Question, answer: Reply): Json {
  const html_url = address(question.repository, `discussions/${question.number}#discussioncomment-${answer.id}`)
  return {
    ...(base as Json),
    id: answer.id,
    html_url,
    body: answer.text,
    user: user(answer.by, (base as Json).user),
    created_at: stamp(answer.at),
    updated_at: stamp(answer.at),
  }
}

/** Somebody replies. */
export function replied(question: Question, answer: Reply): Sent {
  const body = template('discussion_comment__created')
  const parts = { discussion: discussion(body.discussion, question, answer.at), comment: reply(body.comment, question, answer) }
  return github(answer.at, 'discussion_comment', placed({ ...body, ...parts }, question.repository, answer.by))
}

/** The one who asked accepts a reply. */
export function accepted(question: Question, answer: Reply, at: Date): Sent {
  const body = template('discussion__answered')
  const base = discussion(body.discussion, question, at)
  const chosen = { ...base, answer_chosen_at: stamp(at), answer_chosen_by: user(question.author, base.user) }
  return github(
    at,
    'discussion',
    placed({ ...body, discussion: chosen, answer: reply(body.answer, question, answer) }, question.repository, question.author),
  )
}

/** And takes it back. */
export function unaccepted(question: Question, answer: Reply, at: Date): Sent {
  const body = template('discussion__unanswered')
  const parts = {
    discussion: { ...discussion(body.discussion, question, at), answer_chosen_at: null, answer_chosen_by: null },
    old_answer: reply(body.old_answer, question, answer),
  }
  return github(at, 'discussion', placed({ ...body, ...parts }, question.repository, question.author))
}

/** A repository gets a star. */
export function starred(repository: Repository, by: Login, at: Date): Sent {
  return github(at, 'star', placed({ ...template('star__created'), starred_at: stamp(at) }, repository, by))
}

/** A release goes out. */
export function released(repository: Repository, by: Login, at: Date, id: number, tag: string): Sent {
  const body = template('release__published')
  const html_url = address(repository, `releases/tag/${tag}`)
  const base = body.release as Json
  const release = {
    ...base,
    id,
    tag_name: tag,
    name: tag,
    html_url,
    author: user(by, base.author),
    published_at: stamp(at),
    created_at: stamp(at),
    updated_at: stamp(at),
  }
  return github(at, 'release', placed({ ...body, release }, repository, by))
}

/** A fact from somewhere that sends signed JSON. */
export function told(
  at: Date,
  type: string,
  id: string,
  by: Login,
  title: string,
  facts: Record<string, string | number | boolean | string[]> = {},
): Sent {
  const object = {
    id: id.replace(/:(submitted|planned|implemented)$/, ''),
    title,
    url: `https://community.laurel.example/${id.replaceAll(':', '/')}`,
  }
  return {
    at,
    adapter: 'generic',
    headers: {},
    body: { id, type, time: at.toISOString(), actor: { id: by.handle, handle: by.handle }, object, facts },
  }
}
