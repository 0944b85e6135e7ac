import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { AttemptPage } from '#app/components/quizzes/attempt-view.ts'
import { isWhole } from '#app/domain/quizzes/answer.ts'
import { explainWays, mayExplain } from '#app/domain/quizzes/quiz.ts'
import { attemptFor, attemptsAt, quizById } from '#app/domain/quizzes/queries.server.ts'
import { keyView, questionView } from '#app/domain/quizzes/view.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { DateTime } from 'luxon'

/** Markdown as HTML; a single paragraph loses its frame, so that it can stand inside a label. */
function html(markdown: string): string {
  const rendered = renderMarkdown(markdown).trim()
  return rendered.lastIndexOf('<p>') === 0 && rendered.endsWith('</p>') ? rendered.slice(3, -4) : rendered
}

/**
 * An attempt as its page may show it, or null if it is not this member's. Keys and explanations leave the server here and nowhere else: of an open attempt
 * only for a final answer, of an ended one when the quiz says so. `asked` is the number of a question, `look` for the end; null finds the first open one.
 */
export async function attemptPage({ program, member }: MemberGuest, id: number, asked: number | 'look' | null) {
  const found = await attemptFor(program.id, id, member.id)
  const quiz = found && (await quizById(program.id, found.attempt.quizId))
  if (!found || !quiz) return null
  const { attempt, items } = found
  const now = new Date()
  const frame = {
    id,
    title: quiz.title,
    back: attempt.place,
    number: attempt.number,
    overdue: attempt.state === 'open' && attempt.deadline !== null && now >= attempt.deadline,
  }
  if (attempt.state === 'open') {
    const firstOpen = items.find((item) => !isWhole(item.answer))?.position ?? 'look'
    const position = asked ?? firstOpen
    const item = items.find((one) => one.position === position) ?? null
    const page: AttemptPage = {
      state: 'open',
      question: item && questionView(item, html),
      key: item?.final ? keyView(item, html) : null,
      steps: items.map(({ position, answer, final }) => ({ position, answered: isWhole(answer), final })),
      secondsLeft: attempt.deadline ? (attempt.deadline.getTime() - now.getTime()) / 1000 : null,
      endsAt:
        attempt.deadline &&
        DateTime.fromJSDate(attempt.deadline, { zone: member.timeZone })
          .setLocale(member.locale)
          .toLocaleString({ hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }),
      final: quiz.explain === 'answer',
    }
    return { ...frame, page }
  }
  const all = await attemptsAt(program.id, quiz.id, member.id, attempt.occasion)
  const past = { used: all.length, passed: all.some((one) => one.passed), open: all.some((one) => one.state === 'open') }
  const shown = mayExplain(quiz, attempt, past, now)
  const page: AttemptPage = {
    state: 'ended',
    percent: attempt.percent ?? 0,
    passed: attempt.passed ?? false,
    passPercent: attempt.passPercent,
    byTime: attempt.ending === 'time',
    answered: items.filter((item) => item.answer !== null).length,
    size: items.length,
    questions: items.map((item) => ({ question: questionView(item, html), key: shown || item.final ? keyView(item, html) : null })),
    whenExplained: explainWays[quiz.explain].member,
  }
  return { ...frame, page }
}
