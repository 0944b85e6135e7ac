import type { Scope } from '#app/db/transaction.server.ts'
import { type Account, type AccountForm, accountRow, changeWords, noAccount } from '#app/domain/accounts/accounts.ts'
import { accountsIn } from '#app/domain/accounts/settling.server.ts'
import { momentIn, readList } from '#app/domain/imports/imports.ts'
import { activeByAddress } from '#app/domain/members/listed.server.ts'

/** A row as it would go in: it changes somebody's data (in words), leaves it as it is, or is refused with why. */
export type ReadAccount =
  | { line: number; state: 'changed' | 'same'; memberId: number; handle: string; consent: string; account: Account; words: string[] }
  | { line: number; state: 'fault'; why: string }

/** Part of looking at a list of account data and of bringing it in: whom each row means, and what it would change. */
export async function readAccounts(scope: Scope, list: { csv: string; form: AccountForm }): Promise<ReadAccount[]> {
  const dayIn = (text: string): string | null => momentIn(text, list.form.dates)?.toISOString().slice(0, 10) ?? null
  const read = readList(list.csv).rows.map(({ line, cells }) => ({ line, ...accountRow(cells, list.form, dayIn) }))
  const named = read.flatMap((row) => ('who' in row ? [row.who] : []))
  const found = await activeByAddress(
    scope,
    named.filter((who) => who.includes('@')),
    named.filter((who) => !who.includes('@')),
  )
  const byName = new Map(found.flatMap((one) => [one.email, one.handle].flatMap((name) => (name ? [[name.toLowerCase(), one] as const] : []))))
  const before = await accountsIn(
    scope,
    found.map((one) => Number(one.person)),
  )
  const seen = new Set<number>()
  return read.map((row): ReadAccount => {
    if ('fault' in row) return { line: row.line, state: 'fault', why: row.fault }
    const who = byName.get(row.who)
    if (!who) return { line: row.line, state: 'fault', why: 'No active member has this address or handle.' }
    const memberId = Number(who.person)
    if (seen.has(memberId)) return { line: row.line, state: 'fault', why: `@${who.personHandle} stands in an earlier row.` }
    seen.add(memberId)
    const [was, account] = [before.get(memberId) ?? noAccount, { ...(before.get(memberId) ?? noAccount), ...row.says }]
    const words = changeWords(was, account)
    const state = words.length > 0 ? 'changed' : 'same'
    return { line: row.line, state, memberId, handle: who.personHandle, consent: row.consent, account, words }
  })
}
