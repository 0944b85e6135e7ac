import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AttemptTable } from '#app/components/quizzes/attempt-table.tsx'
import { QuestionFiguresList } from '#app/components/quizzes/question-figures.tsx'
import { Regrade, type RegradeTold } from '#app/components/quizzes/regrade.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { TrendChart } from '#app/components/ui/trend-chart.tsx'
import { may } from '#app/domain/members/roles.ts'
import { lengthInWords } from '#app/domain/quizzes/quiz.ts'
import { attemptsPage, figuresOf, questionFigures, quizById } from '#app/domain/quizzes/queries.server.ts'
import { outdatedAttempts } from '#app/domain/quizzes/queries/results.server.ts'
import { discriminationWords, facilityWords } from '#app/domain/quizzes/statistics.ts'
import { regradeQuiz } from '#app/flows/regrade-quiz.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Results of ${data.title}` : 'Results' }]

const shown = 50

/** How a quiz goes: its figures, how each question did, and the newest attempts. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_quiz_results')
  const program = guest.program.id
  const id = numberFrom(params.id) ?? 0
  const quiz = await quizById(program, id)
  if (!quiz) throw new Response('There is no such quiz.', { status: 404, statusText: 'Not Found' })
  const query = new URL(request.url).searchParams
  const before = numberFrom(query.get('before'))
  const [figures, questions, outdated, attempts] = await Promise.all([
    figuresOf(program, id),
    questionFigures(program, id),
    outdatedAttempts(program, id),
    attemptsPage(program, id, before, shown),
  ])
  const mayEdit = may(guest.member.roles, 'edit_quizzes')
  return {
    title: quiz.title,
    ...{ outdated, mayEdit, told: toldFrom(query.get('regraded')) },
    figures: { ...figures, time: figures.seconds === null ? '–' : lengthInWords(Math.max(1, Math.round(figures.seconds))) },
    questions: questions.map(({ content, bankId, ...one }) => ({
      ...one,
      html: renderMarkdown(content.stem),
      link: mayEdit ? `/manage/banks/${bankId}/questions/${one.id}` : null,
      difficulty: facilityWords(one.facility, one.answers),
      tells: discriminationWords(one.discrimination, one.answers),
      options:
        content.type === 'single' || content.type === 'multiple'
          ? content.options.map((option, index) => ({
              html: renderMarkdown(option.text),
              chosen: one.chosen[index] ?? 0,
              right: 'right' in option ? option.right : option.percent === 100,
            }))
          : [],
    })),
    attempts: attempts.map((attempt) => ({
      ...attempt,
      startedAt: attempt.startedAt.toISOString(),
      endedAt: attempt.endedAt?.toISOString() ?? null,
    })),
    older: attempts.length === shown ? (attempts.at(-1)?.id ?? null) : null,
    crumbs: [
      { label: 'Quizzes', to: '/manage/quizzes' },
      ...(mayEdit ? [{ label: quiz.title, to: `/manage/quizzes/${id}` }] : []),
      { label: 'Results' },
    ],
    reader: readerOf(guest),
  }
}

/** `3-1-0`: attempts that changed, people who passed by it, people who no longer did. */
function toldFrom(text: string | null): RegradeTold | null {
  const [changed, gained, lost] = /^\d{1,6}-\d{1,6}-\d{1,6}$/.test(text ?? '') ? (text ?? '').split('-').map(Number) : []
  return changed === undefined ? null : { changed, gained: gained ?? 0, lost: lost ?? 0 }
}

/** Grades ended attempts anew. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_quizzes')
  const id = numberFrom(params.id) ?? 0
  const done = await regradeQuiz(id, actor, program)
  if (done.kind === 'none') throw new Response('There is no such quiz.', { status: 404, statusText: 'Not Found' })
  return redirect(`/manage/quizzes/${id}/results?regraded=${done.changed}-${done.gained}-${done.lost}`, 303)
}

/** The results of a quiz. */
export default function QuizResults() {
  const { title, outdated, mayEdit, told, figures, questions, attempts, older, crumbs, reader } = useLoaderData<typeof loader>()
  const share = figures.people === 0 ? '–' : `${Math.round((figures.passed / figures.people) * 100)}%`
  return (
    <>
      <PageHeader dense title={`Results of ${title}`} crumbs={crumbs} />
      {figures.ended === 0 ? (
        <EmptyState title="Nobody has finished it yet">Results stand here as soon as the first attempt ends.</EmptyState>
      ) : (
        <div className="flex flex-col gap-12">
          <Regrade outdated={outdated} told={told} mayEdit={mayEdit} />
          <Stats>
            <Stat label="People" value={figures.people} locale={reader.locale} />
            <Stat label="Have passed" value={share} />
            <Stat label="Ended attempts" value={figures.ended} locale={reader.locale} />
            <Stat label="Mean result" value={figures.mean === null ? '–' : `${Math.round(figures.mean)}%`} />
            <Stat label="Usual time" value={figures.time} />
          </Stats>
          <TrendChart
            title="How attempts ended"
            unit="attempts"
            locale={reader.locale}
            points={figures.tenths.map((value, tenth) => ({ label: `${tenth * 10}–${tenth * 10 + 10}%`, value }))}
          />
          <Section title="Questions, hardest first" lead="By everybody’s first attempt, since the question was last changed.">
            <QuestionFiguresList questions={questions} />
          </Section>
          <Section title="Attempts">
            <AttemptTable attempts={attempts} older={older} reader={reader} />
          </Section>
        </div>
      )}
    </>
  )
}
