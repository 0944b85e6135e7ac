/** How far something is, as a native progress element with its words above. */
export function ProgressBar({ value, max, label, words }: { value: number; max: number; label: string; words?: string }) {
  return (
    <label className="block">
      <span className="mb-1.5 flex justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-muted tabular-nums">{words ?? `${value.toLocaleString('en')} of ${max.toLocaleString('en')}`}</span>
      </span>
      <progress
        value={Math.min(value, max)}
        max={max}
        className="block h-2.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-leaf [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-leaf"
      />
    </label>
  )
}
