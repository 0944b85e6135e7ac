import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AskResults } from '#app/components/surveys/ask-results.tsx'
import { ScorePanel } from '#app/components/surveys/score-panel.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { may } from '#app/domain/members/roles.ts'
import { surveyById, wavesOf } from '#app/domain/surveys/queries.server.ts'
import { fewest, scoreOf } from '#app/domain/surveys/survey.ts'
import { readerOf, numberFrom } from './reader.server.ts'
import { askViews } from './survey-results.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Results of ${data.title}` : 'Results' }]

/** What a wave of a survey answered: the score, a chart for each question, and what people wrote. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_survey_results')
  const id = numberFrom(params.id) ?? 0
  const [survey, waves] = await Promise.all([surveyById(guest.program.id, id), wavesOf(guest.program.id, id)])
  if (!survey) throw new Response('There is no such survey.', { status: 404, statusText: 'Not Found' })
  const query = new URL(request.url).searchParams
  const asked = numberFrom(query.get('wave'))
  const wave = waves.find((one) => one.number === asked) ?? waves[0] ?? null
  const shown = wave !== null && wave.answered > 0 && (!survey.anonymous || wave.answered >= fewest)
  const withScore = survey.questions.some((ask) => ask.type === 'nps')
  const hidden = (answered: number): boolean => survey.anonymous && answered < fewest
  return {
    title: survey.title,
    anonymous: survey.anonymous,
    wave: wave && { number: wave.number, answered: wave.answered, title: wave.title || `Wave ${wave.number}` },
    shown,
    missing: wave ? Math.max(0, fewest - wave.answered) : 0,
    score: shown && withScore ? scoreOf(wave.scores) : null,
    trend: withScore
      ? [...waves]
          .reverse()
          .flatMap((one) =>
            hidden(one.answered) || one.answered === 0
              ? []
              : [{ label: one.title || `Wave ${one.number}`, value: Math.round(scoreOf(one.scores).score ?? 0) }],
          )
      : [],
    asks: shown ? await askViews(guest.program.id, survey, wave.number, query.get('group')) : [],
    tabs: waves.map((one) => ({
      label: one.title || `Wave ${one.number}`,
      to: `?wave=${one.number}`,
      current: one.number === wave?.number,
      count: one.answered,
    })),
    export: `/manage/surveys/${id}/answers.csv`,
    crumbs: [
      { label: 'Surveys', to: '/manage/surveys' },
      ...(may(guest.member.roles, 'edit_surveys') ? [{ label: survey.title, to: `/manage/surveys/${id}` }] : []),
      { label: 'Results' },
    ],
    reader: readerOf(guest),
  }
}

/** The results of a survey. */
export default function SurveyResults() {
  const { title, anonymous, wave, shown, missing, score, trend, asks, tabs, crumbs, reader, export: file } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title={`Results of ${title}`}
        lead={anonymous ? 'Anonymous: nobody can be told apart here.' : undefined}
        crumbs={crumbs}
        actions={
          shown && (
            <ButtonLink to={file} reloadDocument variant="outline" size="sm">
              Export as CSV
            </ButtonLink>
          )
        }
      />
      {tabs.length > 1 && (
        <div className="mb-8">
          <TabLinks label="Waves" tabs={tabs} />
        </div>
      )}
      {!wave || wave.answered === 0 ? (
        <EmptyState title="Nobody has answered yet">Results stand here with the first answer.</EmptyState>
      ) : !shown ? (
        <EmptyState title={`${wave.answered} answered, ${missing} more to go`}>
          So that nobody can be guessed, an anonymous survey shows nothing before {fewest} have answered.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-12">
          {score && <ScorePanel score={score} trend={trend} locale={reader.locale} />}
          {asks.map((ask) => (
            <AskResults key={ask.id} ask={ask} reader={reader} />
          ))}
        </div>
      )}
    </>
  )
}
