import { programById } from '#app/domain/programs/queries.server.ts'
import { checkLedger } from '#app/flows/check-ledger.server.ts'
import { expirePoints } from '#app/flows/expire-points.server.ts'
import { sealLedger } from '#app/flows/seal-ledger.server.ts'
import { env } from '#app/foundation/env.ts'

const hour = 3_600_000
/** So many turns at once mean that more wait; fewer can wait for the next round. */
const fullBlock = 100

/** What the ledger needs all the time: finished turns are sealed, and a slice of members and blocks is checked. Answers how many turns were sealed. */
export async function keepLedger(id: number): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  const sealed = await sealLedger(id)
  await checkLedger(program, new Date(Date.now() - hour))
  return sealed >= fullBlock ? sealed : 0
}

/** Takes a slice of the day's walk through old points. Answers how many members it looked at; zero when the day is done. */
export async function expireOld(id: number): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  const { PUBLIC_URL, PORT } = env()
  const origin = PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`
  const walked = await expirePoints(program, origin)
  return walked.kind === 'walked' ? walked.members : 0
}
