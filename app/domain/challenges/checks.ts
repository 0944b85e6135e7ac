import type { Draft, StageDraft } from './draft.ts'
import type { StageType } from './types/type.ts'
import { worthOf } from './challenges.ts'

/** Something to put right: a sentence, and the id of the field where it can be. A `stop` keeps it from being published, a `hint` does not. */
export type Fault = { field: string; words: string; weight: 'stop' | 'hint' }

type Usable = ReadonlyMap<number, readonly string[]> | null

/** What the checks may know beside the draft. */
export type CheckGround = {
  now: Date
  /** The challenge itself; null while it is new. */
  id: number | null
  types: ReadonlyMap<string, StageType>
  /** How many members it is meant for. */
  audience: number
  others: readonly { id: number; title: string; needs: readonly number[]; state: string }[]
  campaign: { title: string; left: number | null; over: boolean } | null
  /** Of quizzes, surveys and events: what keeps a known one from being used, in sentences. One that is not here does not exist; null: not looked at. */
  quizzes: Usable
  surveys: Usable
  events: Usable
  /** Of the kinds of activity that steps wait for: `gone` where the hub knows none of this name, `closed` with its channel where nothing can come from it. Those in order are left out. */
  kinds: ReadonlyMap<string, { gone: true } | { closed: string }>
  /** Links that did not answer, by the key of their stage. */
  dead: ReadonlyMap<string, string>
  pointsName: string
}

/** The id of a field of a stage in the editor. */
export const stageField = (key: string, name: string): string => `${key}-${name}`
const stop = (field: string, words: string): Fault => ({ field, words, weight: 'stop' })
const hint = (field: string, words: string): Fault => ({ field, words, weight: 'hint' })

/** Everything that is wrong with a draft, the worst first; without a `stop` among it, it can be published. */
export function faultsOf(draft: Draft, ground: CheckGround): Fault[] {
  const faults = [
    ...wordFaults(draft),
    ...draft.stages.flatMap((stage, index) => stageFaults(stage, index, draft.stages, ground)),
    ...wayFaults(draft.stages),
    ...windowFaults(draft, ground.now),
    ...needFaults(draft, ground),
    ...awardFaults(draft, ground),
  ]
  if (ground.audience === 0 && draft.audience.visitors !== true) faults.push(stop('audience', 'Nobody belongs to this audience now. Widen it.'))
  return [...faults.filter((fault) => fault.weight === 'stop'), ...faults.filter((fault) => fault.weight === 'hint')]
}

function wordFaults({ title, summary, stages }: Draft): Fault[] {
  const faults: Fault[] = []
  if (title.trim().length < 3) faults.push(stop('title', 'Give it a title of at least three letters.'))
  if (stages.length === 0) faults.push(stop('stages', 'Add at least one step: what should members do?'))
  if (summary.trim() === '') faults.push(hint('summary', 'Say in one line why it is worth doing. It stands on the card.'))
  return faults
}

function stageFaults(stage: StageDraft, index: number, stages: readonly StageDraft[], ground: CheckGround): Fault[] {
  const name = `Step ${index + 1}${stage.title ? `, “${stage.title}”` : ''}`
  const type = ground.types.get(stage.type)
  if (!type) return [stop(stageField(stage.key, 'title'), `${name}: this kind of step is not there any more. Remove it.`)]
  const faults: Fault[] = []
  if (stage.title.trim() === '') faults.push(stop(stageField(stage.key, 'title'), `Step ${index + 1} needs a title.`))
  const parsed = type.settings.safeParse(stage.settings)
  const seen = new Set<string>()
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? 'title')
    if (seen.has(field)) continue
    seen.add(field)
    faults.push(stop(stageField(stage.key, field), `${name}: ${issue.message}`))
  }
  const dead = ground.dead.get(stage.key)
  if (dead) faults.push(stop(stageField(stage.key, 'url'), `${name}: ${dead}`))
  faults.push(...chosenFaults(stage, name, ground), ...triggerFaults(stage, name, ground), ...branchFaults(stage, name, stages))
  return faults
}

function chosenFaults(stage: StageDraft, name: string, { quizzes, surveys, events }: CheckGround): Fault[] {
  const of = (field: string, known: Usable, what: string): Fault[] => {
    const id = stage.settings[field]
    if (typeof id !== 'number' || known === null) return []
    const wrong = known.get(id) ?? [`${what} it names is not there any more. Choose another.`]
    return wrong.map((words) => stop(stageField(stage.key, field), `${name}: ${words}`))
  }
  return [...of('quizId', quizzes, 'The quiz'), ...of('surveyId', surveys, 'The survey'), ...of('eventId', events, 'The event')]
}

/** A step that a channel closes needs kinds of activity that are there, and one channel at least from which they can come. */
function triggerFaults({ key, type, settings }: StageDraft, name: string, { kinds }: CheckGround): Fault[] {
  if (type !== 'outside_event' || !Array.isArray(settings.trigger)) return []
  const field = stageField(key, 'trigger')
  const known = settings.trigger.map((kind: unknown) => ({ kind: String(kind), wrong: kinds.get(String(kind)) }))
  const gone = known.filter(({ wrong }) => wrong && 'gone' in wrong)
  if (gone.length > 0) return gone.map(({ kind }) => stop(field, `${name}: “${kind}” is nothing that happens here any more. Choose something else.`))
  const closed = [...new Set(known.flatMap(({ wrong }) => (wrong && 'closed' in wrong ? [wrong.closed] : [])))]
  if (closed.length === 0) return []
  const words = closed.join(' and ')
  return known.every(({ wrong }) => wrong)
    ? [stop(field, `${name}: nothing can come from ${words} now, so nobody could finish it. Connect or open the channel first.`)]
    : [hint(field, `${name}: nothing can come from ${words} now. The other ways still count.`)]
}

/** The answers a stage can have, where they are known. */
export function answersOf({ type, settings }: Pick<StageDraft, 'type' | 'settings'>): string[] | null {
  const list: unknown = type === 'choice' ? settings.options : type === 'text' ? settings.answers : null
  if (!Array.isArray(list) || list.length === 0) return null
  return list.map((one: unknown) => (typeof one === 'string' ? one.trim().toLowerCase() : String((one as { value?: unknown }).value)))
}

function branchFaults(stage: StageDraft, name: string, stages: readonly StageDraft[]): Fault[] {
  const answers = answersOf(stage)
  const at = stages.findIndex((one) => one.key === stage.key)
  return stage.branch.flatMap(({ answer, to }) => {
    const field = stageField(stage.key, 'branch')
    if (answers && !answers.includes(answer)) return [stop(field, `${name}: nobody can answer “${answer}”, so that way is never taken.`)]
    const target = stages.findIndex((one) => one.key === to)
    return to !== 'end' && target <= at ? [stop(field, `${name}: the answer “${answer}” leads back. Let it lead to a later step.`)] : []
  })
}

/** Steps that nobody can get to, because every answer before them leads elsewhere. */
function wayFaults(stages: readonly StageDraft[]): Fault[] {
  const reached = new Set<number>(stages.length > 0 ? [0] : [])
  for (const [index, stage] of stages.entries()) {
    if (!reached.has(index)) continue
    for (const { to } of stage.branch) reached.add(stages.findIndex((one) => one.key === to))
    const answers = stage.type === 'choice' ? answersOf(stage) : null
    const led = answers !== null && answers.every((answer) => stage.branch.some((way) => way.answer === answer))
    if (!led) reached.add(index + 1)
  }
  return stages.flatMap((stage, index) =>
    reached.has(index)
      ? []
      : [stop(stageField(stage.key, 'title'), `Nobody gets to step ${index + 1}, “${stage.title}”: every answer before it leads elsewhere.`)],
  )
}

function windowFaults({ opensAt, closesAt, places }: Draft, now: Date): Fault[] {
  if (!closesAt) return places && places.kind !== 'first' ? [stop('closes', 'Its places are given out when it closes. Say when that is.')] : []
  if (opensAt && closesAt <= opensAt) return [stop('closes', 'It closes before it opens. Choose a later end.')]
  return closesAt <= now ? [stop('closes', 'Its window lies in the past. Choose a later end, or none.')] : []
}

function needFaults(draft: Draft, { id, others }: CheckGround): Fault[] {
  const faults: Fault[] = []
  const byId = new Map(others.map((other) => [other.id, other]))
  for (const need of draft.needs) {
    const other = byId.get(need)
    if (!other) faults.push(stop('needs', 'A challenge that must be done before is not there any more. Choose again.'))
    else if (other.state === 'draft' || other.state === 'archived')
      faults.push(
        stop('needs', `“${other.title}” must be done before, and nobody can do it: it is ${other.state === 'draft' ? 'a draft' : 'archived'}.`),
      )
    else if (id !== null && leadsTo(other.id, id, byId))
      faults.push(stop('needs', `This needs “${other.title}”, which in the end needs this: nobody could begin.`))
  }
  return faults
}

function leadsTo(from: number, wanted: number, byId: ReadonlyMap<number, { needs: readonly number[] }>, seen = new Set<number>()): boolean {
  if (from === wanted) return true
  if (seen.has(from)) return false
  seen.add(from)
  return (byId.get(from)?.needs ?? []).some((need) => leadsTo(need, wanted, byId, seen))
}

function awardFaults(draft: Draft, { campaign, pointsName }: CheckGround): Fault[] {
  const stages = draft.stages.map((stage) => ({ points: stage.points })) as Parameters<typeof worthOf>[0]['stages']
  const worth = worthOf({ award: draft.award, stages })
  if (campaign?.over) return [stop('campaign', `The campaign “${campaign.title}” is over. Choose another, or none.`)]
  if (campaign && campaign.left !== null && worth.max > campaign.left) {
    const words = `It can pay ${worth.max.toLocaleString('en')} ${pointsName}, and the campaign “${campaign.title}” has ${campaign.left.toLocaleString('en')} left.`
    return [stop('points', `${words} Lower the reward or raise the budget.`)]
  }
  const pays = worth.max > 0 || draft.award.badge
  return pays ? [] : [hint('points', `It pays no ${pointsName}. That can be right; say in the text what members get out of it.`)]
}
