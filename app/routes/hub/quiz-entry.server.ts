import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { QuizEntryView } from '#app/components/quizzes/quiz-entry.tsx'
import { closedInWords, explainWays, lengthInWords, mayStart, type Quiz } from '#app/domain/quizzes/quiz.ts'
import { attemptsAt } from '#app/domain/quizzes/queries.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'

/** What a member reads before an attempt: the terms, what they have reached on this occasion, and whether they can start. */
export async function quizEntry(
  { program, member }: Pick<MemberGuest, 'program' | 'member'>,
  quiz: Quiz & { size: number },
  occasion: string,
  passPercent = quiz.passPercent,
): Promise<QuizEntryView> {
  const now = new Date()
  const attempts = await attemptsAt(program.id, quiz.id, member.id, occasion)
  const open = attempts.find((attempt) => attempt.state === 'open' && (attempt.deadline === null || attempt.deadline > now)) ?? null
  const lastEndedAt = attempts.reduce<Date | null>((last, { endedAt }) => (endedAt && (!last || endedAt > last) ? endedAt : last), null)
  const closed = open ? null : mayStart(quiz, { used: attempts.length, lastEndedAt }, now)
  return {
    title: quiz.title,
    summary: quiz.summary,
    html: quiz.body === '' ? '' : renderMarkdown(quiz.body),
    terms: [
      `${quiz.size} ${quiz.size === 1 ? 'question' : 'questions'}`,
      quiz.seconds === null ? 'no time limit' : `${lengthInWords(quiz.seconds)}, counted from your start even if you leave the page`,
      `${passPercent}% to pass`,
      quiz.attempts === null
        ? 'as many attempts as you like'
        : `${quiz.attempts} ${quiz.attempts === 1 ? 'attempt' : 'attempts'}, ${Math.max(0, quiz.attempts - attempts.length)} left`,
      ...(quiz.cooldownMinutes > 0 ? [`${lengthInWords(quiz.cooldownMinutes * 60)} between two attempts`] : []),
    ],
    explain: explainWays[quiz.explain].member,
    openId: open?.id ?? null,
    closed: closed && { why: closed.why, words: closedInWords(closed), until: closed.until?.toISOString() ?? null },
    closesAt: quiz.closesAt?.toISOString() ?? null,
    passed: attempts.some((attempt) => attempt.passed),
    attempts: attempts
      .filter((attempt) => attempt.state === 'ended')
      .map(({ id, number, percent, passed, endedAt }) => ({
        id,
        number,
        percent: percent ?? 0,
        passed: passed ?? false,
        at: (endedAt ?? now).toISOString(),
      })),
    reader: { zone: member.timeZone, locale: member.locale, now: now.toISOString() },
  }
}
