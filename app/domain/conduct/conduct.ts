import { z } from 'zod'

export const steps = ['warn', 'pause', 'hold', 'remove'] as const
/** A step against somebody, mildest first; `lift` ends whatever holds. */
export type Step = (typeof steps)[number] | 'lift'

export const stepTitles: Record<Step, string> = {
  warn: 'Warning',
  pause: 'Earning paused',
  hold: 'Earning paused, orders held',
  remove: 'Removed from the program',
  lift: 'Lifted',
}

/** What each step means, for the person who takes it. */
export const stepHints: Record<Step, string> = {
  warn: 'Words only. Nothing changes for the member.',
  pause: 'What they do is recorded and gives nothing while it lasts, and boards do not show them. What they have stays theirs.',
  hold: 'As above, and their orders wait for a person.',
  remove: 'Off the boards, no profile, nothing can be handed in or ordered. They can still sign in to read why and to appeal.',
  lift: 'Ends what holds. What was done meanwhile is not paid later.',
}

/** What each step means, for the member. */
export const memberWords: Record<Step, string> = {
  warn: 'This is a warning. Nothing changes for you.',
  pause:
    'Earning is paused for you: what you do now is recorded, and gives nothing while this lasts, and boards do not show you. What you have stays yours.',
  hold: 'Earning is paused for you, and your orders wait until somebody has looked at them. What you have stays yours.',
  remove: 'Your account takes no part in the program any more. You can still sign in, read this, and take your records with you.',
  lift: 'Everything is as before: what you do counts again.',
}

/** The state of the account that a step leads to; null where it stays. */
export const stateAfter: Record<Step, 'active' | 'paused' | 'removed' | null> = {
  warn: null,
  pause: 'paused',
  hold: 'paused',
  remove: 'removed',
  lift: 'active',
}

const reason = 'Say why in at least 10 letters. The member reads it.'

export const measureSchema = z.object({
  step: z.enum([...steps, 'lift'], 'Choose what to do.'),
  reason: z.string(reason).trim().min(10, reason).max(1_000, 'Keep it under 1,000 letters.'),
  note: z.string().trim().max(2_000, 'Keep it under 2,000 letters.').default(''),
})
export type MeasureForm = z.input<typeof measureSchema>

/** A step that was taken. `note` is for staff alone. */
export type MeasureRow = { id: number; step: Step; reason: string; note: string; byId: number; byHandle: string | null; at: Date }
