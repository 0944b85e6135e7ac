import { Form } from '@remix-run/react'

import { Select } from '#app/components/ui/select-field.tsx'
import type { Choice, ChoiceGroup } from '#app/components/ui/select-field.tsx'
import { mostStages } from '#app/domain/standing/forms.ts'
import type { PathCard, Stage } from '#app/domain/standing/standing.ts'

import { SaveRow } from './badge-form.tsx'
import { Inline, Line, Lines, Sentence, Tick } from './plain-fields.tsx'

export type PathChoices = { kinds: ChoiceGroup[]; badges: Choice[]; levels: Choice[]; challenges: Choice[] }

/** A path with its stages in order: what each asks, as a sentence. Three to begin with, and always one more to fill. */
export function PathForm({ path, choices }: { path: PathCard | null; choices: PathChoices }) {
  const stages = Array.from({ length: Math.min(mostStages, Math.max(3, (path?.stages.length ?? 0) + 1)) }, (_, index) => path?.stages[index] ?? null)
  return (
    <Form method="post" preventScrollReset className="flex flex-col gap-6">
      <input type="hidden" name="slug" value={path?.slug ?? ''} />
      <div className="grid max-w-3xl gap-5 sm:grid-cols-2">
        <Line name="title" label="Title" start={path?.title} required />
        <Lines name="story" label="Story" start={path?.story} />
      </div>
      <ol className="border-t">
        {stages.map((stage, index) => (
          <StageFields key={index} index={index} stage={stage} choices={choices} />
        ))}
      </ol>
      {path && <Tick name="retired" label="Retired" start={path.retired} hint="Members see it no more." />}
      <SaveRow isNew={!path} what="path" back="/manage/paths" />
    </Form>
  )
}

function StageFields({ index, stage, choices }: { index: number; stage: Stage | null; choices: PathChoices }) {
  const kinds = stage?.needs.find((need) => need.type === 'kinds')
  const badge = stage?.needs.find((need) => need.type === 'badge')
  const level = stage?.needs.find((need) => need.type === 'level')
  const challenge = stage?.needs.find((need) => need.type === 'challenge')
  const of = `of stage ${index + 1}`
  return (
    <li className="grid gap-x-8 gap-y-4 border-b py-5 lg:grid-cols-[1fr_1.6fr]">
      <div className="flex flex-col gap-3">
        <Line
          name="stage"
          id={`stage-${index}`}
          label={`Stage ${index + 1}`}
          start={stage?.title}
          hint={stage ? undefined : 'Empty: no such stage.'}
        />
        <Line name="tale" id={`tale-${index}`} label="Story" start={stage?.story} />
      </div>
      <div className="flex flex-col gap-3">
        <Sentence>
          <span>Asks for</span>{' '}
          <Inline name="count" label={`How many ${of}`} start={kinds?.type === 'kinds' ? kinds.count : ''} min={0} max={100_000} />{' '}
          <span>times:</span>
          <span className="w-64 max-w-full">
            <Select
              name="kind"
              aria-label={`What ${of}`}
              placeholder="nothing"
              choices={choices.kinds}
              defaultValue={kinds?.type === 'kinds' ? kinds.kinds[0] : ''}
            />
          </span>
        </Sentence>
        <Sentence>
          <span>and the badge</span>
          <span className="w-64 max-w-full">
            <Select
              name="badge"
              aria-label={`Badge ${of}`}
              placeholder="none"
              choices={choices.badges}
              defaultValue={badge?.type === 'badge' ? `${badge.badge}:${badge.tier}` : ''}
            />
          </span>
          <span>and the level</span>
          <span className="w-44 max-w-full">
            <Select
              name="level"
              aria-label={`Level ${of}`}
              placeholder="any"
              choices={choices.levels}
              defaultValue={level?.type === 'level' ? String(level.rank) : ''}
            />
          </span>
        </Sentence>
        {choices.challenges.length > 0 && (
          <Sentence>
            <span>and the challenge</span>
            <span className="w-64 max-w-full">
              <Select
                name="challenge"
                aria-label={`Challenge ${of}`}
                placeholder="none"
                choices={choices.challenges}
                defaultValue={challenge?.type === 'challenge' ? challenge.challenge : ''}
              />
            </span>
          </Sentence>
        )}
        <Lines name="perks" id={`perks-${index}`} label="Opens, one a line" start={stage?.perks.join('\n')} />
      </div>
    </li>
  )
}
