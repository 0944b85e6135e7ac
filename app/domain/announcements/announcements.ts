import { z } from 'zod'
import type { Gift } from '#app/contract/adapter.ts'

/** What makes the hub tell a platform something: a badge held, a level held, or a deed that counts. */
export const triggers = { badge: 'holds the badge', level: 'has reached the level', deed: 'does something that counts' } as const
export type Trigger = keyof typeof triggers

/** What is said rather than held: it is said once, and cannot be asked of the platform by what somebody holds. */
export const spoken: readonly Gift[] = ['post', 'comment']

export type AnnounceRule = {
  id: number
  sourceId: number
  trigger: Trigger
  /** The badge's slug, the level's rank as text, or the qualified kind. */
  what: string
  /** Of a badge with tiers: from this one on. */
  tier: number
  give: Gift
  target: string
  words: string
  state: 'on' | 'off'
}

/** An account that rules may give something to. `memberId` is the person behind it. */
export type Account = { sourceId: number; foreignId: string; handle: string; memberId: number }

/** What a person holds in the hub: tiers by badge slug, and the rank of the level. */
export type Held = { badges: ReadonlyMap<string, number>; level: number; name: string }

/** What was last said to an account because of a rule, or is on its way. */
export type Said = { ruleId: number; foreignId: string; move: 'grant' | 'revoke'; handle: string; memberId: number }

/** One thing to say: put into the outbox under its key. */
export type ToSay = { rule: AnnounceRule; account: Omit<Account, 'sourceId'>; move: 'grant' | 'revoke'; words: string }

/** True if this person should have what the rule gives. */
export function deserves(rule: AnnounceRule, held: Held | undefined): boolean {
  if (rule.state === 'off' || !held) return false
  return rule.trigger === 'badge' ? (held.badges.get(rule.what) ?? 0) >= rule.tier : rule.trigger === 'level' && held.level >= Number(rule.what)
}

/** The text of what is said, with the names filled in. */
export function fillWords(words: string, fill: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => fill[name] ?? whole)
}

/**
 * What must be said so that every platform gives what is deserved and nothing else: by what people hold, which accounts are theirs now, and what was
 * said last. An account that changed hands or was unlinked loses what it had. What was spoken is never taken back here. Pure.
 */
export function whatToSay(
  rules: readonly AnnounceRule[],
  accounts: readonly Account[],
  held: ReadonlyMap<number, Held>,
  said: readonly Said[],
): ToSay[] {
  const list: ToSay[] = []
  const last = new Map(said.map((one) => [`${one.ruleId}/${one.foreignId}`, one]))
  for (const rule of rules.filter((one) => one.trigger !== 'deed')) {
    for (const account of accounts.filter((one) => one.sourceId === rule.sourceId)) {
      const before = last.get(`${rule.id}/${account.foreignId}`)
      const holder = held.get(account.memberId)
      const wanted = deserves(rule, holder)
      if (wanted && before?.move !== 'grant')
        list.push({ rule, account, move: 'grant', words: fillWords(rule.words, { name: holder?.name ?? account.handle }) })
      if (!wanted && before?.move === 'grant' && !spoken.includes(rule.give)) list.push({ rule, account, move: 'revoke', words: '' })
    }
    const there = new Set(accounts.filter((one) => one.sourceId === rule.sourceId).map((one) => one.foreignId))
    for (const one of said) {
      if (one.ruleId === rule.id && one.move === 'grant' && !there.has(one.foreignId) && !spoken.includes(rule.give))
        list.push({ rule, account: one, move: 'revoke', words: '' })
    }
  }
  return list
}

/** How often telling is tried before a manager has to look: over about a day, with growing delay. */
export const mostTries = 12

/** The seconds to wait after so many failed tries. */
export function delayAfter(tries: number): number {
  return Math.min(4 * 3600, 10 * 3 ** Math.min(tries, 10))
}

export const announceRuleSchema = z
  .object({
    sourceId: z.coerce.number().int().min(1, 'Choose a channel.'),
    trigger: z.enum(Object.keys(triggers) as [Trigger, ...Trigger[]], 'Choose when.'),
    badge: z.string().trim().default(''),
    tier: z.coerce.number().int().min(1).max(10_000).default(1),
    level: z.string().trim().default(''),
    kind: z.string().trim().default(''),
    give: z.enum(['badge', 'group', 'title', 'role', 'post', 'comment'], 'Choose what it gives.'),
    target: z.string().trim().max(200, 'Use 200 characters or fewer.').default(''),
    words: z.string().trim().max(1000, 'Use 1,000 characters or fewer.').default(''),
  })
  .transform(({ badge, level, kind, ...rule }) => ({ ...rule, what: { badge, level, deed: kind }[rule.trigger] }))
  .refine((rule) => rule.what !== '', 'Choose which badge, level or deed.')
  .refine((rule) => !spoken.includes(rule.give) || rule.words !== '', 'Write what is to be said.')
  .refine((rule) => (rule.give === 'comment') === (rule.trigger === 'deed'), 'A comment goes with a deed, everything else with a badge or a level.')
export type AnnounceForm = z.infer<typeof announceRuleSchema>
