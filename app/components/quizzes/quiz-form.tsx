import { Form, useNavigation } from '@remix-run/react'

import { Inline, Line, Lines, Sentence, Tick } from '#app/components/manage/plain-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import type { Part } from '#app/domain/quizzes/draw.ts'
import { type Explain, explainWays } from '#app/domain/quizzes/quiz.ts'

type Bank = { id: number; title: string; questions: number; tags: string[] }
type Terms = {
  title: string
  summary: string
  body: string
  listed: boolean
  parts: Part[]
  seconds: number | null
  attempts: number | null
  passPercent: number
  cooldownMinutes: number
  shuffleQuestions: boolean
  shuffleOptions: boolean
  explain: Explain
  closesAt: string
  version: number
}
type Props = { quiz: Terms; pools: readonly number[]; banks: readonly Bank[]; zone: string }

/** Everything a manager says about a quiz. Two rows more than there are parts, so that it grows without script. */
export function QuizForm({ quiz, pools, banks, zone }: Props) {
  const busy = useNavigation().formData?.get('do') === 'save'
  const ways = (Object.keys(explainWays) as Explain[]).map((value) => ({
    value,
    label: explainWays[value].label,
    description: explainWays[value].member,
  }))
  return (
    <Form method="post" preventScrollReset className="flex max-w-4xl flex-col gap-12">
      <input type="hidden" name="version" value={quiz.version} />
      <Section title="Words">
        <div className="flex flex-col gap-5">
          <Line name="title" label="Title" start={quiz.title} required />
          <Line name="summary" label="In one sentence" start={quiz.summary} hint="Stands on its card." />
          <Lines name="body" label="Introduction" start={quiz.body} rows={5} hint="Markdown. Read before the first question." />
          <Tick
            name="listed"
            label="Stands among the quizzes"
            start={quiz.listed}
            hint="Otherwise members reach it through a challenge only. In both places, attempts are counted for each."
          />
        </div>
      </Section>
      <Section title="Questions" lead="Each row draws from one bank. Leave the number empty to take all of them.">
        <ol className="flex flex-col gap-4">
          {[...quiz.parts, null, null].map((part, index) => (
            <PartRow key={index} part={part} number={index + 1} pool={pools[index] ?? null} banks={banks} />
          ))}
        </ol>
        <div className="mt-5 flex flex-col">
          <Tick name="shuffleQuestions" label="Questions in another order for everybody" start={quiz.shuffleQuestions} />
          <Tick
            name="shuffleOptions"
            label="Answers in another order for everybody"
            start={quiz.shuffleOptions}
            hint="Things to order and pairs are always shuffled."
          />
        </div>
      </Section>
      <Section title="Terms">
        <div className="flex flex-col gap-5">
          <Sentence>
            <span>To pass,</span> <Inline name="passPercent" label="Percent to pass" start={quiz.passPercent} min={0} max={100} />{' '}
            <span>percent are needed.</span>
          </Sentence>
          <Sentence>
            <span>A member has</span> <Inline name="attempts" label="Attempts" start={quiz.attempts ?? ''} min={1} max={100} />
            <span>attempts (empty: any number), with</span>
            <Inline name="cooldownMinutes" label="Minutes between attempts" start={quiz.cooldownMinutes} min={0} max={43200} />{' '}
            <span>minutes between two.</span>
          </Sentence>
          <Sentence>
            <span>An attempt lasts</span>{' '}
            <Inline name="minutes" label="Minutes for an attempt" start={quiz.seconds === null ? '' : quiz.seconds / 60} />
            <span>minutes (empty: no limit). The server keeps the time.</span>
          </Sentence>
          <div className="max-w-sm">
            <label htmlFor="closesAt" className="mb-1.5 block text-sm font-semibold">
              Closes at (empty: stays open)
            </label>
            <input id="closesAt" name="closesAt" type="datetime-local" defaultValue={quiz.closesAt} className="input-face" />
            <p className="mt-1.5 text-sm text-muted">Time in {zone}.</p>
          </div>
        </div>
      </Section>
      <Section title="Right answers and explanations">
        <RadioCards field={{ id: 'explain', name: 'explain' }} label="When members see them" labelHidden cards={ways} defaultValue={quiz.explain} />
      </Section>
      <div>
        <Button name="do" value="save" pending={busy}>
          Save the quiz
        </Button>
      </div>
    </Form>
  )
}

function PartRow({ part, number, pool, banks }: { part: Part | null; number: number; pool: number | null; banks: readonly Bank[] }) {
  const choices = banks.map((bank) => ({ value: String(bank.id), label: `${bank.title} (${bank.questions})` }))
  const tags = [...new Set(banks.flatMap((bank) => bank.tags))].sort()
  return (
    <li>
      <fieldset className="flex flex-wrap items-center gap-3">
        <legend className="sr-only">Part {number}</legend>
        <span className="w-full sm:w-64">
          <Select
            name="bank"
            aria-label={`Bank of part ${number}`}
            placeholder="No further part"
            choices={choices}
            defaultValue={part ? String(part.bank) : ''}
          />
        </span>
        <span className="w-full sm:w-48">
          <Select
            name="tag"
            aria-label={`Tag of part ${number}`}
            placeholder="Any tag"
            choices={tags.map((tag) => ({ value: tag, label: tag }))}
            defaultValue={part?.tag ?? ''}
          />
        </span>
        <input
          name="count"
          type="number"
          min={1}
          max={100}
          aria-label={`How many in part ${number}`}
          defaultValue={part?.count ?? ''}
          placeholder="all"
          className="input-face w-24! tabular-nums"
        />
        {part && pool !== null && <span className="text-sm text-muted">of {pool}</span>}
      </fieldset>
    </li>
  )
}
