import { Link } from '@remix-run/react'
import { ArrowRight, Check } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { ReaderWords } from './why-chain.tsx'

const looks: Record<string, string> = {
  leaf: 'bg-leaf-soft text-ink',
  gold: 'bg-gold-soft text-ink',
  grove: 'bg-grove text-on-grove',
}

type Banner = { slug: string; title: string; banner: string; tone: string; endsAt: string | null }

/** The one line on the home page about the campaign that runs. */
export function CampaignBanner({ campaign, reader }: { campaign: Banner; reader: ReaderWords }) {
  const quiet = campaign.tone === 'grove' ? 'text-grove-muted' : 'text-muted'
  return (
    <aside aria-label={campaign.title} className={joinClasses('mb-6 rounded-lg px-5 py-4 sm:px-7', looks[campaign.tone] ?? looks.leaf)}>
      <Link to={`/campaigns/${campaign.slug}`} className="group flex flex-wrap items-center gap-x-6 gap-y-1 no-underline">
        <span className="min-w-56 flex-1">
          <span className={joinClasses('block text-sm font-semibold', quiet)}>{campaign.title}</span>
          <span className="block text-lg leading-snug font-bold group-hover:underline">{campaign.banner}</span>
        </span>
        <span className={joinClasses('flex items-center gap-3 text-sm', quiet)}>
          {campaign.endsAt && (
            <span>
              until <Time iso={campaign.endsAt} {...reader} look="date" />
            </span>
          )}
          <ArrowRight aria-hidden className="size-5" />
        </span>
      </Link>
    </aside>
  )
}

type Row = {
  slug: string
  title: string
  summary: string
  minutes: number
  worth: { min: number; max: number }
  steps: number
  state: string
  done: boolean
}

/** What a challenge can pay, as a card says it. */
function worthWords({ min, max }: Row['worth'], reader: ReaderWords): string {
  const amount = (points: number): string => formatPoints(points, reader.locale)
  return min === max ? `${amount(max)} ${reader.pointsName}` : `${amount(min)} to ${amount(max)} ${reader.pointsName}`
}

/** The challenges of a campaign, one under the other: what is done, what it pays, how long it takes. */
export function CampaignChallenges({ challenges, reader }: { challenges: readonly Row[]; reader: ReaderWords }) {
  return (
    <ol className="border-t">
      {challenges.map((challenge) => (
        <li key={challenge.slug} className="grid grid-cols-[auto_1fr] items-start gap-x-4 border-b py-5 sm:grid-cols-[auto_1fr_auto]">
          <span
            className={joinClasses(
              'mt-0.5 grid size-7 place-items-center rounded-full',
              challenge.done ? 'bg-leaf text-on-leaf' : 'border-2 border-line',
            )}
          >
            {challenge.done && <Check aria-hidden className="size-4" strokeWidth={3} />}
            <span className="sr-only">{challenge.done ? 'Done' : 'To do'}</span>
          </span>
          <div className="min-w-0">
            <h2 className="text-lg leading-7 font-bold">
              <Link to={`/challenges/${challenge.slug}`} className="hover:text-leaf hover:underline">
                {challenge.title}
              </Link>
            </h2>
            {challenge.summary && <p className="text-muted">{challenge.summary}</p>}
          </div>
          <p className="text-sm text-muted max-sm:col-start-2 sm:text-right">
            <strong className="block text-base text-ink tabular-nums">{worthWords(challenge.worth, reader)}</strong>
            {challenge.minutes} min, {challenge.steps === 1 ? '1 step' : `${challenge.steps} steps`}
            {challenge.state === 'soon' && ', opens soon'}
            {challenge.state === 'closed' && ', closed'}
          </p>
        </li>
      ))}
    </ol>
  )
}
