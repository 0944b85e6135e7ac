import { programById } from '#app/domain/programs/queries.server.ts'
import { closeGoals } from '#app/flows/close-goals.server.ts'
import { closeTeamGoals } from '#app/flows/close-team-goals.server.ts'
import { decideContests } from '#app/flows/decide-contests.server.ts'
import { drawRaffles } from '#app/flows/draw-raffles.server.ts'
import { drawSurprises } from '#app/flows/draw-surprises.server.ts'
import { passEventStages } from '#app/flows/pass-event-stages.server.ts'

/** Closes what its time has come for, with nobody signed in: contests, raffles, surprises, goals of teams and of members. Answers 0, so that the next look comes after the pause. */
export async function closeDue(id: number): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  await decideContests(program)
  await drawRaffles(program)
  await drawSurprises(program)
  await passEventStages(program)
  await closeTeamGoals(program)
  await closeGoals(program)
  return 0
}
