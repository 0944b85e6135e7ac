import type { Held } from './levels.ts'
import type { Need, PathCard, Stage } from './standing.ts'

/** What a path looks at: counted activities by kind, badges by slug, the level's rank, and the slugs of challenges that are done. */
export type Ground = { tallies: ReadonlyMap<string, number>; held: Held; level: number; done: ReadonlySet<string> }

export type NeedState = { need: Need; current: number; needed: number; met: boolean }

/** How far a member is with one need. */
export function needState(need: Need, ground: Ground): NeedState {
  const state = (current: number, needed: number): NeedState => ({ need, current, needed, met: current >= needed })
  if (need.type === 'level') return state(ground.level, need.rank)
  if (need.type === 'challenge') return state(ground.done.has(need.challenge) ? 1 : 0, 1)
  if (need.type === 'badge') return state(ground.held.get(need.badge) ?? 0, need.tier)
  return state(
    need.kinds.reduce((sum, kind) => sum + (ground.tallies.get(kind) ?? 0), 0),
    need.count,
  )
}

export type StageState = { stage: Stage; rank: number; state: 'reached' | 'open' | 'locked'; needs: NeedState[] }

/** Every stage with its state: reached in order, the first that is not reached is open, whatever comes after is locked. */
export function stagesOf(path: Pick<PathCard, 'stages'>, ground: Ground): StageState[] {
  let open = true
  return path.stages.map((stage, index) => {
    const needs = stage.needs.map((need) => needState(need, ground))
    const reached = open && needs.every((need) => need.met)
    const state = reached ? 'reached' : open ? 'open' : 'locked'
    open = reached
    return { stage, rank: index + 1, state, needs }
  })
}

/** How many stages of a path are reached. */
export function stagesReached(path: Pick<PathCard, 'stages'>, ground: Ground): number {
  return stagesOf(path, ground).filter((stage) => stage.state === 'reached').length
}

/** The kinds a path counts. */
export function kindsOfPath(path: Pick<PathCard, 'stages'>): string[] {
  return [...new Set(path.stages.flatMap((stage) => stage.needs.flatMap((need) => (need.type === 'kinds' ? need.kinds : []))))]
}

/** The challenges a path asks for, by their slugs. */
export function challengesOfPath(path: Pick<PathCard, 'stages'>): string[] {
  return [...new Set(path.stages.flatMap((stage) => stage.needs.flatMap((need) => (need.type === 'challenge' ? [need.challenge] : []))))]
}
