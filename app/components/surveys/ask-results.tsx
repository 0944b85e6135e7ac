import { Link } from '@remix-run/react'

import type { Reader } from '#app/components/manage/reader.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { TrendChart } from '#app/components/ui/trend-chart.tsx'
import { groupOf } from '#app/domain/surveys/survey.ts'
import type { AskView } from './result-view.ts'

const tones = { promoter: 'good', passive: 'quiet', detractor: 'bad' } as const

/** What came of one question: a chart with its table, or what people wrote. */
export function AskResults({ ask, reader }: { ask: AskView; reader: Reader }) {
  if (ask.bars.length > 0)
    return (
      <Section title={ask.text} lead={`${ask.answered.toLocaleString(reader.locale)} ${ask.answered === 1 ? 'answer' : 'answers'}`}>
        <TrendChart title="How often" unit="answers" points={ask.bars} locale={reader.locale} />
      </Section>
    )
  return (
    <Section title={ask.text}>
      {ask.groups.length > 0 && (
        <div className="mb-5">
          <TabLinks label={`Who answered: ${ask.text}`} tabs={ask.groups} look="chips" />
        </div>
      )}
      {ask.words.length === 0 && <p className="text-muted">Nobody wrote anything here.</p>}
      <ul className="border-t">
        {ask.words.map((one) => (
          <li key={one.id} className="border-b py-4">
            <p className="max-w-prose whitespace-pre-line">{one.text}</p>
            <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
              {one.score !== null && one.handle && <Pill tone={tones[groupOf(one.score)]}>{`said ${one.score}`}</Pill>}
              {one.handle ? (
                <>
                  <Link to={`/members/${one.handle}`} className="text-link">
                    {one.name}
                  </Link>
                  <Time iso={one.at} {...reader} />
                </>
              ) : (
                <Time iso={one.at} {...reader} look="date" />
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
