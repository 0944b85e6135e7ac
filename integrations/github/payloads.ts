import { z } from 'zod'
import { foreignId, instant, text, titleText, webAddress } from '#integrations/kit/body.ts'

/** Only the fields that are used: https://docs.github.com/webhooks/webhook-events-and-payloads */

const account = z.object({ id: foreignId, login: text, type: z.string().optional() })
export type Account = z.output<typeof account>

const repository = z.object({ id: foreignId, full_name: text, html_url: webAddress, default_branch: text.optional() })
export type Repository = z.output<typeof repository>

const labels = z.array(z.object({ name: text })).optional()
const count = z.int().nonnegative().optional()
const sender = account.nullish()

const issue = z.object({
  number: z.int().positive(),
  title: titleText,
  html_url: webAddress,
  user: account.nullable(),
  labels,
  state: z.string().optional(),
  state_reason: z.string().nullish(),
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullish(),
  author_association: z.string().optional(),
  pull_request: z.object({}).optional(),
})
export type Issue = z.output<typeof issue>

const pullRequest = z.object({
  number: z.int().positive(),
  title: titleText,
  html_url: webAddress,
  user: account.nullable(),
  body: z.string().nullish(),
  labels,
  draft: z.boolean().optional(),
  merged_at: instant.nullish(),
  merged_by: account.nullish(),
  created_at: instant,
  updated_at: instant,
  author_association: z.string().optional(),
  base: z.object({ ref: text }),
  additions: count,
  deletions: count,
  changed_files: count,
  commits: count,
})
export type PullRequest = z.output<typeof pullRequest>

const review = z.object({
  id: foreignId,
  user: account.nullable(),
  body: z.string().nullish(),
  state: z.string(),
  submitted_at: instant.nullish(),
  html_url: webAddress,
  author_association: z.string().optional(),
})

const comment = z.object({
  id: foreignId,
  user: account.nullable(),
  body: z.string(),
  created_at: instant,
  html_url: webAddress,
  author_association: z.string().optional(),
})
export type Comment = z.output<typeof comment>

const discussion = z.object({
  id: foreignId,
  title: titleText,
  html_url: webAddress,
  user: account.nullable(),
  labels,
  category: z.object({ name: text, is_answerable: z.boolean().optional() }),
  answer_chosen_at: instant.nullish(),
  answer_chosen_by: account.nullish(),
  answer_html_url: z.string().nullish(),
  created_at: instant,
  updated_at: instant,
  author_association: z.string().optional(),
})
export type Discussion = z.output<typeof discussion>

const release = z.object({
  id: foreignId,
  tag_name: text,
  name: titleText.nullish(),
  html_url: webAddress,
  author: account.nullable(),
  prerelease: z.boolean(),
  published_at: instant.nullish(),
  updated_at: instant.nullish(),
})
export type Release = z.output<typeof release>

const commit = z.object({
  id: z.string().regex(/^[0-9a-f]{40,64}$/),
  distinct: z.boolean().optional(),
  message: z.string(),
  timestamp: instant,
  url: webAddress.optional(),
  author: z.object({ username: text.nullish(), email: z.string().nullish() }),
  added: z.array(z.string()).optional(),
  modified: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
})
export type Commit = z.output<typeof commit>

const sponsorship = z.object({
  node_id: foreignId,
  created_at: instant,
  sponsorable: account.nullish(),
  sponsor: account.nullable(),
  privacy_level: z.string(),
  tier: z.object({ name: text, monthly_price_in_dollars: z.number(), is_one_time: z.boolean().optional() }),
})

export const issueBody = z.object({ issue, repository, sender })
export const issueLabelBody = z.object({ issue, repository, sender, label: z.object({ name: text }).optional() })
export const issueCommentBody = z.object({ issue, comment, repository, sender })
export const pullRequestBody = z.object({ pull_request: pullRequest, repository, sender })
export const pullRequestLabelBody = z.object({ pull_request: pullRequest, repository, sender, label: z.object({ name: text }).optional() })
export const reviewBody = z.object({ review, pull_request: pullRequest, repository, sender })
export const discussionBody = z.object({ discussion, repository, sender })
export const answeredBody = z.object({ discussion, answer: comment, repository, sender })
export const unansweredBody = z.object({ discussion, old_answer: comment, repository, sender })
export const discussionCommentBody = z.object({ discussion, comment, repository, sender })
export const starBody = z.object({ starred_at: instant.nullable(), repository, sender: account })
export const releaseBody = z.object({ release, repository, sender })
export const pushBody = z.object({
  ref: text,
  deleted: z.boolean().optional(),
  commits: z.array(commit),
  // A push gives this moment as Unix seconds, every other event as ISO 8601.
  repository: repository.extend({ pushed_at: z.union([z.int().transform((seconds) => new Date(seconds * 1000)), instant]).nullish() }),
  sender,
})
export const sponsorshipBody = z.object({ sponsorship, sender })
