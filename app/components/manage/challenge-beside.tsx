import { Check, CircleAlert, Info } from 'lucide-react'

import { Button } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { efforts } from '#app/domain/challenges/challenges.ts'

import { challengeFormId, type Look } from './challenge-words.ts'
import type { Reader } from './reader.ts'

/** Beside the editor: whether it can be published and what is missing, how many it reaches, how long it takes, what similar ones pay. */
export function ChallengeBeside({ look, stale, state, reader }: { look: Look; stale: boolean; state: string; reader: Reader }) {
  const { audience, minutes, effort, suggestion, left } = look
  return (
    <aside
      aria-label="How it stands"
      aria-busy={stale}
      className={joinClasses('flex min-w-0 flex-col gap-7 xl:sticky xl:top-24', stale && 'cursor-progress')}
    >
      <Checks look={look} published={state === 'published'} />
      <div className="flex flex-wrap gap-3">
        <Button form={challengeFormId} name="do" value="save" variant="outline">
          {state === 'draft' ? 'Save the draft' : 'Save the changes'}
        </Button>
        {state === 'draft' && (
          <Button form={challengeFormId} name="do" value="publish" variant="gold">
            Publish
          </Button>
        )}
      </div>
      <div>
        <h2 className="text-sm font-semibold text-muted">Reaches now</h2>
        <p className="mt-1 text-2xl font-extrabold tracking-tight tabular-nums">
          {audience.toLocaleString(reader.locale)}{' '}
          <span className="text-base font-medium tracking-normal">{audience === 1 ? 'member' : 'members'}</span>
        </p>
      </div>
      <div>
        <h2 className="text-sm font-semibold text-muted">Looks like</h2>
        <p className="mt-1">
          <strong>{minutes} minutes</strong>, {efforts[effort].toLowerCase()}
        </p>
        <Use fill={{ minutes: String(minutes), effort }}>Use this estimate</Use>
      </div>
      {suggestion && (
        <div>
          <h2 className="text-sm font-semibold text-muted">Similar challenges would pay</h2>
          <p className="mt-1">
            <strong className="tabular-nums">{formatPoints(suggestion.points, reader.locale)}</strong> {reader.pointsName}
          </p>
          <ul className="mt-1 text-sm text-muted">
            {suggestion.from.map((one) => (
              <li key={one.title}>
                {one.title}: {formatPoints(one.points, reader.locale)} for {one.minutes} minutes
              </li>
            ))}
          </ul>
          <Use fill={{ points: String(suggestion.points) }}>Use this reward</Use>
        </div>
      )}
      {left !== null && (
        <div>
          <h2 className="text-sm font-semibold text-muted">Left in the campaign’s budget</h2>
          <p className="mt-1 font-semibold tabular-nums">
            {formatPoints(left, reader.locale)} {reader.pointsName}
          </p>
        </div>
      )}
    </aside>
  )
}

function Checks({ look, published }: { look: Look; published: boolean }) {
  const stops = look.faults.filter((fault) => fault.weight === 'stop').length
  return (
    <div className={joinClasses('rounded-lg p-5', stops === 0 ? 'bg-leaf-soft' : 'bg-gold-soft')}>
      <h2 className="font-bold">
        {stops === 0
          ? published
            ? 'Everything is in order'
            : 'Ready to be published'
          : stops === 1
            ? 'One thing is missing'
            : `${stops} things are missing`}
      </h2>
      <ul className="mt-2 grid gap-2 text-sm">
        {look.faults.length === 0 && (
          <li className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-leaf" />{' '}
            {published
              ? 'Every check passes. Links are looked up when you save.'
              : 'Every check passes. Links are looked up once more when you publish.'}
          </li>
        )}
        {look.faults.map((fault) => (
          <li key={`${fault.field}-${fault.words}`} className="flex gap-2">
            {fault.weight === 'stop' ? (
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-gold" />
            ) : (
              <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            )}
            <a href={`#${fault.field}`} className="min-w-0 underline decoration-1 underline-offset-3 hover:decoration-2">
              {fault.words}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Fills fields of the form; needs script, and without it the numbers stand there to be typed. */
function Use({ fill, children }: { fill: Record<string, string>; children: string }) {
  const set = (): void => {
    const form = document.querySelector<HTMLFormElement>(`#${challengeFormId}`)
    for (const [name, value] of Object.entries(fill)) {
      const field = form?.elements.namedItem(name)
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value
    }
    form?.dispatchEvent(new Event('change', { bubbles: true }))
  }
  return (
    <Button variant="ghost" size="sm" className="-ml-3" onClick={set}>
      {children}
    </Button>
  )
}
