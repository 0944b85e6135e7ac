import { TrendChart } from '#app/components/ui/trend-chart.tsx'
import type { Score } from '#app/domain/surveys/survey.ts'

const parts = [
  { key: 'promoters', label: 'Promoters', said: '9 or 10', look: 'bg-leaf' },
  { key: 'passives', label: 'Passives', said: '7 or 8', look: 'bg-edge' },
  { key: 'detractors', label: 'Detractors', said: '0 to 6', look: 'bg-danger' },
] as const

/** The score of a wave with how it comes about, and how it went from wave to wave. */
export function ScorePanel({ score, trend, locale }: { score: Score; trend: { label: string; value: number }[]; locale: string }) {
  const share = (count: number): number => (score.total === 0 ? 0 : (100 * count) / score.total)
  const whole = (number: number): string => number.toLocaleString(locale, { maximumFractionDigits: 0, signDisplay: 'negative' })
  return (
    <section aria-label="Net promoter score" className="grid items-start gap-8 lg:grid-cols-2">
      <div className="card p-6">
        <p className="text-sm text-muted">Net promoter score</p>
        <p className="mt-1 text-2xl font-extrabold tracking-tight tabular-nums">{score.score === null ? '–' : whole(score.score)}</p>
        <div aria-hidden className="mt-5 flex h-4 overflow-hidden rounded-full">
          {parts.map((part) => (
            <span key={part.key} className={part.look} style={{ width: `${share(score[part.key])}%` }} />
          ))}
        </div>
        <dl className="mt-5 grid grid-cols-3 gap-4">
          {parts.map((part) => (
            <div key={part.key}>
              <dt className="flex items-center gap-2 text-sm text-muted">
                <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${part.look}`} />
                {part.label}
              </dt>
              <dd>
                <span className="text-lg font-bold tabular-nums">{whole(share(score[part.key]))}%</span>
                <span className="block text-sm text-muted">
                  {score[part.key].toLocaleString(locale)} said {part.said}
                </span>
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-5 text-sm text-muted">
          {whole(share(score.promoters))}% promoters minus {whole(share(score.detractors))}% detractors, of {score.total.toLocaleString(locale)}{' '}
          answers.
        </p>
      </div>
      {trend.length > 1 && <TrendChart title="From wave to wave" kind="line" unit="score" points={trend} locale={locale} />}
    </section>
  )
}
