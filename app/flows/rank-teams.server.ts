import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { teamsOf } from '#app/domain/teams/queries.server.ts'
import { staysIn } from '#app/domain/teams/settling.server.ts'
import { spansWithin, type Team } from '#app/domain/teams/teams.ts'
import { measureWork } from './measure-work.server.ts'

export type TeamPlace = Team & { place: number; points: number }

/**
 * The board of teams for [from, until): points that members earned while they were in the team, by when the deeds were done, undos taken off. More points first; among
 * equals the name that comes first, then the lower number. What goals of teams paid is left out.
 */
export async function rankTeams(program: Pick<Program, 'id'>, from: Date, until: Date): Promise<TeamPlace[]> {
  const teams = await teamsOf(program.id, false)
  const stays = await staysIn(
    { sql: sqlAlone, program: program.id },
    teams.map((team) => team.id),
  )
  const points = await Promise.all(
    teams.map(async (team) => {
      const spans = spansWithin(
        stays.filter((stay) => stay.teamId === team.id),
        from,
        until,
      )
      const done = await measureWork({ program: program.id }, { counts: 'points', kinds: [], spans })
      return [...done.values()].reduce((sum, one) => sum + one, 0)
    }),
  )
  return teams
    .map((team, index) => ({ ...team, points: points[index] ?? 0 }))
    .sort((one, other) => other.points - one.points || one.name.toLowerCase().localeCompare(other.name.toLowerCase(), 'en') || one.id - other.id)
    .map((team, index) => ({ ...team, place: index + 1 }))
}
