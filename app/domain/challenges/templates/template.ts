import type { Draft, StageDraft } from '#app/domain/challenges/draft.ts'

/** A challenge to begin from: what stands in it already, and when to take it. */
export type ChallengeTemplate = { slug: string; title: string; about: string; draft: Partial<Draft> & { stages: StageDraft[] } }

type Step = Pick<StageDraft, 'type' | 'title'> & Partial<Pick<StageDraft, 'body' | 'settings' | 'points'>>

/** Steps in order, with what is left out filled in. */
export function steps(...list: Step[]): StageDraft[] {
  return list.map((step, index) => ({ key: `n${index + 1}`, body: '', settings: {}, points: 0, branch: [], ...step }))
}

/** One amount at the end. */
export const final = (points: number): Draft['award'] => ({ mode: 'final', points, currency: 'points' })
/** What a reviewer chooses between these two. */
export const range = (min: number, max: number): Draft['award'] => ({ mode: 'final', points: { min, max }, currency: 'points' })
/** Each step pays for itself. */
export const byStep: Draft['award'] = { mode: 'stages', points: 0, currency: 'points' }
