import type { HereView } from './challenge-steps.tsx'

/** How far a step is that a channel closes by itself, and what counts for it. */
export function DeedProgress({ deed }: { deed: NonNullable<HereView['deed']> }) {
  return (
    <div className="flex flex-col gap-3">
      <p>
        This counts by itself when {deed.whens.join(', or ')}. There is nothing to hand in: do it where you always do, with an account that is linked
        in your settings.
      </p>
      {deed.count > 1 && (
        <div className="flex items-center gap-4">
          <progress
            value={Math.min(deed.done, deed.count)}
            max={deed.count}
            className="h-2.5 w-full max-w-64 accent-leaf"
            aria-label="How many count"
          />
          <span className="font-semibold tabular-nums">
            {deed.done} of {deed.count}
          </span>
        </div>
      )}
      {deed.since && <p className="text-sm text-muted">What you did since {deed.since.slice(0, 10)} counts too.</p>}
    </div>
  )
}
