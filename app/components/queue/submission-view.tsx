import { Link } from '@remix-run/react'
import { FileText } from 'lucide-react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Answer, OtherView, SubmissionPanel } from './panel-view.ts'

type Voice = { zone: string; locale: string; now: string }

const stateWords: Record<string, string> = {
  waiting: 'waits',
  approved: 'approved',
  returned: 'returned',
  rejected: 'rejected',
  passed: 'passed',
  failed: 'failed',
  withdrawn: 'withdrawn',
}
const verdictWords: Record<string, string> = { approve: 'approved', return: 'returned it', reject: 'rejected it' }

/** A submission with everything that a reviewer looks at: who, what was handed in, what speaks against it, what was said before. */
export function SubmissionView({ panel, staff, reader }: { panel: SubmissionPanel; staff: boolean; reader: Voice }) {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-start gap-4">
        <Avatar handle={panel.handle} />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-bold">{panel.challenge}</h2>
          <p className="text-muted">
            {staff ? (
              <Link to={`/manage/members/${panel.memberId}`} className="text-link">
                {panel.who}
              </Link>
            ) : (
              panel.who
            )}
            , {panel.stage}, <Time iso={panel.handedInAt} {...reader} />
            {panel.language && <span className="ml-2 uppercase">{panel.language}</span>}
          </p>
        </div>
        {panel.needed > 1 && (
          <Pill tone="waiting">
            {panel.approvals} of {panel.needed} approvals
          </Pill>
        )}
      </div>
      <Declared panel={panel} />
      {panel.note && <Notice tone="info">{panel.note}</Notice>}
      <dl className="flex flex-col gap-4">
        {panel.answers.map((answer) => (
          <div key={answer.label}>
            <dt className="text-sm font-semibold text-muted">{answer.label}</dt>
            <dd className="mt-1">
              <AnswerView answer={answer} />
            </dd>
          </div>
        ))}
        {panel.answers.length === 0 && <p className="text-muted">Nothing was filled in: the member asks for your approval.</p>}
      </dl>
      {panel.like && <SideBySide own={panel.like.own} other={panel.like} who={panel.who} share={panel.like.share} />}
      <Before panel={panel} reader={reader} />
    </div>
  )
}

function Declared({ panel }: { panel: SubmissionPanel }) {
  if (panel.policy === 'allowed') return null
  const said =
    panel.declared === null
      ? 'The member did not say whether text was generated.'
      : panel.declared
        ? 'The member says that text was generated.'
        : 'The member says that they wrote it themselves.'
  return (
    <Notice tone={panel.policy === 'refused' && panel.declared ? 'warning' : 'info'}>
      {panel.policy === 'refused' ? 'This challenge takes no generated text. ' : 'This challenge asks whether text was generated. '}
      {said}
    </Notice>
  )
}

function AnswerView({ answer }: { answer: Answer }) {
  if (answer.kind === 'link')
    return (
      <a href={answer.words} target="_blank" rel="noreferrer noopener nofollow" className="text-link break-all">
        {answer.words}
      </a>
    )
  if (answer.kind === 'words') return <p className="max-w-prose break-words whitespace-pre-line">{answer.words}</p>
  return (
    <ul className="flex flex-wrap gap-3">
      {answer.files.map((file) => (
        <li key={file.id}>
          <a
            href={`/evidence/${file.id}`}
            target="_blank"
            rel="noreferrer"
            className="block rounded-md border bg-sunk p-2 text-sm no-underline hover:border-leaf"
          >
            {file.picture ? (
              <img src={`/evidence/${file.id}`} alt={file.name} className="h-40 max-w-full rounded-sm object-contain" loading="lazy" />
            ) : (
              <FileText aria-hidden className="size-8 text-muted" />
            )}
            <span className="mt-1 block max-w-48 truncate">
              {file.name} <span className="text-muted">{file.size}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function SideBySide({ own, other, who, share }: { own: string; other: OtherView; who: string; share: number }) {
  return (
    <section aria-label="Two texts side by side" className="rounded-lg border border-gold p-4">
      <p className="font-semibold">{Math.floor(share * 100)}% the same text as somebody else’s</p>
      <div className="mt-3 grid gap-4 md:grid-cols-2">
        <div className="min-w-0">
          <p className="text-sm font-semibold text-muted">{who}, now</p>
          <p className="mt-1 break-words whitespace-pre-line">{own}</p>
        </div>
        <div className="min-w-0">
          <p className="text-sm font-semibold text-muted">
            {other.name}, {stateWords[other.state] ?? other.state}
          </p>
          <p className="mt-1 break-words whitespace-pre-line">{other.text}</p>
        </div>
      </div>
    </section>
  )
}

function Before({ panel, reader }: { panel: SubmissionPanel; reader: Voice }) {
  return (
    <div>
      {panel.said.length > 0 && (
        <Disclosure summary={`What was said so far (${panel.said.length})`} open>
          <ul className="flex flex-col gap-3">
            {panel.said.map((one) => (
              <li key={one.at}>
                <strong>{one.byName}</strong> {verdictWords[one.verdict] ?? one.verdict}
                {one.points !== null && `, ${one.points}`}, <Time iso={one.at} {...reader} />
                {(one.reason || one.note) && <p className="whitespace-pre-line text-muted">{one.reason || one.note}</p>}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {panel.earlier.length > 0 && (
        <Disclosure summary={`What ${panel.who} handed in before (${panel.earlier.length})`}>
          <ul className="flex flex-col gap-3">
            {panel.earlier.map((one) => (
              <li key={one.id}>
                <strong>{one.challenge}</strong>, {stateWords[one.state] ?? one.state}, <Time iso={one.at} {...reader} />
                <p className="line-clamp-3 whitespace-pre-line text-muted">{one.text}</p>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}
