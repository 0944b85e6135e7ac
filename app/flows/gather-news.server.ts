import { inTransaction, type Scope, tryLockSettling } from '#app/db/transaction.server.ts'
import { levelNews, type LevelNews, newestActivity } from '#app/domain/activities/settling.server.ts'
import { type Challenge, opennessOf, worthOf } from '#app/domain/challenges/challenges.ts'
import { publishedChallenges } from '#app/domain/challenges/queries/taking-part.server.ts'
import { addCards, lookFrom, markLeaves, movePlace } from '#app/domain/echoes/commands.server.ts'
import { sourcesWithLeaves } from '#app/domain/echoes/settling.server.ts'
import { linkedAccounts } from '#app/domain/members/settling.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { hubAddress } from '#app/foundation/env.ts'

/** Cards for these channels, by the id of their source. */
export type NewsPlaces = ReadonlySet<number>

/**
 * Looks through what happened in the hub since the last look: a card for each new level and each new challenge in channels that want them, and figures
 * shown anew where a level has changed. Answers how many pieces of news there were. Nothing is told here.
 */
export async function gatherNews(programId: number, places: NewsPlaces, now = new Date()): Promise<number> {
  const program = await programById(programId)
  if (!program) return 0
  // Read before: challenges that are opened meanwhile are newer than this look, and found by the next one.
  const challenges = places.size > 0 ? await publishedChallenges(program.id) : []
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      const sources = [...new Set([...places, ...(await sourcesWithLeaves(scope))])]
      if (sources.length === 0 || !(await tryLockSettling(scope))) return 0
      let found = 0
      for (const sourceId of sources) {
        const { heard, toldUntil } = await lookFrom(scope, sourceId, await newestActivity(scope))
        const { news, upTo } = await levelNews(scope, heard)
        const opened = challenges.filter((one) => isNew(one, toldUntil, now))
        if (places.has(sourceId)) await addCards(scope, [...levelCards(sourceId, news), ...challengeCards(sourceId, opened, program.pointsName)])
        await markPeople(scope, sourceId, news)
        await movePlace(scope, sourceId, upTo)
        found += news.length + opened.length
      }
      return found
    },
    now,
  )
}

/** Open to everybody, and opened since then. */
function isNew(challenge: Challenge, since: Date, now: Date): boolean {
  if (opennessOf(challenge, now) !== 'open' || Object.keys(challenge.audience).some((key) => key !== 'visitors')) return false
  const openedAt = Math.max(challenge.publishedAt?.getTime() ?? 0, challenge.opensAt?.getTime() ?? 0)
  // A little further back than the last look: each is told once all the same.
  return openedAt > since.getTime() - 60_000
}

function levelCards(sourceId: number, news: readonly LevelNews[]) {
  return news
    .filter((one) => one.kind === 'level.reached' && (one.rank ?? 0) > 1)
    .map(({ memberId, rank, title }) => ({
      ...{ sourceId, key: `level:${memberId}:${rank}`, memberId, level: rank },
      words: `🌿 **{name}** has reached **${title}**.`,
    }))
}

function challengeCards(sourceId: number, opened: readonly Challenge[], pointsName: string) {
  return opened.map((one) => {
    const { max } = worthOf(one)
    const worth = max > 0 ? ` · up to ${max.toLocaleString('en-US')} ${pointsName}` : ''
    const words = `🧭 New challenge: **${one.title}**${worth}\n${one.summary}\n${hubAddress(`/challenges/${one.slug}`)}`
    return { sourceId, key: `challenge:${one.id}`, memberId: null, level: null, words }
  })
}

async function markPeople(scope: Scope, sourceId: number, news: readonly LevelNews[]): Promise<void> {
  if (news.length === 0) return
  const accounts = await linkedAccounts(scope, [...new Set(news.map((one) => one.memberId))], [], [sourceId])
  await markLeaves(
    scope,
    sourceId,
    accounts.map((account) => account.foreignId),
  )
}
