import type { Scope } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'
import type { Participation } from '#app/domain/challenges/settling.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { walkPaths } from './walk-paths.server.ts'

type Told = { challenge: Challenge; participation: Participation; /** Null: the challenge is completed. */ stage: Stage | null; quiet: boolean }

/**
 * Part of passing a stage: moves the paths that ask for a completed challenge, tells rules as an activity of the hub, and the member by a notice unless they stand before the page anyway (`quiet`). Once for each time
 * it is passed.
 */
export async function tellChallenge(scope: Scope, { challenge, participation, stage, quiet }: Told): Promise<void> {
  const { memberId, round, passes } = participation
  if (!stage) await walkPaths(scope, challenge, memberId)
  const url = `/challenges/${challenge.slug}`
  const externalId = `challenge:${challenge.id}:${stage?.id ?? 'completed'}:${memberId}:${round}`
  const facts: Record<string, string | number | string[]> = stage
    ? { challenge: challenge.slug, step: stage.position, type: stage.type }
    : { challenge: challenge.slug, topics: challenge.topics, ...(participation.place !== null && { place: participation.place }) }
  const kind = stage ? 'challenge.stage_passed' : 'challenge.completed'
  const version = `${passes}:${scope.now.getTime()}`
  await recordHubEvents(scope, [{ kind, externalId, version, memberId, title: stage?.title ?? challenge.title, url, facts, at: scope.now }])
  if (quiet) return
  const title = stage ? `Step ${stage.position} of “${challenge.title}” is done` : `You completed “${challenge.title}”`
  const last = stage && challenge.stages.length === 1
  if (!last) await notify(scope, [{ memberId, key: `${externalId}:${version}`, kind, title, url }])
}
