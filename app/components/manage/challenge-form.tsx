import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { Fault } from '#app/domain/challenges/checks.ts'

import { ChallengeAudience } from './challenge-audience.tsx'
import { ChallengeReview, ChallengeReward, paysOf } from './challenge-reward.tsx'
import { ChallengeSteps } from './challenge-steps.tsx'
import { ChallengeMeasure, ChallengeTiming } from './challenge-timing.tsx'
import { challengeFormId, type DraftView, type EditorWords, fieldAt } from './challenge-words.ts'
import { MarkdownField } from './markdown-field.tsx'

type Props = {
  draft: DraftView
  words: EditorWords
  faults: readonly Fault[]
  refusal: string | null
  version: number
  state: string
  /** Members are at work on it. */
  fixed: boolean
  onDraft: (form: HTMLFormElement | null) => void
}

/** The whole challenge as one form, so that no part of it is lost when another is saved. Works without script: then each button is a round to the server. */
export function ChallengeForm({ draft, words, faults, refusal, version, state, fixed, onDraft }: Props) {
  const [pays, setPays] = useState<string>(paysOf(draft.award))
  const saving = useNavigation().formMethod === 'POST'
  const part = { draft, words, faults }
  const told = (): void => onDraft(document.querySelector<HTMLFormElement>(`#${challengeFormId}`))
  return (
    <Form method="post" id={challengeFormId} noValidate className="flex min-w-0 flex-col gap-12" onChange={told} onBlur={told}>
      {/* Pressing Enter must save: the first button of a form is the one that Enter presses. */}
      <button className="sr-only" tabIndex={-1} aria-hidden="true" name="do" value="save">
        Save
      </button>
      <input type="hidden" name="basedOn" value={version} />
      <Trouble faults={faults} refusal={refusal} />
      <Section title="What it is">
        <div className="grid gap-6">
          <TextField
            field={fieldAt(faults, 'title')}
            label="Title"
            hint="Name the deed: “Write a how-to article”."
            defaultValue={draft.title}
            maxLength={120}
            required
          />
          <TextField
            field={fieldAt(faults, 'summary')}
            label="In one line"
            hint="Why it is worth doing. It stands on the card."
            defaultValue={draft.summary}
            maxLength={200}
          />
          <MarkdownField field={fieldAt(faults, 'body')} label="Description" start={draft.body} hint="Markdown: **bold**, lists, links, code." />
          <ChallengeMeasure {...part} />
        </div>
      </Section>
      <Section
        title="Steps"
        lead={
          fixed ? 'Members are at work on it, so steps stay as they are. Words and settings can change.' : 'In the order in which members do them.'
        }
      >
        <ChallengeSteps
          start={draft.stages}
          words={words}
          faults={faults}
          paysByStage={pays === 'stages'}
          fixed={fixed}
          onChange={() => setTimeout(told)}
        />
      </Section>
      <Section title="Reward">
        <ChallengeReward {...part} pays={pays} onPays={setPays} />
      </Section>
      <Section title="Who sees it" lead="Everybody for whom all of this holds. For everybody else it does not exist.">
        <ChallengeAudience {...part} />
      </Section>
      <Section title="When, and how often">
        <ChallengeTiming {...part} />
      </Section>
      <Section title="Looking at what is handed in">
        <ChallengeReview {...part} />
      </Section>
      <div className="flex flex-wrap items-center gap-3">
        <Button name="do" value="save" pending={saving}>
          {state === 'draft' ? 'Save the draft' : 'Save the changes'}
        </Button>
        {state === 'draft' && (
          <Button name="do" value="publish" variant="gold">
            Save and publish
          </Button>
        )}
      </div>
    </Form>
  )
}

/** What keeps it from being saved or published, each with the way to its field. */
export function Trouble({ faults, refusal }: { faults: readonly Fault[]; refusal: string | null }) {
  const stops = faults.filter((fault) => fault.weight === 'stop')
  if (stops.length === 0 && !refusal) return null
  return (
    <Notice tone="danger" announce title={refusal ?? 'Something does not fit yet. What you wrote is still here.'}>
      <ul className="list-disc space-y-1 pl-4">
        {stops.map((fault) => (
          <li key={`${fault.field}-${fault.words}`}>
            <a href={`#${fault.field}`} className="text-link text-ink">
              {fault.words}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
