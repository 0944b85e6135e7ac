import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

/** A juror's scores for one entry: a number from 1 to 10 for each criterion. */
export function ScoreForm({
  entryId,
  title,
  criteria,
  scores,
  note,
}: {
  entryId: number
  title: string
  criteria: readonly string[]
  scores: readonly number[]
  note: string
}) {
  return (
    <Form method="post" preventScrollReset className="flex flex-col gap-3">
      <input type="hidden" name="do" value="score" />
      <input type="hidden" name="entry" value={entryId} />
      {criteria.map((criterion, index) => (
        <label key={criterion} className="flex items-center justify-between gap-3 text-sm">
          <span className="min-w-0 font-medium">{criterion}</span>
          <input
            type="number"
            name="score"
            min={1}
            max={10}
            required
            defaultValue={scores[index]}
            aria-label={`${criterion}, 1 to 10, for ${title}`}
            className="input-face w-20! tabular-nums"
          />
        </label>
      ))}
      <label className="text-sm">
        <span className="sr-only">Your note on {title}</span>
        <input name="note" maxLength={300} defaultValue={note} placeholder="A note for yourself" className="input-face" />
      </label>
      <div>
        <Button variant={scores.length > 0 ? 'outline' : 'primary'} size="sm" className="min-h-11!">
          {scores.length > 0 ? 'Change my scores' : 'Score it'}
          <span className="sr-only">: {title}</span>
        </Button>
      </div>
    </Form>
  )
}
