import type { Scope } from '#app/db/transaction.server.ts'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'
import { handIn, keepWritten, linkIsTaken } from '#app/domain/challenges/commands.server.ts'
import { normalizeLink } from '#app/domain/challenges/links.ts'
import { draftIn, type Participation } from '#app/domain/challenges/settling.server.ts'
import { policyProblem } from '#app/domain/challenges/submissions.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import type { Page, StageJudged } from '#app/domain/challenges/types/type.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { type Completed, completeStage } from './complete-stage.server.ts'
import { failStage } from './fail-stage.server.ts'

/** What a member hands in for a stage, as typed; what it is in and about, and whether it was generated, where the challenge asks. */
export type Submitted = {
  slug: string
  stageId: number
  content: Record<string, unknown>
  language?: string
  topic?: string
  generated?: boolean | null
}

/** What the door has looked up: the member's accounts and code, and the page behind their link for stages that ask for it. */
export type LookedUp = { accounts: readonly { sourceId: number; handle: string; host?: string | null }[]; code: string; page: Page }

/** What came of it: passed or completed, waiting for a person, or not (with the reason; what was written is kept). */
export type SubmitOutcome =
  | Extract<Completed, { kind: 'passed' | 'completed' }>
  | { kind: 'waiting' }
  | { kind: 'failed'; message: string; retryAt: Date | null }
  | { kind: 'not_yet'; message: string; field: string | null }

type Case = { challenge: Challenge; stage: Stage; round: Participation; order: Submitted; looked: LookedUp }

/** Part of handing in: the stage's type judges, and what follows is written. Nothing that was written is lost; the same link counts once. */
export async function judgeSubmission(scope: Scope, program: { timeZone: string }, one: Case): Promise<SubmitOutcome> {
  const { challenge, stage, round, order, looked } = one
  const written = { participationId: round.id, stageId: stage.id, memberId: round.memberId, content: order.content }
  const type = stageTypeOf(stage.type)
  const refuse = async (message: string, field: string | null = null): Promise<SubmitOutcome> => {
    await keepWritten(scope, written)
    return { kind: 'not_yet', message, field }
  }
  const read = type.submission.safeParse(order.content)
  if (!read.success) return refuse(read.error.issues[0]?.message ?? 'Something is missing.', String(read.error.issues[0]?.path[0] ?? ''))
  const problem = type.text ? policyProblem(challenge.generatedPolicy, order.generated ?? null) : null
  if (problem) return refuse(problem, 'generated')
  const link = type.link?.(read.data) ?? null
  // Where the page was opened, the address it lies at: many lead to one.
  const names = link?.once ? [looked.page?.url ?? link.href, link.href].flatMap((address) => normalizeLink(address) ?? []) : []
  for (const name of new Set(names))
    if (await linkIsTaken(scope, name, written))
      return refuse('This link was handed in before, by you or by somebody else. Each counts once.', 'link')
  const draft = await draftIn(scope, round.id, stage.id)
  const opened = typeof draft?.['openedAt'] === 'string' ? new Date(draft['openedAt']) : null
  const facts = { now: scope.now, stageAt: round.stageAt, openedAt: opened, ...looked }
  const judged = type.judge(type.settings.parse(stage.settings), read.data, facts)
  if (judged.kind === 'not_yet') return refuse(judged.why)
  const state = judged.kind === 'review' ? ('waiting' as const) : judged.kind
  const given = { ...written, content: { ...order.content, ...read.data }, state, text: type.text?.(read.data) ?? '', link: names[0] ?? null }
  const about = { language: order.language ?? '', topic: order.topic ?? '', declaredGenerated: order.generated ?? null }
  const handed = await handIn(scope, { ...given, ...about })
  if (handed === null) throw new Refusal('not_there', 'This step waits to be looked at already. Nothing was handed in twice.')
  return follow(scope, program, one, judged)
}

async function follow(scope: Scope, program: { timeZone: string }, { round, stage }: Case, judged: StageJudged): Promise<SubmitOutcome> {
  const place = { participationId: round.id, stageId: stage.id }
  if (judged.kind === 'failed') {
    const failed = await failStage(scope, { ...place, how: 'for_now' })
    return { kind: 'failed', message: judged.why, retryAt: failed.kind === 'failed' ? failed.retryAt : null }
  }
  if (judged.kind !== 'passed') return { kind: 'waiting' }
  const { answer, score } = judged
  const done = await completeStage(scope, program, {
    ...place,
    how: stage.type === 'check_in' ? 'check_in' : 'door',
    ...(answer !== undefined && { answer }),
    ...(score !== undefined && { score }),
  })
  if (done.kind === 'passed' || done.kind === 'completed') return done
  throw new Refusal('not_there', 'This step is done already.')
}
