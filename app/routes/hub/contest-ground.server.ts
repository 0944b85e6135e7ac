import type { Guest } from '#app/auth/guests.server.ts'
import type { MatchView } from '#app/components/together/bracket.tsx'
import type { ContestView, EntryView } from '#app/components/together/contest-view.ts'
import { type Contest, contestPhase } from '#app/domain/contests/contests.ts'
import { type ContestLine, entriesOf, juryOf, matchesOf, resultsOf, votesOf } from '#app/domain/contests/queries.server.ts'
import { reachesFor } from '#app/domain/members/profile.ts'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'

/** How a guest reads faces of others. */
export function faceReader({ member }: Pick<Guest, 'member'>) {
  return { reaches: reachesFor(member ? 'member' : 'visitor'), memberId: member?.id ?? null }
}

/** A contest as its pages show it. */
export function contestView(contest: ContestLine, now: Date): ContestView {
  const { slug, title, summary, way, timeZone, votesEach, entriesEach, levelFrom, prizes, entries } = contest
  return {
    ...{ slug, title, summary, way, timeZone, votesEach, entriesEach, levelFrom, prizes, entries, phase: contestPhase(contest, now) },
    entriesFrom: contest.entriesFrom.toISOString(),
    entriesUntil: contest.entriesUntil.toISOString(),
    votesFrom: contest.votesFrom.toISOString(),
    votesUntil: contest.votesUntil.toISOString(),
  }
}

/** So that no entry stands on top for everybody, each member sees entries in an order of their own while votes are given. */
function ownOrder(reader: number, entry: number): number {
  let mixed = Math.imul(entry ^ Math.imul(reader + 1, 0x9e3779b1), 0x85ebca6b)
  mixed ^= mixed >>> 13
  return Math.imul(mixed, 0xc2b2ae35) >>> 0
}

/** What stands on the page of a contest for this guest: entries with faces, own votes, meetings, jury, results. */
export async function contestGround(guest: Guest, contest: Contest, now: Date) {
  const { program, member } = guest
  const me = member?.id ?? null
  const phase = contestPhase(contest, now)
  const [rows, votes, results, matches, jury] = await Promise.all([
    entriesOf(program.id, contest.id, me),
    me === null ? [] : votesOf(program.id, contest.id, me),
    resultsOf(program.id, contest.id),
    contest.way === 'bracket' ? matchesOf(program.id, contest.id) : [],
    juryOf(program.id, contest.id, me),
  ])
  const faces = await facesOf(
    program.id,
    rows.map((row) => row.memberId),
    faceReader(guest),
  )
  const entries = rows.map((row): EntryView => {
    const result = results.find((one) => one.entryId === row.id)
    const voted = votes.some((vote) => vote.entryId === row.id && vote.matchId === 0)
    const { id, kind, title, text, url } = row
    const shared = { id, kind, title, text, url, voted, mine: row.memberId === me, removed: row.state === 'removed' ? (row.reason ?? '') : null }
    return { ...shared, face: faces[row.memberId] ?? null, place: result?.place ?? null, tally: result?.tally ?? 0 }
  })
  if (phase === 'voting') entries.sort((one, other) => ownOrder(me ?? 0, one.id) - ownOrder(me ?? 0, other.id))
  const views = matches.map((match): MatchView => ({
    ...match,
    opensAt: match.opensAt.toISOString(),
    closesAt: match.closesAt.toISOString(),
    open: phase === 'voting' && match.winnerId === null && match.secondId !== null && match.opensAt <= now && now < match.closesAt,
    votedFor: votes.find((vote) => vote.matchId === match.id)?.entryId ?? null,
  }))
  const juror = me !== null && jury.jurors.includes(me)
  const left = Math.max(0, contest.votesEach - votes.filter((vote) => vote.matchId === 0).length)
  return { entries, matches: views, juror, scores: jury.mine, left, jurors: jury.jurors.length }
}
