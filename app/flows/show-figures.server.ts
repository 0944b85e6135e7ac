import { type Adapter, type Ask, Later } from '#app/contract/adapter.ts'
import { type Figures, LeaveGone } from '#app/contract/figures.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { claimLeave, dropLeave, noteLeaveFailed, noteShown } from '#app/domain/echoes/commands.server.ts'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import { contactOf, joinedAt, memberByIdentity } from '#app/domain/members/queries.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { levelOf } from '#app/domain/standing/queries.server.ts'

/**
 * Shows the next figures that are due on their platform, with the leave of the account's owner. An account that is nobody's any more has them taken away,
 * and the leave is forgotten. Answers whether there were any.
 */
export async function showFigures(
  program: number,
  adapterById: (id: string) => Adapter | undefined,
  fetch: Ask['fetch'],
  now = new Date(),
): Promise<boolean> {
  const hub = { program, by: null }
  const leave = await inTransaction(hub, claimLeave, now)
  if (!leave) return false
  try {
    const source = (await sourcesIn(program)).find((one) => one.id === leave.sourceId)
    const writing = adapterById(source?.adapter ?? '')?.figures
    if (!writing) throw new Error('The channel is closed, or shows no figures.')
    const figures = await figuresOf(program, leave.sourceId, leave.foreignId)
    const grant = await writing.push({ access: await accessOf(program, leave.sourceId), fetch, now }, leave.grant, figures)
    await inTransaction(hub, (scope) => (figures === null ? dropLeave(scope, leave) : noteShown(scope, { ...leave, grant })), now)
  } catch (error) {
    const patience = error instanceof Later ? error.seconds : null
    await inTransaction(
      hub,
      (scope) => (error instanceof LeaveGone ? dropLeave(scope, leave) : noteLeaveFailed(scope, leave, (error as Error).message, patience)),
      now,
    )
  }
  return true
}

async function figuresOf(program: number, sourceId: number, foreignId: string): Promise<Figures | null> {
  const known = await memberByIdentity(program, sourceId, foreignId)
  const contact = known && (await contactOf(program, known.person))
  if (!contact) return null
  const [balance, level, joined, whole] = await Promise.all([
    balanceOf(program, contact.person),
    levelOf(program, contact.person),
    joinedAt(program, contact.person),
    programById(program),
  ])
  return { points: Math.max(0, balance.lifetime), level: level?.rank ?? 1, joinedAt: joined, name: contact.displayName, program: whole?.name ?? '' }
}
