// Challenges in a test's own database, written as an editor would write them.
import { inTransaction } from '#app/db/transaction.server.ts'
import { awardSchema, type Challenge, extraSchema, recurrenceSchema } from '#app/domain/challenges/challenges.ts'
import { addChallenge, beginRound, type ChallengeDraft, type StageDraft } from '#app/domain/challenges/commands.server.ts'

let count = 0

/** A stage with everything filled in: one click unless said otherwise. */
export function stage(part: Partial<StageDraft> = {}): StageDraft {
  return { type: 'check_in', title: 'Say hello', body: '', settings: {}, points: 0, branch: [], ...part }
}

type Wanted = Partial<Omit<ChallengeDraft, 'award' | 'recurrence' | 'extra'>> & {
  award?: Partial<Challenge['award']>
  recurrence?: Partial<Challenge['recurrence']>
  extra?: Partial<Challenge['extra']>
}

/** Publishes a challenge of one stage that pays 10 at the end, unless said otherwise. Answers its id, slug and the ids of its stages. */
export async function publish(part: Wanted = {}, program = 1): Promise<{ id: number; slug: string; stages: number[] }> {
  const slug = part.slug ?? `challenge-${(count += 1)}`
  const draft: ChallengeDraft = {
    ...{ title: 'A challenge', summary: '', body: '', state: 'published', opensAt: null, closesAt: null, timeZone: 'UTC', minutes: 5 },
    ...{ effort: 'easy', language: '', topics: [], audience: {}, places: null, needs: [], campaignId: null, generatedPolicy: 'allowed' },
    ...{ reviewersNeeded: 1, onboarding: false, position: 0, createdBy: null, publishedAt: new Date('2026-01-01T00:00:00Z'), stages: [stage()] },
    ...part,
    slug,
    award: awardSchema.parse({ points: 10, ...part.award }),
    recurrence: recurrenceSchema.parse(part.recurrence ?? {}),
    extra: extraSchema.parse(part.extra ?? {}),
  }
  const written = await inTransaction({ program, by: null }, (scope) => addChallenge(scope, draft))
  return { ...written, slug }
}

/** Lets a member stand at the first stage of a challenge. Answers the participation. */
export async function begin(challenge: { id: number; stages: readonly number[] }, memberId: number, round = 'once', program = 1): Promise<number> {
  const place = { challengeId: challenge.id, memberId, round, stageId: challenge.stages[0] ?? 0 }
  return (await inTransaction({ program, by: memberId }, (scope) => beginRound(scope, place))) ?? 0
}
