import { Link } from '@remix-run/react'
import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { answersOf, type Fault, stageField } from '#app/domain/challenges/checks.ts'
import type { StageDraft, StageMove } from '#app/domain/challenges/draft.ts'
import type { StageType } from '#app/domain/challenges/types/type.ts'

import { ChallengeSetting } from './challenge-setting.tsx'
import { type EditorWords, fieldAt } from './challenge-words.ts'
import { MarkdownField } from './markdown-field.tsx'

export type StepProps = {
  stage: StageDraft
  index: number
  stages: readonly StageDraft[]
  types: ReadonlyMap<string, StageType>
  words: EditorWords
  faults: readonly Fault[]
  /** Whether each step pays for itself. */
  paysByStage: boolean
  /** Members are at work on it: steps stay where they are. */
  fixed: boolean
  onMove: (move: StageMove) => void
  handle?: ReactNode
}

/** One step: what it is called, what it says, the settings of its type, where answers lead. All its fields are named by its key, so it can be moved freely. */
export function ChallengeStep(props: StepProps) {
  const { stage, index, types, words, faults, paysByStage, handle } = props
  const type = types.get(stage.type)
  // A step that is new or does not fit is open; the others are a line each, easy to move.
  const opened = stage.body === '' || faults.some((fault) => fault.field.startsWith(`${stage.key}-`))
  const field = (name: string, as = name) => fieldAt(faults, `${stage.key}.${as}`, stageField(stage.key, name))
  return (
    <div className="grid min-w-0 gap-5">
      <input type="hidden" name="stage" value={stage.key} />
      <input type="hidden" name={`${stage.key}.type`} value={stage.type} />
      <div className="flex items-center gap-3">
        {handle}
        <span className="grid size-8 shrink-0 place-items-center rounded-full bg-leaf-soft text-sm font-bold text-leaf tabular-nums">
          {index + 1}
        </span>
        <p className="min-w-0 flex-1 text-sm text-muted">{type?.label ?? stage.type}</p>
        {!props.fixed && <Buttons {...props} />}
      </div>
      <div className={paysByStage ? 'grid gap-5 sm:grid-cols-[1fr_160px]' : undefined}>
        <TextField field={field('title')} label="Title of the step" defaultValue={stage.title} maxLength={120} autoComplete="off" />
        {paysByStage && (
          <TextField field={field('points')} label="Pays" type="number" min={0} max={1_000_000} unit={words.pointsName} defaultValue={stage.points} />
        )}
      </div>
      <details open={opened} className="group/step">
        <summary className="flex min-h-11 items-center gap-2 text-sm font-medium text-leaf">
          <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform duration-150 group-open/step:rotate-90" />
          What members read, and its settings
        </summary>
        <StepDetails {...props} />
      </details>
    </div>
  )
}

/** What members read at a step, the settings of its type, and where answers lead. */
function StepDetails(props: StepProps) {
  const { stage, types, words, faults } = props
  const field = (name: string, as = name) => fieldAt(faults, `${stage.key}.${as}`, stageField(stage.key, name))
  return (
    <div className="grid min-w-0 gap-5 pt-2">
      <MarkdownField field={field('body')} label="What members read here" start={stage.body} rows={4} />
      {(types.get(stage.type)?.settingFields ?? []).map((setting) => (
        <ChallengeSetting
          key={setting.name}
          setting={setting}
          field={field(setting.name, `set.${setting.name}`)}
          value={stage.settings[setting.name]}
          settings={stage.settings}
          words={words}
        />
      ))}
      {stage.type === 'quiz' && (
        <p className="-mt-2 text-sm">
          <Link to="/manage/quizzes" className="text-link">
            Quizzes are written here
          </Link>
        </p>
      )}
      <Ways {...props} />
    </div>
  )
}

function Buttons({ stage, index, stages, onMove }: StepProps) {
  const name = `step ${index + 1}`
  const moves = [
    { to: 'up', icon: ArrowUp, label: `Move ${name} up`, off: index === 0 },
    { to: 'down', icon: ArrowDown, label: `Move ${name} down`, off: index === stages.length - 1 },
    { to: 'remove', icon: Trash2, label: `Remove ${name}`, off: false },
  ] as const
  return (
    <div className="flex gap-1">
      {moves.map(({ to, icon: Icon, label, off }) => (
        <Button
          key={to}
          name="do"
          value={`${to}:${stage.key}`}
          variant="ghost"
          size="sm"
          className="size-10 px-0! text-muted"
          aria-label={label}
          disabled={off}
          formNoValidate
          onClick={(event) => {
            event.preventDefault()
            onMove({ do: to, key: stage.key })
          }}
        >
          <Icon aria-hidden className="size-4" />
        </Button>
      ))}
    </div>
  )
}

const branching = new Set(['choice', 'text', 'survey', 'nps', 'quiz'])

/** Where answers lead, one a row; what is not said leads to the next step. */
function Ways({ stage, index, stages, faults }: StepProps) {
  const later = stages.slice(index + 1)
  const answers = answersOf(stage)
  const open = branching.has(stage.type) && (stage.type !== 'text' || answers !== null)
  if (stage.branch.length === 0 && (!open || later.length === 0)) return null
  const rows = [...stage.branch, { answer: '', to: '' }]
  const field = fieldAt(faults, `${stage.key}.answer`, stageField(stage.key, 'branch'))
  const targets = [
    ...later.map((one) => ({ value: one.key, label: `step ${stages.indexOf(one) + 1}${one.title ? `: ${one.title}` : ''}` })),
    { value: 'end', label: 'the end' },
  ]
  return (
    <fieldset id={field.id} className="min-w-0 border-l-3 border-leaf-soft pl-4">
      <legend className="mb-1.5 text-sm font-semibold">Where answers lead</legend>
      <div className="flex flex-col gap-2">
        {rows.map((way, at) => (
          <p key={`${at}-${way.answer}`} className="flex flex-wrap items-center gap-2">
            <span>The answer</span>
            {answers ? (
              <span className="w-44">
                <Select
                  name={`${stage.key}.answer`}
                  aria-label={`Answer ${at + 1} of step ${index + 1}`}
                  placeholder="none"
                  choices={answers.map((one) => ({ value: one, label: one }))}
                  defaultValue={way.answer}
                />
              </span>
            ) : (
              <input
                name={`${stage.key}.answer`}
                aria-label={`Answer ${at + 1} of step ${index + 1}`}
                defaultValue={way.answer}
                className="input-face w-44!"
                autoComplete="off"
              />
            )}
            <span>leads to</span>
            <span className="w-56 max-w-full">
              <Select
                name={`${stage.key}.to`}
                aria-label={`Where answer ${at + 1} of step ${index + 1} leads`}
                placeholder="the next step"
                choices={targets}
                defaultValue={way.to}
              />
            </span>
          </p>
        ))}
      </div>
      {field.errors?.map((words) => (
        <p key={words} className="mt-1.5 text-sm font-medium text-danger">
          {words}
        </p>
      ))}
    </fieldset>
  )
}
