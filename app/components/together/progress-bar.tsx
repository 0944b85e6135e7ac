import { joinClasses } from '#app/components/ui/join-classes.ts'

/** How much of something is done: a bar with its figures, told as a meter. */
export function ProgressBar({
  done,
  target,
  unit,
  locale,
  gold = false,
}: {
  done: number
  target: number
  unit?: string
  locale: string
  gold?: boolean
}) {
  const percent = Math.max(0, Math.min(100, (done / target) * 100))
  const words = `${done.toLocaleString(locale)} of ${target.toLocaleString(locale)}${unit ? ` ${unit}` : ''}`
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-semibold tabular-nums">{words}</span>
        {done < target && <span className="text-muted tabular-nums">{(target - done).toLocaleString(locale)} to go</span>}
      </div>
      <div aria-hidden className="mt-1.5 h-2.5 overflow-hidden rounded-full bg-line">
        <div className={joinClasses('h-full rounded-full', gold || done >= target ? 'bg-shine' : 'bg-leaf')} style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}
