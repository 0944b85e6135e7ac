import { ChallengeFace, type ChallengeFaceView } from '#app/components/challenges/challenge-face.tsx'
import { Notice } from '#app/components/ui/notice.tsx'

import type { Reader } from './reader.ts'

/** A challenge as one member would see it. */
export type SeenView = {
  visible: boolean
  /** Why they see nothing, or cannot begin. */
  why: string | null
  draft: boolean
  view: ChallengeFaceView
}

/** The page of a challenge through somebody else's eyes: their own page, where nothing can be pressed. */
export function ChallengeSeen({ seen: { visible, why, draft, view }, reader }: { seen: SeenView; reader: Reader }) {
  return (
    <div className="flex flex-col gap-5">
      {draft && <Notice>It is a draft, so nobody sees it now. This is how it would be once it is published.</Notice>}
      {why && <Notice tone="warning">{why}</Notice>}
      {visible && (
        <article aria-label="As they see it" className="card p-6 sm:p-8">
          <h2 className="text-2xl font-extrabold tracking-tight">{view.card.title}</h2>
          {view.card.summary && <p className="mt-1 mb-8 text-lg text-muted">{view.card.summary}</p>}
          <fieldset disabled className="min-w-0">
            <legend className="sr-only">Their page, to look at</legend>
            <ChallengeFace view={view} reader={reader} />
          </fieldset>
        </article>
      )}
    </div>
  )
}
