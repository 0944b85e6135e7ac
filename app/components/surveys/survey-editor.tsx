import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'

import { Line, Lines, Tick } from '#app/components/manage/plain-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Section } from '#app/components/ui/section.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { whenWords } from '#app/domain/surveys/forms.ts'
import { type Ask, askTypes, type AskType } from '#app/domain/surveys/survey.ts'

type Terms = { title: string; body: string; thanks: string; listed: boolean; anonymous: boolean; questions: Ask[]; version: number }

const types = (Object.keys(askTypes) as AskType[]).map((value) => ({ value, label: askTypes[value].label }))

/** Everything a manager says about a survey. Two rows more than there are questions, so that it grows without script. */
export function SurveyEditor({ survey, answered }: { survey: Terms; answered: boolean }) {
  const [more, setMore] = useState(survey.questions.length === 0 ? 2 : 1)
  const busy = useNavigation().formData?.get('do') === 'save'
  const rows: (Ask | null)[] = [...survey.questions, ...Array.from({ length: more }, () => null)]
  return (
    <Form method="post" preventScrollReset className="flex max-w-4xl flex-col gap-12">
      <input type="hidden" name="version" value={survey.version} />
      <Section title="Words">
        <div className="flex flex-col gap-5">
          <Line name="title" label="Title" start={survey.title} required />
          <Lines name="body" label="Introduction" start={survey.body} rows={3} hint="Markdown. Say what happens with the answers." />
          <Lines name="thanks" label="Thanks" start={survey.thanks} hint="Markdown. Read after the last question." />
          <div>
            <Tick name="listed" label="Stands among the surveys" start={survey.listed} hint="Otherwise members reach it through a challenge only." />
            {answered ? (
              <>
                {survey.anonymous && <input type="hidden" name="anonymous" value="on" />}
                <p className="mt-3 text-sm text-muted">
                  {survey.anonymous ? 'Anonymous' : 'With names'}: people have answered under this promise, so it stays.
                </p>
              </>
            ) : (
              <Tick
                name="anonymous"
                label="Anonymous"
                start={survey.anonymous}
                hint="No name is kept with any answer, not even for you. You see nothing before five have answered."
              />
            )}
          </div>
        </div>
      </Section>
      <Section title="Questions">
        <ol className="flex flex-col gap-6">
          {rows.map((ask, index) => (
            <AskRow key={index} ask={ask} index={index} before={survey.questions.slice(0, index)} />
          ))}
        </ol>
        <div className="mt-4 [@media(scripting:none)]:hidden">
          <Button type="button" size="sm" variant="outline" onClick={() => setMore((count) => count + 1)}>
            One more question
          </Button>
        </div>
      </Section>
      <div>
        <Button name="do" value="save" pending={busy}>
          Save the survey
        </Button>
      </div>
    </Form>
  )
}

function AskRow({ ask, index, before }: { ask: Ask | null; index: number; before: readonly Ask[] }) {
  const [type, setType] = useState<AskType>(ask?.type ?? 'single')
  const number = index + 1
  const hidden = 'hidden [@media(scripting:none)]:block'
  const rows = ask?.type === 'scale' ? [ask.low, ask.high].filter(Boolean) : (ask?.options ?? [])
  const earlier = before.map((one, at) => ({ value: one.id, label: `${at + 1}. ${one.text.slice(0, 40)}` }))
  return (
    <li>
      <fieldset className="card grid gap-4 p-5 sm:grid-cols-2">
        <legend className="sr-only">Question {number}</legend>
        <input type="hidden" name="ask" value={ask?.id ?? ''} />
        <div className="sm:col-span-2">
          <Line
            name="text"
            id={`text-${index}`}
            label={`Question ${number}`}
            start={ask?.text}
            hint={ask ? 'Empty the field to take the question out.' : undefined}
          />
        </div>
        <div className="flex flex-col gap-4">
          <label className="block">
            <span className="mb-1.5 block text-sm font-semibold">Type</span>
            <Select name="type" choices={types} defaultValue={ask?.type ?? 'single'} onChange={(event) => setType(event.target.value as AskType)} />
          </label>
          <label className="flex min-h-11 items-center gap-3">
            <input type="checkbox" name="required" value={index} defaultChecked={ask?.required} className="size-5 shrink-0" />
            <span>Must be answered</span>
          </label>
        </div>
        <div className={type === 'text' || type === 'nps' ? hidden : undefined}>
          <Lines
            name="options"
            id={`options-${index}`}
            label="Choices, one a line"
            start={rows.join('\n')}
            rows={4}
            hint="Of a scale: the words at its low and at its high end."
          />
          <label className={joinClasses('mt-3 items-center gap-2 text-sm', type === 'scale' ? 'flex' : hidden)}>
            Steps of a scale
            <input name="most" type="number" min={2} max={10} defaultValue={ask?.most ?? 5} className="input-face w-20! tabular-nums" />
          </label>
        </div>
        <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
          <span className="text-sm font-semibold">Asked</span>
          <span className="w-full sm:w-72">
            <Select
              name="whenAsk"
              aria-label={`Question ${number} depends on`}
              placeholder="always"
              choices={earlier}
              defaultValue={ask?.when?.ask ?? ''}
            />
          </span>
          <input
            name="whenValue"
            aria-label={`Question ${number} is asked after the answer`}
            defaultValue={whenWords(ask?.when ?? null)}
            placeholder="was 0-6, or: Yes; Perhaps"
            className="input-face w-full! sm:w-64!"
          />
        </div>
      </fieldset>
    </li>
  )
}
