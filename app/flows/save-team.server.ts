import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { instantIn, slugFrom } from '#app/domain/boards/seasons.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { dropTeamGoal, setTeamGoal, writeTeam } from '#app/domain/teams/commands.server.ts'
import type { TeamForm, TeamGoalForm } from '#app/domain/teams/teams.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A team to write (`id` null) or change, a goal to set for one team or all, or a goal to drop. */
export type TeamChange = { id: number | null; team: TeamForm } | { goal: TeamGoalForm } | { drop: number }

/** A manager writes a team, or sets or drops what teams want to reach together. */
export function saveTeam(
  change: TeamChange,
  by: Actor,
  program: Program,
  now = new Date(),
): Promise<{ kind: 'saved'; count: number } | Refused<'not_found' | 'backwards'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if ('team' in change) {
            const { id } = await writeTeam(scope, change.id, slugFrom(change.team.name), change.team)
            await record(scope, {
              action: change.id === null ? 'team.written' : 'team.changed',
              objectKind: 'team',
              objectId: id,
              after: change.team,
            })
            return { kind: 'saved' as const, count: 1 }
          }
          if ('drop' in change) {
            await dropTeamGoal(scope, change.drop)
            await record(scope, { action: 'team.goal_dropped', objectKind: 'team_goal', objectId: change.drop })
            return { kind: 'saved' as const, count: 1 }
          }
          const { team, ...goal } = change.goal
          const at = (local: string): Date => instantIn(program.timeZone, local) ?? scope.now
          const order = {
            ...goal,
            kinds: goal.counts === 'points' || goal.kinds.includes('*') ? [] : goal.kinds,
            startsAt: at(goal.startsAt),
            endsAt: at(goal.endsAt),
          }
          const count = await setTeamGoal(scope, team === 'all' ? null : Number(team), order)
          await record(scope, { action: 'team.goal_set', objectKind: 'team', objectId: team, after: change.goal })
          return { kind: 'saved' as const, count }
        },
        now,
      ),
    'not_found',
    'backwards',
  )
}
