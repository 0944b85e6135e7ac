import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { holdSubmission, verdictsOn } from '#app/domain/challenges/commands.server.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import { stepTitles } from '#app/domain/conduct/conduct.ts'
import { measureIn } from '#app/domain/conduct/settling.server.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import { openDispute } from '#app/domain/reviews/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** About what: a measure, or a submission that was returned or rejected. */
type Asked = { measure: number; reason: string } | { submission: number; reason: string }

/** A member asks for a second judgment. Somebody else than who decided answers, within the days that are promised. One for each decision. */
export async function askAgain(
  by: Actor & { by: number },
  asked: Asked,
  now = new Date(),
): Promise<{ kind: 'asked'; dueAt: Date } | Refused<'not_found' | 'asked_before'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const subject = 'measure' in asked ? await measureOf(scope, asked.measure) : await submissionOf(scope, asked.submission)
          if (!subject || !(await holdersIn(scope, by.by)).includes(subject.owner))
            throw new Refusal('not_found', 'There is nothing of yours here to appeal. Nothing was sent.')
          const { owner: _, ...about } = subject
          const opened = await openDispute(scope, { ...about, memberId: by.by, reason: asked.reason })
          if (!opened) throw new Refusal('asked_before', 'You appealed this before. The answer comes to your notices and by mail.')
          await wakeQueue(scope)
          return { kind: 'asked' as const, dueAt: opened.dueAt }
        },
        now,
      ),
    'not_found',
    'asked_before',
  )
}

type Subject = Omit<Parameters<typeof openDispute>[1], 'memberId' | 'reason'> & { owner: number }

async function measureOf(scope: Scope, id: number): Promise<Subject | null> {
  const measure = await measureIn(scope, id)
  if (!measure || measure.step === 'lift') return null
  return { kind: 'measure', subjectId: id, round: 1, title: stepTitles[measure.step], barred: [measure.byId], owner: measure.memberId }
}

async function submissionOf(scope: Scope, id: number): Promise<Subject | null> {
  const found = await holdSubmission(scope, id)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  if (!found || !challenge || (found.state !== 'returned' && found.state !== 'rejected')) return null
  const { judges, count } = await verdictsOn(scope, id, found.version)
  return { kind: 'submission', subjectId: id, round: count, title: challenge.title, barred: judges, owner: found.memberId }
}
