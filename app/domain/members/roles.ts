export const roles = ['owner', 'manager', 'reviewer', 'store_keeper', 'analyst'] as const
export type Role = (typeof roles)[number]

export const roleTitles: Record<Role, string> = {
  owner: 'Owner',
  manager: 'Manager',
  reviewer: 'Reviewer',
  store_keeper: 'Store keeper',
  analyst: 'Analyst',
}

const everyone: readonly Role[] = roles
const running: readonly Role[] = ['owner', 'manager']

/** What staff may do, and which roles may. The one table that pages, stories and the access test read. */
export const permissions = {
  enter_manage: everyone,
  see_rules: everyone,
  edit_rules: running,
  edit_challenges: running,
  see_challenge_results: ['owner', 'manager', 'analyst'],
  edit_boards: running,
  see_channels: ['owner', 'manager', 'analyst'],
  edit_channels: running,
  /** Raw bodies of deliveries hold whatever the platform sent. */
  see_deliveries: running,
  see_members: everyone,
  see_contact: running,
  correct_points: running,
  see_ledger: ['owner', 'manager', 'analyst'],
  edit_ledger: running,
  edit_contests: running,
  merge_members: running,
  /** Each kind of thing that waits has a permission of its own. */
  see_queue: ['owner', 'manager', 'reviewer', 'store_keeper'],
  review_submissions: ['owner', 'manager', 'reviewer'],
  name_reviewers: running,
  answer_messages: ['owner', 'manager', 'reviewer'],
  /** Warn, pause, hold, remove. */
  take_measures: running,
  grant_roles: ['owner'],
  /** Whoever sets up a way in decides who is let in as whom. */
  edit_sign_in: ['owner'],
  see_audit: ['owner', 'manager', 'analyst'],
  see_mail: running,
  edit_quizzes: running,
  see_quiz_results: ['owner', 'manager', 'analyst'],
  edit_surveys: running,
  see_survey_results: ['owner', 'manager', 'analyst'],
  /** Orders with their addresses, and everything done with them. */
  run_store: ['owner', 'manager', 'store_keeper'],
  edit_store: ['owner', 'manager', 'store_keeper'],
  see_store_figures: ['owner', 'manager', 'store_keeper', 'analyst'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

/** True if one of the roles held allows it. */
export function may(held: readonly Role[], permission: Permission): boolean {
  return held.some((role) => (permissions[permission] as readonly Role[]).includes(role))
}
