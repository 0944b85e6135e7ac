import { EyeOff, Eye } from 'lucide-react'

import { fewest } from '#app/domain/surveys/survey.ts'

/** Who can know who said what, in plain words. */
export function PrivacyNote({ anonymous }: { anonymous: boolean }) {
  const Icon = anonymous ? EyeOff : Eye
  return (
    <div className="flex gap-3 rounded-md bg-sunk px-4 py-3.5 text-sm">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
      {anonymous ? (
        <p>
          <strong>Anonymous.</strong> Your name is not kept with your answers; apart from them we keep that you took part, so that everybody answers
          once. The team sees nothing before {fewest} people have answered. Two honest limits: your own words can give you away, and whoever runs the
          server’s database could try to guess from when things were written.
        </p>
      ) : (
        <p>
          <strong>Not anonymous.</strong> The team sees your answers with your name, so that they can come back to you. Other members do not.
        </p>
      )}
    </div>
  )
}
