import type { SignedIn } from '#app/auth/guests.server.ts'
import { type BoardChoice, boardTitle } from '#app/components/hub/board-choice.ts'
import { channelScope, seasonBoard } from '#app/domain/boards/boards.ts'
import { type Among, placesAmong } from '#app/domain/boards/queries/among.server.ts'
import { boardSetting, followedBy, segmentsOf, wantsNeighborsOnly } from '#app/domain/boards/queries/choices.server.ts'
import { seasonsOf } from '#app/domain/boards/queries/seasons.server.ts'
import {
  type BoardKey,
  boardAt,
  boardTotals,
  type Place,
  placeOf,
  placesAround,
  placesOn,
  type Reader,
  standsOnBoards,
} from '#app/domain/boards/queries.server.ts'
import { seasonState } from '#app/domain/boards/seasons.ts'
import { reachesFor } from '#app/domain/members/profile.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { channelsOf } from '#app/domain/rules/queries/earn.server.ts'

const perPage = 25
const neighbors = 5
const day = 86_400_000

/** One page of a board: its places in order, the reader's own, how many stand on it, and whether there is more. */
type Shown = { places: Place[]; mine: Place | null; members: number; more: boolean }

/** What stands around the choice: the program's settings and what there is to choose from. */
async function surroundings(program: Program, member: SignedIn | null, now: Date) {
  const [setting, preference, seasons, segments, channels, followed, listed] = await Promise.all([
    boardSetting(program.id),
    member !== null && wantsNeighborsOnly(program.id, member.id),
    seasonsOf(program.id),
    segmentsOf(program.id),
    channelsOf(program.id),
    member ? followedBy(program.id, member.id) : [],
    member !== null && standsOnBoards(program.id, member.id),
  ])
  const season = seasons.find((one) => ['running', 'ending'].includes(seasonState(one, now))) ?? null
  const frozen = seasons.filter((one) => one.frozenAt !== null)
  const next = seasons.findLast((one) => seasonState(one, now) === 'planned') ?? null
  return { setting, preference, season, frozen, next, segments, channels, followed, listed }
}

/** Everything on a board page. Throws 404 for a channel or segment that is not there. */
export async function boardView(program: Program, member: SignedIn | null, choice: BoardChoice, now: Date) {
  const around = await surroundings(program, member, now)
  const { setting, preference, season, segments, channels } = around
  const segment = segments.find((one) => one.slug === choice.segment) ?? null
  const channel = channels.find((one) => one.slug === choice.channel) ?? null
  if ((choice.segment !== null && !segment) || (choice.channel !== null && !channel)) {
    throw new Response('There is no such board any more.', { status: 404, statusText: 'Not Found' })
  }
  const reader: Reader = { reaches: reachesFor(member ? 'member' : 'visitor'), memberId: member?.id ?? null }
  const nearOnly = setting.neighborsOnly || preference
  const scope = channel ? channelScope(channel.id) : ''
  const board = choice.view === 'season' && season ? { program: program.id, ...seasonBoard(season.id) } : boardAt(program, choice.period, now, scope)
  const among = amongOf()
  const skip = (choice.page - 1) * perPage
  const shown = await (choice.view === 'season' && !season
    ? nothing
    : among
      ? showAmong(among.board, among.who, reader, skip, nearOnly && choice.view !== 'following')
      : showWhole(board, reader, skip, nearOnly || choice.view === 'around'))
  return {
    ...around,
    shown,
    nearOnly,
    title: boardTitle(choice, { season: season?.title ?? null, segment: segment?.title ?? null, channel: channel?.title ?? null }),
  }

  function amongOf(): { board: BoardKey; who: Among } | null {
    if (segment) return { board, who: { segment: segment.conditions, now } }
    if (choice.view === 'newcomers') return { board, who: { joinedSince: new Date(now.getTime() - setting.newcomerDays * day) } }
    if (choice.view === 'following' && member) return { board, who: { followedBy: member.id } }
    if (choice.view !== 'improved') return null
    const month = boardAt(program, 'month', now)
    const before = boardAt(program, 'month', new Date(Date.parse(`${month.startsOn}T00:00:00Z`) - 3 * day))
    return { board: month, who: { improvedOver: before } }
  }
}

const nothing: Shown = { places: [], mine: null, members: 0, more: false }

async function showWhole(board: BoardKey, reader: Reader, skip: number, near: boolean): Promise<Shown> {
  const { memberId } = reader
  const [places, mine, totals] = await Promise.all([
    near ? (memberId === null ? [] : placesAround(board, { ...reader, memberId }, neighbors)) : placesOn(board, reader, skip, perPage + 1),
    memberId === null ? null : placeOf(board, memberId),
    boardTotals(board),
  ])
  return { places: near ? places : places.slice(0, perPage), mine, members: totals.members, more: !near && places.length > perPage }
}

async function showAmong(board: BoardKey, who: Among, reader: Reader, skip: number, near: boolean): Promise<Shown> {
  if (!near) {
    const { places, mine, members } = await placesAmong(board, who, reader, skip, perPage)
    return { places, mine, members, more: members > skip + perPage }
  }
  const own = await placesAmong(board, who, reader, 0, 0)
  if (!own.mine) return { ...nothing, members: own.members }
  const from = Math.max(0, own.mine.place - 1 - neighbors)
  const { places, mine, members } = await placesAmong(board, who, reader, from, own.mine.place + neighbors - from)
  return { places, mine, members, more: false }
}
