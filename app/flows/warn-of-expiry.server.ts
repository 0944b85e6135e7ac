import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { dayInWords } from '#app/foundation/calendar.ts'

/** Part of letting points expire: tells a member, once per notice and warning, how much goes and when. Their activity page says the same. */
export async function warnOfExpiry(
  scope: Scope,
  program: Program,
  origin: string,
  warning: { id: number; memberId: number; amount: number; expiresOn: string; last: boolean },
): Promise<void> {
  const contact = await contactOf(scope.program, warning.memberId, scope.sql)
  scope.afterCommit(() => wake(scope.program, [warning.memberId]))
  if (!contact?.email) return
  const fill = {
    program: program.name,
    name: contact.displayName,
    points: `${warning.amount.toLocaleString('en-US')} ${program.pointsName}`,
    day: dayInWords(warning.expiresOn),
    last: warning.last,
    link: `${origin}/activity`,
  }
  const key = `expiry:${warning.id}:${warning.last ? 'second' : 'first'}`
  await put(scope, { key, template: 'points-expire', fill, member: warning.memberId, to: contact.email })
}
