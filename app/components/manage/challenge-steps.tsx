import { closestCenter, DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core'
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { GripVertical, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { moveStages, type StageDraft, type StageMove } from '#app/domain/challenges/draft.ts'
import { stageTypes } from '#app/domain/challenges/types/index.ts'

import { ChallengeStep, type StepProps } from './challenge-step.tsx'
import { fieldAt } from './challenge-words.ts'

const types = new Map(stageTypes.map((type) => [type.id, type]))
type Props = Pick<StepProps, 'words' | 'faults' | 'paysByStage' | 'fixed'> & { start: readonly StageDraft[]; onChange: () => void }

/** The steps in order. With script they are dragged, by mouse, touch or keyboard; without script the arrows save the draft and move one. */
export function ChallengeSteps({ start, onChange, ...rest }: Props) {
  const [stages, setStages] = useState<readonly StageDraft[]>(start)
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const change = (next: readonly StageDraft[]): void => {
    setStages(next)
    onChange()
  }
  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    const from = stages.findIndex((stage) => stage.key === active.id)
    const to = stages.findIndex((stage) => stage.key === over?.id)
    if (from >= 0 && to >= 0 && from !== to) change(arrayMove([...stages], from, to))
  }
  const onMove = (move: StageMove): void => change(moveStages(stages, move))
  const step = (stage: StageDraft, index: number) => ({ ...rest, stage, index, stages, types, onMove })
  const field = fieldAt(rest.faults, 'stages')
  return (
    <div id={field.id} className="grid gap-4">
      <FieldErrors field={field} />
      {stages.length === 0 && <p className="text-muted">No steps yet. One is enough to begin; three make a good challenge.</p>}
      {alive && !rest.fixed ? (
        <DndContext id="steps" sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
          <SortableContext items={stages.map((stage) => stage.key)} strategy={verticalListSortingStrategy}>
            <ol className="grid gap-4">
              {stages.map((stage, index) => (
                <Sortable key={stage.key} {...step(stage, index)} />
              ))}
            </ol>
          </SortableContext>
        </DndContext>
      ) : (
        <ol className="grid gap-4">
          {stages.map((stage, index) => (
            <li key={stage.key} className="card p-4 sm:p-5">
              <ChallengeStep {...step(stage, index)} />
            </li>
          ))}
        </ol>
      )}
      {!rest.fixed && <AddStep onMove={onMove} />}
    </div>
  )
}

function Sortable(props: StepProps) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: props.stage.key })
  const handle = (
    <button
      type="button"
      {...attributes}
      {...listeners}
      aria-label={`Drag step ${props.index + 1}`}
      className="-ml-2 grid size-9 shrink-0 cursor-grab touch-none place-items-center rounded-md text-muted hover:bg-sunk active:cursor-grabbing"
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  )
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={joinClasses('card p-4 sm:p-5', isDragging && 'relative z-10 shadow-lift')}
    >
      <ChallengeStep {...props} handle={handle} />
    </li>
  )
}

/** The choice of what members should do next, and the button that adds it. */
function AddStep({ onMove }: { onMove: (move: StageMove) => void }) {
  const [chosen, setChosen] = useState('text')
  const type = types.get(chosen)
  return (
    <div className="grid items-end gap-3 rounded-lg border border-dashed p-4 sm:grid-cols-[1fr_auto] sm:p-5">
      <SelectField
        field={{ id: 'add-type', name: 'addType' }}
        label="One more step"
        hint={type?.about}
        choices={stageTypes.map((one) => ({ value: one.id, label: one.label }))}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button
        name="do"
        value="add"
        variant="outline"
        formNoValidate
        className="sm:mb-7"
        onClick={(event) => {
          event.preventDefault()
          onMove({ do: 'add', type: chosen, title: type?.task ?? '' })
        }}
      >
        <Plus aria-hidden className="size-4" />
        Add the step
      </Button>
    </div>
  )
}
