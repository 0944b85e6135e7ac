import type { Scope } from '#app/db/transaction.server.ts'
import { updatePaths } from '#app/domain/standing/commands.server.ts'
import { challengesOfPath } from '#app/domain/standing/paths.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import { tellStanding } from './tell-standing.server.ts'

/** Part of completing a challenge and of taking that back: the paths that ask for it move with it, in the same transaction. Under the settling lock. */
export async function walkPaths(scope: Scope, challenge: { slug: string }, memberId: number): Promise<void> {
  const definitions = await definitionsIn(scope)
  if (!definitions.paths.some((path) => challengesOfPath(path).includes(challenge.slug))) return
  await tellStanding(scope, [await updatePaths(scope, definitions, [memberId], new Map())])
}
