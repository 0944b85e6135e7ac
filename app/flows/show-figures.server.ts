import { type Figures, LeaveGone } from '#app/contract/figures.ts'
import { claimLeave, dropLeave, noteLeaveFailed, noteShown } from '#app/domain/echoes/commands.server.ts'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import { contactOf, joinedAt, memberByIdentity } from '#app/domain/members/queries.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { levelOf } from '#app/domain/standing/queries.server.ts'
import { type Errands, runErrand } from './run-errand.server.ts'

/**
 * Shows the next figures that are due on their platform, with the leave of the account's owner. An account that is nobody's any more has them taken away,
 * and the leave is forgotten. Answers whether there were any.
 */
export async function showFigures(errands: Errands): Promise<boolean> {
  return runErrand(errands, {
    claim: claimLeave,
    ask: async (leave, on) => {
      const platform = await on(leave.sourceId)
      if (!platform?.adapter.figures) throw new Error('The channel is closed, or shows no figures.')
      const figures = await figuresOf(errands.program, leave.sourceId, leave.foreignId)
      const grant = await platform.adapter.figures.push(platform.ask, leave.grant, figures)
      return (scope) => (figures === null ? dropLeave(scope, leave) : noteShown(scope, { ...leave, grant }))
    },
    failed: (scope, leave, error, patience) =>
      error instanceof LeaveGone ? dropLeave(scope, leave) : noteLeaveFailed(scope, leave, error.message, patience),
  })
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
