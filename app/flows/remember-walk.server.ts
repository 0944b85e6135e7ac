import type { Ask, Memory } from '#app/contract/adapter.ts'
import { subjectText } from '#app/domain/activities/activities.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { markOf, standingDeeds, undoneAt } from '#app/domain/activities/queries/standing.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'
import { hubAddress } from '#app/foundation/env.ts'

/** What the hub remembers for a walk through a platform's past, and the channel's own door. */
export async function rememberWalk(
  program: number,
  walk: { sourceId: number; slug: string; name: string },
): Promise<{ memory: Memory; door: NonNullable<Ask['door']> }> {
  const { sourceId, slug } = walk
  const memory: Memory = {
    kept: await markOf(program, walk),
    standing: (kinds, after, limit) => standingDeeds(program, sourceId, { kinds, after, limit }),
    takenBack: async (externalIds) => {
      const key = await programKey(program)
      const subjects = externalIds.map((id) => keyedUuid(key, subjectText(sourceId, id)))
      const found = await undoneAt(program, subjects)
      return new Map(externalIds.flatMap((id, index) => (found.has(subjects[index] ?? '') ? [[id, found.get(subjects[index] ?? '') as Date]] : [])))
    },
  }
  const door = async () => ({ url: hubAddress(`/webhooks/${slug}`), secrets: (await openSource(program, slug, true))?.secrets ?? {} })
  return { memory, door }
}
