import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { createHubSource, createSource } from '#app/domain/activities/commands.server.ts'
import { createProgram } from '#app/domain/programs/commands.server.ts'
import { defaultProgram } from '#app/domain/programs/programs.ts'
import { setLevels } from '#app/domain/standing/commands.server.ts'
import type { Level } from '#app/domain/standing/standing.ts'
import { spreadAddresses } from './spread-addresses.server.ts'

type FirstLevel = Omit<Level, 'badgesNeeded' | 'badgeNeeds'>

/** Six levels to begin with; a program changes them as it likes. */
export const firstLevels: readonly FirstLevel[] = [
  { rank: 1, title: 'Seedling', pointsNeeded: 0, story: 'You are here, and that is how everything starts.', perks: [] },
  { rank: 2, title: 'Sprout', pointsNeeded: 500, story: 'Your first contributions have taken root.', perks: [] },
  { rank: 3, title: 'Branch', pointsNeeded: 2_500, story: 'People lean on what you add.', perks: [] },
  { rank: 4, title: 'Evergreen', pointsNeeded: 7_500, story: 'Season after season, you are still here.', perks: [] },
  { rank: 5, title: 'Crown', pointsNeeded: 20_000, story: 'Others grow in your shade.', perks: [] },
  { rank: 6, title: 'Laurel', pointsNeeded: 50_000, story: 'The wreath is yours.', perks: [] },
]

export type Founding = {
  id?: number
  slug: string
  name: string
  timeZone: string
  pointsName: string
  about: string
  levels?: readonly FirstLevel[]
}

/**
 * Makes sure that a program stands: itself, its levels, the hub's own source and one source for every adapter. Safe to call at each start; what is
 * there stays as it is, and an adapter added since gets its source.
 */
export async function foundProgram(
  founding: Founding,
  adapters: readonly Pick<Adapter, 'id' | 'title' | 'byAddress'>[],
): Promise<{ kind: 'founded' | 'stood' }> {
  return inTransaction({ program: founding.id ?? defaultProgram, by: null }, async (scope) => {
    const founded = await createProgram(scope, founding)
    if (founded) {
      await createHubSource(scope)
      await setLevels(scope, founding.levels ?? firstLevels)
    }
    const byAddress: number[] = []
    for (const adapter of adapters) {
      const id = await createSource(scope, { adapter: adapter.id, slug: adapter.id, title: adapter.title })
      if (adapter.byAddress) byAddress.push(id)
    }
    if (!founded) await spreadAddresses(scope, byAddress)
    return { kind: founded ? 'founded' : 'stood' }
  })
}
