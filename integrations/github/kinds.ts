import type { FactCard, KindCard } from '#app/contract/adapter.ts'

const associations = ['OWNER', 'MEMBER', 'COLLABORATOR', 'CONTRIBUTOR', 'FIRST_TIME_CONTRIBUTOR', 'FIRST_TIMER', 'MANNEQUIN', 'NONE']

const repository: FactCard = { label: 'the repository', type: 'text' }
const labels: FactCard = { label: 'the labels', type: 'list' }
const author_association: FactCard = { label: "the author's association", type: 'text', values: associations }
const comment_length: FactCard = { label: 'the length of the text in characters', type: 'number' }
const changed_files: FactCard = { label: 'the number of changed files', type: 'number' }
const tag_name: FactCard = { label: 'the tag', type: 'text' }
const category: FactCard = { label: 'the category', type: 'text' }
const label: FactCard = { label: 'the label', type: 'text', values: ['spam', 'invalid'] }

const pullRequest: KindCard['facts'] = {
  repository,
  labels,
  author_association,
  draft: { label: 'being a draft', type: 'boolean' },
  base_branch: { label: 'the base branch', type: 'text', values: ['main'] },
  to_default_branch: { label: 'going into the default branch', type: 'boolean' },
  additions: { label: 'the number of added lines', type: 'number' },
  deletions: { label: 'the number of deleted lines', type: 'number' },
  changed_files,
  commits: { label: 'the number of commits', type: 'number' },
}

const deeds: Record<string, KindCard> = {
  'pull_request.opened': {
    when: 'a pull request is opened',
    did: 'Opened a pull request',
    noun: ['pull request', 'pull requests'],
    facts: pullRequest,
  },
  'pull_request.merged': {
    when: 'a pull request is merged',
    did: 'Had a pull request merged',
    noun: ['merged pull request', 'merged pull requests'],
    facts: pullRequest,
  },
  'pull_request_review.submitted': {
    when: 'a pull request is reviewed',
    did: 'Reviewed a pull request',
    noun: ['review', 'reviews'],
    facts: {
      repository,
      labels,
      author_association,
      comment_length,
      state: { label: 'the verdict', type: 'text', values: ['approved', 'changes_requested', 'commented'] },
    },
  },
  'issues.opened': {
    when: 'an issue is opened',
    did: 'Opened an issue',
    noun: ['issue', 'issues'],
    facts: { repository, labels, author_association },
  },
  'issues.closed_as_completed': {
    when: 'an issue is closed as completed',
    did: 'Reported an issue that was completed',
    noun: ['completed issue', 'completed issues'],
    facts: { repository, labels, author_association },
  },
  'issue_comment.created': {
    when: 'an issue or pull request is commented on',
    did: 'Commented on an issue or pull request',
    noun: ['comment', 'comments'],
    facts: { repository, labels, author_association, comment_length, on_pull_request: { label: 'being on a pull request', type: 'boolean' } },
  },
  'discussion.created': {
    when: 'a discussion is started',
    did: 'Started a discussion',
    noun: ['discussion', 'discussions'],
    facts: { repository, category, labels, author_association },
  },
  'discussion_comment.created': {
    when: 'a discussion is answered or commented on',
    did: 'Commented in a discussion',
    noun: ['discussion comment', 'discussion comments'],
    facts: { repository, category, labels, author_association, comment_length },
  },
  'discussion.answered': {
    when: 'an answer in a discussion is accepted',
    did: 'Gave an accepted answer',
    noun: ['accepted answer', 'accepted answers'],
    facts: { repository, category, labels, author_association, comment_length },
  },
  'star.created': {
    when: 'a repository is starred',
    did: 'Starred a repository',
    noun: ['star', 'stars'],
    facts: { repository },
  },
  'release.published': {
    when: 'a release is published',
    did: 'Published a release',
    noun: ['release', 'releases'],
    facts: { repository, tag_name, prerelease: { label: 'being a prerelease', type: 'boolean' } },
  },
  'push.commit': {
    when: 'a commit reaches the default branch',
    did: 'Wrote a commit',
    noun: ['commit', 'commits'],
    facts: { repository, changed_files, from_pull_request: { label: 'having come through a pull request', type: 'boolean' } },
  },
  'sponsorship.created': {
    when: 'a public sponsorship begins',
    did: 'Became a sponsor',
    noun: ['sponsorship', 'sponsorships'],
    facts: {
      tier: { label: 'the tier', type: 'text' },
      monthly_dollars: { label: 'the monthly amount in dollars', type: 'number' },
      one_time: { label: 'being one time only', type: 'boolean' },
    },
  },
}

function undoCard(when: string, did: string, noun: KindCard['noun'], facts: KindCard['facts'] = { repository }): KindCard {
  return { when, did, noun, facts, undo: true }
}

const undos: Record<string, KindCard> = {
  'pull_request.blocked': undoCard(
    'a pull request is labeled spam or invalid',
    'Had a pull request labeled as not counting',
    ['blocked pull request', 'blocked pull requests'],
    { repository, label },
  ),
  'pull_request.reverted': undoCard(
    'a merged pull request is reverted',
    'A merged pull request was reverted',
    ['reverted pull request', 'reverted pull requests'],
    { repository, reverted_by: { label: 'the reverting pull request', type: 'text' } },
  ),
  'pull_request_review.dismissed': undoCard('a review is dismissed', 'Had a review dismissed', ['dismissed review', 'dismissed reviews']),
  'issues.blocked': undoCard('an issue is labeled spam or invalid', 'Had an issue labeled as not counting', ['blocked issue', 'blocked issues'], {
    repository,
    label,
  }),
  'issues.reopened': undoCard('a completed issue is reopened', 'Had an issue reopened', ['reopened issue', 'reopened issues']),
  'issues.deleted': undoCard('an issue is deleted', 'Had an issue deleted', ['deleted issue', 'deleted issues']),
  'issues.transferred': undoCard('an issue moves away', 'Had an issue moved away', ['moved issue', 'moved issues']),
  'issue_comment.deleted': undoCard('a comment is deleted', 'Had a comment deleted', ['deleted comment', 'deleted comments']),
  'discussion.deleted': undoCard('a discussion is deleted', 'Had a discussion deleted', ['deleted discussion', 'deleted discussions']),
  'discussion.unanswered': undoCard('an answer is no longer accepted', 'Had an answer un-accepted', ['un-accepted answer', 'un-accepted answers']),
  'discussion_comment.deleted': undoCard('a discussion comment is deleted', 'Had a discussion comment deleted', [
    'deleted discussion comment',
    'deleted discussion comments',
  ]),
  'star.deleted': undoCard('a star is taken back', 'Took a star back', ['star taken back', 'stars taken back']),
  'release.deleted': undoCard('a release is deleted', 'Had a release deleted', ['deleted release', 'deleted releases'], {
    repository,
    tag_name,
  }),
  'release.unpublished': undoCard('a release is unpublished', 'Had a release unpublished', ['unpublished release', 'unpublished releases'], {
    repository,
    tag_name,
  }),
  'sponsorship.cancelled': undoCard('a sponsorship ends', 'Ended a sponsorship', ['ended sponsorship', 'ended sponsorships'], {}),
}

/** Every kind of activity that GitHub's events give, with the facts that rules may ask about. */
export const kinds: Readonly<Record<string, KindCard>> = { ...deeds, ...undos }
