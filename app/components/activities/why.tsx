import { Link } from '@remix-run/react'
import { Check, ChevronRight, X } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'

import type { ChainLink, LedgerLine, WhyLine, WhyTest } from './types.ts'

/** Why a line is worth what it is: the sentence, each rule with its tests, factors and limits, and the chain back to the delivery. */
export function Why({ line, pointsName, locale }: { line: Pick<LedgerLine, 'why' | 'chain'>; pointsName: string; locale?: string }) {
  return (
    <div className="rounded-md bg-sunk px-4 py-4 sm:px-5">
      <p className="font-semibold">{line.why.sentence}</p>
      {line.why.lines.length > 0 && (
        <ol className="mt-4 flex flex-col gap-5">
          {line.why.lines.map((one) => (
            <li key={`${one.rule} ${one.version}`}>
              <RuleWhy line={one} pointsName={pointsName} locale={locale} />
            </li>
          ))}
        </ol>
      )}
      {line.chain.length > 0 && <Chain links={line.chain} />}
    </div>
  )
}

function RuleWhy({ line, pointsName, locale }: { line: WhyLine; pointsName: string; locale?: string }) {
  const paid = line.outcome === 'paid'
  return (
    <div className={joinClasses('border-l-3 pl-4', paid ? 'border-leaf' : 'border-edge')}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span>
          <span className="font-semibold">{line.rule}</span> <span className="text-sm text-muted">version {line.version}</span>
        </span>
        <span className={joinClasses('font-bold tabular-nums', paid ? 'text-leaf' : 'text-muted')}>
          {formatPoints(line.points, locale, true)} <span className="text-sm font-medium">{pointsName}</span>
        </span>
      </p>
      {line.tests.length > 0 && (
        <ol className="mt-2 flex flex-col gap-1">
          {line.tests.map((test) => (
            <TestLine key={test.text} test={test} />
          ))}
        </ol>
      )}
      {line.factors.length > 0 && (
        <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
          {line.factors.map((factor) => (
            <div key={factor.label} className="flex gap-1.5">
              <dt className="text-muted">{factor.label}</dt>
              <dd className="font-semibold tabular-nums">{factor.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {line.limits.length > 0 && (
        <ul className="mt-2 text-sm text-muted">
          {line.limits.map((limit) => (
            <li key={limit.text}>{limit.text}</li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-sm">{line.sentence}</p>
    </div>
  )
}

function TestLine({ test }: { test: WhyTest }) {
  const Mark = test.passed ? Check : X
  return (
    <li className="flex items-start gap-2 text-sm">
      <Mark aria-hidden strokeWidth={3} className={joinClasses('mt-0.5 size-4 shrink-0', test.passed ? 'text-leaf' : 'text-danger')} />
      <span>
        <span className="sr-only">{test.passed ? 'Passed: ' : 'Failed: '}</span>
        {test.text}
        {test.actual !== undefined && <span className="text-muted"> (it was {test.actual})</span>}
      </span>
    </li>
  )
}

function Chain({ links }: { links: readonly ChainLink[] }) {
  return (
    <ol aria-label="Where this comes from" className="mt-5 flex flex-wrap items-center gap-x-1.5 gap-y-1 border-t pt-3 text-sm text-muted">
      {links.map((link, index) => (
        <li key={link.label} className="flex items-center gap-1.5">
          {index > 0 && <ChevronRight aria-hidden className="size-3.5" />}
          {link.href ? (
            <Link to={link.href} className="text-link py-1">
              {link.label}
            </Link>
          ) : (
            <span className="py-1">{link.label}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
