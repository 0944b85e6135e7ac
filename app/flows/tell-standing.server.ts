import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { watchedNow } from '#app/domain/challenges/settling.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { nameIn } from '#app/domain/programs/settling.server.ts'
import { kindsHeard } from '#app/domain/rules/deeds.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import { keepEvents, type Moved, type Nudge } from '#app/domain/standing/commands.server.ts'
import { env } from '#app/foundation/env.ts'

/** Tells what was reached or lost: to rules as activities of the hub, to platforms by marking who is concerned, and to members whose card is nearly full by a mail, once a round. */
export async function tellStanding(scope: Scope, moved: readonly Moved[], nudges: readonly Nudge[] = []): Promise<void> {
  const gains = moved.flatMap((one) => one.gains)
  const losses = moved.flatMap((one) => one.losses)
  if (gains.length + losses.length > 0) {
    const [news, heard] = await Promise.all([keepEvents(scope, gains, losses), heardBy(scope)])
    await recordHubEvents(scope, news, heard)
    const members = new Set([...gains, ...losses].map((one) => one.memberId))
    await markDue(scope, [...members])
    scope.afterCommit(() => wake(scope.program, members))
  }
  for (const nudge of nudges) await sendNudge(scope, nudge)
}

/** The kinds of the hub that a rule or a challenge looks at now. What nobody looks at stays an activity, and waits for nothing. */
async function heardBy(scope: Scope): Promise<(kind: string) => boolean> {
  const [rules, watched] = await Promise.all([rulesInForce(scope), watchedNow(scope)])
  const kinds = kindsHeard(rules, scope.now)
  return (kind) => kinds.has(kind) || watched.has(`hub:${kind}`)
}

async function sendNudge(scope: Scope, { memberId, card, round, until, left }: Nudge): Promise<void> {
  const contact = await contactOf(scope.program, memberId, scope.sql)
  if (!contact?.email) return
  const program = await nameIn(scope)
  const link = `${env().PUBLIC_URL ?? 'http://localhost:' + env().PORT}/badges#cards`
  const fill = { program, name: contact.displayName, card: card.title, left, until: until.toISOString(), link }
  await put(scope, { key: `card:${card.slug}:${memberId}:${round}`, template: 'card-nudge', fill, member: memberId, to: contact.email })
}
