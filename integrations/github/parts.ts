import type { Activity, Facts, Party, Thing } from '#app/contract/activity.ts'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import type { Account, Issue, PullRequest, Repository } from './payloads.ts'

type Other = NonNullable<Activity['others']>[number]

/** Labels that stop a contribution from counting, whatever the rules say. */
const blockingLabels = ['spam', 'invalid']

/** GitHub shows `ghost` where an account was deleted. */
const ghost: Party = { id: 'ghost', handle: 'ghost' }

/** A person or machine by the numeric id; the login can change. */
export function party(account: Account): Party {
  const bot = account.type === 'Bot' || account.login.endsWith('[bot]')
  return bot ? { id: account.id, handle: account.login, bot } : { id: account.id, handle: account.login }
}

/** The others named by a fact; accounts that the payload leaves out are skipped. */
export function others(roles: Record<string, Account | null | undefined>): { others?: Other[] } {
  const named = Object.entries(roles).flatMap(([role, account]) => (account ? [{ ...party(account), role }] : []))
  return named.length > 0 ? { others: named } : {}
}

/** Facts without the ones that this payload does not give. */
export function facts(given: Record<string, Facts[string] | undefined>): Facts {
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, Facts[string]] => entry[1] !== undefined))
}

/** The names of labels. */
export function labelNames(labels: readonly { name: string }[] | undefined): string[] {
  return (labels ?? []).map((label) => label.name)
}

/** Whether a label blocks. */
export function isBlocking(label: string): boolean {
  return blockingLabels.includes(label.trim().toLowerCase())
}

/** The reason why something under these labels cannot count, if there is one. */
export function blocked(labels: readonly { name: string }[] | undefined): { blocked?: string } {
  const label = labelNames(labels).find(isBlocking)
  return label === undefined ? {} : { blocked: `it carries the label ${label.trim().toLowerCase()}` }
}

/** A pull request or issue within the source. Comments name their pull request by number only, so the number is the key. */
export function keyOf(repository: Repository, number: number): string {
  return `${repository.id}/${number}`
}

/** A pull request as the thing acted on: opening, merge, reviews and comments share it. */
export function pullRequestThing(repository: Repository, item: PullRequest | Issue): Thing {
  return { id: `pull_request:${keyOf(repository, item.number)}`, title: item.title, url: item.html_url }
}

/** An issue as the thing acted on. */
export function issueThing(repository: Repository, issue: Issue): Thing {
  return { id: `issue:${keyOf(repository, issue.number)}`, title: issue.title, url: issue.html_url }
}

export type Undo = {
  kind: string
  /** The subject taken back. */
  undoes: string
  /** Whose deed is taken back; the one who did it stands among the others, so that a bot's undo is never skipped as a bot's act. */
  of: Account | null
  by?: Account | null
  object: Thing
  facts: Facts
  /** When, if the signed body says so. */
  at?: Date | null
}

/**
 * An activity that takes a subject back. With a time from the body it is one fact with versions; without one the time of receipt counts,
 * and the body's digest keeps a redelivery equal and the next undo of the same subject apart.
 */
export function undo(delivery: Delivery, { kind, undoes, of, by, object, facts, at }: Undo): Activity {
  const when = at
    ? { externalId: `${kind}:${undoes}`, version: at.toISOString(), occurredAt: at }
    : { externalId: `${kind}:${undoes}:${delivery.digest.slice(0, 16)}`, occurredAt: delivery.receivedAt }
  return { kind, ...when, actor: of ? party(of) : ghost, object, facts, ...others({ by }), undoes }
}

/** A reading of activities. */
export function activities(...found: Activity[]): Reading {
  return { kind: 'activities', activities: found }
}

/** A reading that gives nothing, with the reason. */
export function ignored(why: string): Reading {
  return { kind: 'ignored', why }
}

export const noAccount = 'its author no longer has a GitHub account'
