import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { decideContest, type DueContest, lockContest, scoresIn, standingEntries, votesIn } from '#app/domain/contests/commands.server.ts'
import { contestsDue } from '#app/domain/contests/queries.server.ts'
import { countVotes, type Ranked, type Standing, sumScores } from '#app/domain/contests/tally.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { findActive } from './find-active.server.ts'
import { grantPrizes } from './grant-prizes.server.ts'
import { playRounds } from './play-rounds.server.ts'

type Entry = Standing & { title: string }

/** Decides every contest of a program whose voting is over, and plays the rounds that are due. Winners and prizes follow from the tally. Answers how many were decided. */
export async function decideContests(program: Program, now = new Date()): Promise<number> {
  let decided = 0
  for (const id of await contestsDue(program.id, now))
    decided += await inTransaction(
      { program: program.id, by: null },
      async (scope) => {
        await lockSettling(scope)
        const contest = await lockContest(scope, id)
        if (!contest) return 0
        const entries = await livingEntries(scope, id)
        const places = contest.way === 'bracket' ? await playRounds(scope, contest, entries) : await tallyOf(scope, contest, entries)
        if (!places || scope.now < contest.votesUntil) return 0
        await decideContest(scope, id, places)
        await pay(scope, program, contest, places, entries)
        const after = { places: places.slice(0, 20).map(({ entryId, memberId, tally }) => ({ entryId, memberId, tally })) }
        await record(scope, { action: 'contest.decided', objectKind: 'contest', objectId: id, after })
        scope.afterCommit(() =>
          wake(
            program.id,
            entries.map((entry) => entry.memberId),
          ),
        )
        return 1
      },
      now,
    )
  return decided
}

/** Entries of people who are still there, as persons. */
async function livingEntries(scope: Scope, contestId: number): Promise<Entry[]> {
  const entries = await standingEntries(scope, contestId)
  const persons = await findActive(
    scope,
    entries.map((entry) => entry.memberId),
  )
  return entries.flatMap((entry) => (persons.has(entry.memberId) ? [{ ...entry, memberId: persons.get(entry.memberId) ?? 0 }] : []))
}

async function tallyOf(scope: Scope, contest: DueContest, entries: readonly Entry[]): Promise<Ranked[]> {
  if (contest.way === 'jury') return sumScores(entries, await scoresIn(scope, contest.id), contest.criteria.length)
  const votes = await votesIn(scope, contest.id)
  const persons = await findActive(
    scope,
    votes.map((vote) => vote.memberId),
  )
  const counted = votes.flatMap((vote) => (persons.has(vote.memberId) ? [{ ...vote, memberId: persons.get(vote.memberId) ?? 0 }] : []))
  return countVotes(entries, counted, contest.votesEach)
}

async function pay(scope: Scope, program: Program, contest: DueContest, places: readonly Ranked[], entries: readonly Entry[]): Promise<void> {
  const winners = places.slice(0, contest.prizes.length).filter((place) => place.tally > 0)
  await grantPrizes(
    scope,
    program,
    winners.map((winner, index) => ({
      memberId: winner.memberId,
      points: contest.prizes[index]?.points ?? 0,
      badge: contest.prizes[index]?.badge ?? null,
      kind: 'contest.won',
      externalId: `contest:${contest.id}:place:${index + 1}`,
      title: contest.title,
      url: `/contests/${contest.slug}`,
      reason: `Place ${index + 1} in “${contest.title}” with “${entries.find((entry) => entry.id === winner.entryId)?.title ?? 'your entry'}”.`,
    })),
  )
}
