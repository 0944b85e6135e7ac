import { Link } from '@remix-run/react'
import { CelebrateOnce } from '#app/components/hub/celebrate-once.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { LaurelBranch } from '#app/components/ui/laurel-branch.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { CardReader, ChallengeCard } from './challenge-card.tsx'

type Props = {
  card: ChallengeCard
  next: { slug: string; title: string; minutes: number } | null
  place: number | null
  /** Where it stands why it gave less than it says. */
  why: string | null
  /** Celebrated once under this name. */
  name: string
  reader: CardReader
}

/** What completing it brought, said in place, and what to do next. */
export function ChallengeEnd({ card, next, place, why, name, reader }: Props) {
  const earned = card.earned > 0 ? `${formatPoints(card.earned, reader.locale)} ${card.currency ?? reader.pointsName}` : null
  const title = earned ? `You earned ${earned}` : 'You have done it'
  return (
    <section aria-label="Done" className="rounded-lg bg-grove px-6 py-7 text-on-grove sm:px-8">
      <CelebrateOnce name={name} announcement={`${title}: ${card.title}`} />
      <div className="flex items-center gap-6">
        <LaurelBranch filled={8} className="w-24 shrink-0 max-sm:hidden" />
        <div className="min-w-0">
          <p className="text-2xl font-extrabold tracking-tight">{title}</p>
          <p className="mt-1 text-grove-muted">
            {place !== null && `You hold place ${place}. `}
            {card.state === 'wait' && card.until ? (
              <>
                You can do it again from <Time iso={card.until} {...reader} look="full" />.
              </>
            ) : earned ? (
              'It stands in your activity, with the reason.'
            ) : (
              'Thank you.'
            )}
          </p>
          {why && (
            <Link to={why} className="mt-1 inline-block py-1 font-semibold underline underline-offset-3">
              Why not more? Read the reason
            </Link>
          )}
        </div>
      </div>
      {next && (
        <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3 border-t border-current/20 pt-5">
          <p className="min-w-0">
            <span className="text-sm text-grove-muted">Next, about {next.minutes} minutes</span>
            <span className="block text-lg font-bold">{next.title}</span>
          </p>
          <ButtonLink to={`/challenges/${next.slug}`} variant="gold" className="ml-auto">
            Go there
          </ButtonLink>
        </div>
      )}
    </section>
  )
}

const words: Record<string, { tone: 'good' | 'info'; say: string }> = {
  kept: { tone: 'good', say: 'Your draft is kept. Come back whenever you like.' },
  passed: { tone: 'good', say: 'This step is done. The next one is open.' },
  waiting: { tone: 'good', say: 'Handed in. A person looks at it, and you hear from us.' },
  gone: { tone: 'info', say: 'You did it, but all places were taken a moment before.' },
  claimed: { tone: 'good', say: 'What you did before you signed in is yours now.' },
  tried: { tone: 'good', say: 'Well done. This is kept in your browser until you join.' },
}

/** What was just done, in a sentence. */
export function Told({ told }: { told: string | null }) {
  const known = told !== null && Object.hasOwn(words, told) ? words[told] : undefined
  if (!known) return null
  return (
    <Notice tone={known.tone} announce>
      {known.say}
    </Notice>
  )
}
