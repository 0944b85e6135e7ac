import type { Award, Challenge, Effort, GeneratedPolicy } from './challenges.ts'

/** Where an answer leads: the key of a stage, or `end`. */
export type BranchDraft = { answer: string; to: string }

/** One step as its author has it before them. `key` names it within the draft: `s12` for the stored stage 12, `n1` for a new one. */
export type StageDraft = {
  key: string
  type: string
  title: string
  body: string
  settings: Record<string, unknown>
  points: number
  branch: BranchDraft[]
}

/** Everything an author says about a challenge. May be unfinished: `faultsOf` tells what is missing before it can be published. */
export type Draft = Pick<
  Challenge,
  | 'title'
  | 'summary'
  | 'body'
  | 'opensAt'
  | 'closesAt'
  | 'timeZone'
  | 'minutes'
  | 'effort'
  | 'language'
  | 'topics'
  | 'award'
  | 'audience'
  | 'recurrence'
  | 'places'
  | 'extra'
  | 'needs'
  | 'campaignId'
  | 'generatedPolicy'
  | 'reviewersNeeded'
  | 'onboarding'
> & { stages: StageDraft[] }

/** A blank draft in a zone. */
export function blankDraft(timeZone: string): Draft {
  const award: Award = { mode: 'final', points: 50, currency: 'points' }
  const effort: Effort = 'easy'
  const generatedPolicy: GeneratedPolicy = 'allowed'
  return {
    title: '',
    summary: '',
    body: '',
    opensAt: null,
    closesAt: null,
    timeZone,
    minutes: 10,
    effort,
    language: '',
    topics: [],
    award,
    audience: {},
    recurrence: { every: null, times: null, cooldownMinutes: 0 },
    places: null,
    extra: {},
    needs: [],
    campaignId: null,
    generatedPolicy,
    reviewersNeeded: 1,
    onboarding: false,
    stages: [],
  }
}

/** The draft of a stored challenge. */
export function draftOf(challenge: Challenge): Draft {
  const stages = [...challenge.stages].sort((one, other) => one.position - other.position)
  const { title, summary, body, opensAt, closesAt, timeZone, minutes, effort, language, topics, award, audience } = challenge
  const { recurrence, places, extra, needs, campaignId, generatedPolicy, reviewersNeeded, onboarding } = challenge
  return {
    ...{ title, summary, body, opensAt, closesAt, timeZone, minutes, effort, language, topics, award, audience },
    ...{ recurrence, places, extra, needs, campaignId, generatedPolicy, reviewersNeeded, onboarding },
    stages: stages.map((stage) => ({
      key: `s${stage.id}`,
      type: stage.type,
      title: stage.title,
      body: stage.body,
      settings: stage.settings,
      points: stage.points,
      branch: stage.branch.map(({ answer, stage: to }) => ({ answer, to: to === null ? 'end' : `s${to}` })),
    })),
  }
}

/** The same draft for another challenge: its stages are new ones, its window is open again, and nothing of who did it comes along. */
export function copyOf(draft: Draft, title: string): Draft {
  const renamed = new Map(draft.stages.map((stage, index) => [stage.key, `n${index + 1}`]))
  return {
    ...draft,
    title,
    opensAt: null,
    closesAt: null,
    stages: draft.stages.map((stage) => ({
      ...stage,
      key: renamed.get(stage.key) ?? stage.key,
      branch: stage.branch.map((way) => ({ ...way, to: renamed.get(way.to) ?? 'end' })),
    })),
  }
}

/** The key for one more stage. */
export function freshKey(stages: readonly Pick<StageDraft, 'key'>[]): string {
  const used = stages.map(({ key }) => (key.startsWith('n') ? Number(key.slice(1)) : 0))
  return `n${Math.max(0, ...used) + 1}`
}

/** What can be done to the list of stages with one button: one more of a type, one place up or down, away with it. */
export type StageMove = { do: 'add'; type: string; title: string } | { do: 'up' | 'down' | 'remove'; key: string }

/** The stages after a move. Ways to a stage that is gone lead to the end. */
export function moveStages(stages: readonly StageDraft[], move: StageMove): StageDraft[] {
  if (move.do === 'add')
    return [...stages, { key: freshKey(stages), type: move.type, title: move.title, body: '', settings: {}, points: 0, branch: [] }]
  const at = stages.findIndex((stage) => stage.key === move.key)
  if (at < 0) return [...stages]
  if (move.do === 'remove') {
    const without = stages.filter((stage) => stage.key !== move.key)
    return without.map((stage) => ({ ...stage, branch: stage.branch.filter((way) => way.to !== move.key) }))
  }
  const to = move.do === 'up' ? at - 1 : at + 1
  const moved = [...stages]
  const [one, other] = [moved[at], moved[to]]
  if (!one || !other) return moved
  moved[to] = one
  moved[at] = other
  return moved
}
