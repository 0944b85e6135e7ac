import { Form, Link } from '@remix-run/react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import type { CampaignState } from '#app/domain/campaigns/campaigns.ts'
import type { ChallengeState } from '#app/domain/challenges/challenges.ts'

import { BudgetBar } from './campaign-standing.tsx'
import { ChallengeStatePill } from './challenge-state.tsx'
import type { Reader } from './reader.ts'

type Props = {
  campaign: { id: number; slug: string; state: CampaignState; budget: number | null }
  standing: {
    showing: boolean
    spent: number
    challenges: { id: number; title: string; state: ChallengeState; started: number; completed: number }[]
  }
  mayEdit: boolean
  reader: Reader
}

/** Beside the form of a campaign: what to do with the whole of it, its budget, its challenges. */
export function CampaignBeside({ campaign, standing, mayEdit, reader }: Props) {
  return (
    <aside aria-label="How it stands" className="flex min-w-0 flex-col gap-8">
      {mayEdit && <Moves campaign={campaign} />}
      {standing.showing && (
        <p>
          <Link to={`/campaigns/${campaign.slug}`} className="text-link">
            Its page, as members see it
          </Link>
        </p>
      )}
      <div>
        <h2 className="mb-2 font-bold">Budget</h2>
        <BudgetBar budget={campaign.budget} spent={standing.spent} reader={reader} />
      </div>
      <div>
        <h2 className="mb-2 font-bold">Challenges</h2>
        {standing.challenges.length === 0 && (
          <p className="text-muted">None yet. Choose this campaign in the editor of a challenge, under “When, and how often”.</p>
        )}
        <ul className="border-t empty:hidden">
          {standing.challenges.map((challenge) => (
            <li key={challenge.id} className="flex flex-wrap items-center justify-between gap-x-3 border-b py-3">
              <Link to={`/manage/challenges/${challenge.id}`} className="min-w-0 font-semibold hover:text-leaf hover:underline">
                {challenge.title}
              </Link>
              <ChallengeStatePill state={challenge.state} paused={false} />
              <span className="w-full text-sm text-muted tabular-nums">
                {challenge.started.toLocaleString(reader.locale)} began, {challenge.completed.toLocaleString(reader.locale)} finished
              </span>
            </li>
          ))}
        </ul>
        {mayEdit && (
          <p className="mt-4">
            <ButtonLink to="/manage/challenges/new" variant="outline" size="sm">
              New challenge
            </ButtonLink>
          </p>
        )}
      </div>
    </aside>
  )
}

const moves: Record<CampaignState, { wish: string; label: string; variant: 'gold' | 'outline' | 'danger' }[]> = {
  draft: [{ wish: 'start', label: 'Start the campaign', variant: 'gold' }],
  running: [
    { wish: 'pause', label: 'Pause', variant: 'outline' },
    { wish: 'end', label: 'End it now', variant: 'danger' },
  ],
  paused: [
    { wish: 'resume', label: 'Resume', variant: 'gold' },
    { wish: 'end', label: 'End it now', variant: 'danger' },
  ],
  ended: [],
}

function Moves({ campaign: { state } }: Pick<Props, 'campaign'>) {
  if (moves[state].length === 0) return null
  return (
    <Form method="post" className="flex flex-wrap gap-3">
      {moves[state].map(({ wish, label, variant }) => (
        <Button key={wish} name="do" value={wish} variant={variant}>
          {label}
        </Button>
      ))}
    </Form>
  )
}

/** The challenges that keep a campaign from starting, each with the way to its editor. */
export function UnreadyNotice({ unready }: { unready: readonly { id: number; title: string; words: string[] }[] }) {
  if (unready.length === 0) return null
  return (
    <Notice tone="danger" announce title="Not started yet: these challenges are not ready">
      <ul className="space-y-3 pt-1">
        {unready.map((challenge) => (
          <li key={challenge.id}>
            <Link to={`/manage/challenges/${challenge.id}`} className="text-link font-semibold text-ink">
              {challenge.title}
            </Link>
            <ul className="list-disc pl-4">
              {challenge.words.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
