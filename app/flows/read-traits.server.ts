import type { Scope } from '#app/db/transaction.server.ts'
import { type Account, noAccount, renewsIn } from '#app/domain/accounts/accounts.ts'
import { accountsIn } from '#app/domain/accounts/settling.server.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import { traitsOf } from '#app/domain/members/settling.server.ts'
import type { FactValue } from '#app/domain/rules/explanation.ts'
import type { RuleInForce } from '#app/domain/rules/judge.ts'
import { testsOf } from '#app/domain/rules/rules.ts'
import { levelRanksOf, talliesIn } from '#app/domain/standing/settling.server.ts'

/** What rules may ask about a person, for a kind of deed done at an instant; empty when no rule does. */
export type Traits = (person: number, kind: string, at: Date) => Record<string, FactValue>

/**
 * What a person's level, role and account data were when rules asked; null where none did. A replay is told, because levels and roles can be settled anew
 * afterwards, and lists bring new data.
 */
export type Asked = {
  levels: [person: number, rank: number][] | null
  staff: [person: number, staff: boolean][] | null
  accounts?: [person: number, account: Account][]
}

const accountFacts = ['member.company', 'member.plan', 'member.stage', 'member.renews_in']

/** What no rule asks about is not noted either. */
function onlyAsked(accounts: ReadonlyMap<number, Account>, asks: (fact: string) => boolean): Map<number, Account> {
  const kept = ({ company, plan, stage, renewsOn }: Account): Account => ({
    company: asks('member.company') ? company : '',
    plan: asks('member.plan') ? plan : '',
    stage: asks('member.stage') ? stage : '',
    renewsOn: asks('member.renews_in') ? renewsOn : '',
  })
  return new Map([...accounts].map(([person, account]) => [person, kept(account)]))
}

/** What rules may ask of account data; the days to a renewal are missing where none is known. */
function accountTraits(account: Account, at: Date): Record<string, FactValue> {
  const days = renewsIn(account, at)
  const { company, plan, stage } = account
  return { 'member.company': company, 'member.plan': plan, 'member.stage': stage, ...(days === null ? {} : { 'member.renews_in': days }) }
}

const asksMember = (rules: readonly RuleInForce[], fact: string): boolean =>
  rules.some((rule) => testsOf(rule.condition).some((test) => test.fact === fact))

/** Part of judging: `member.level`, `member.points`, `member.days`, `member.staff`, account data and `member.counted` (deeds of the same kind so far), read only if some rule asks, or as a replay was told. */
export async function readTraits(
  scope: Scope,
  rules: readonly RuleInForce[],
  persons: readonly number[],
  told?: Asked | null,
): Promise<{ of: Traits; asked: Asked | null }> {
  const asks = (fact: string): boolean => asksMember(rules, fact)
  const known = asks('member.staff') || asks('member.days') ? await traitsOf(scope, persons) : null
  const lifetimes = asks('member.points') ? await lifetimesOf(scope, persons) : null
  const levels = !asks('member.level') ? null : told?.levels ? new Map(told.levels) : await levelRanksOf(scope, persons)
  const staff = new Map(told?.staff ?? [...(known ?? [])].map(([person, traits]) => [person, traits.staff]))
  const accounts = !accountFacts.some(asks) ? null : told?.accounts ? new Map(told.accounts) : onlyAsked(await accountsIn(scope, persons), asks)
  const tallies = asks('member.counted') ? await talliesIn(scope, persons) : null
  const of: Traits = (person, kind, at) => {
    const traits = known?.get(person)
    return {
      ...(traits && {
        'member.staff': staff.get(person) ?? traits.staff,
        'member.days': Math.max(0, Math.floor((at.getTime() - traits.joinedAt.getTime()) / 86_400_000)),
      }),
      ...(lifetimes && { 'member.points': lifetimes.get(person) ?? 0 }),
      ...(levels && { 'member.level': levels.get(person) ?? 0 }),
      ...(accounts && accountTraits(accounts.get(person) ?? noAccount, at)),
      ...(tallies && { 'member.counted': tallies.get(`${person}/${kind}`) ?? 0 }),
    }
  }
  if (!levels && !known && !accounts) return { of, asked: null }
  return { of, asked: { levels: levels && [...levels], staff: known && [...staff], ...(accounts && { accounts: [...accounts] }) } }
}
