import { z } from 'zod'

export const conversationStates = ['waiting', 'answered', 'closed'] as const
export type ConversationState = (typeof conversationStates)[number]

const said = z.string('Write a few words first.').trim().min(2, 'Write a few words first.').max(4_000, 'Keep it under 4,000 letters.')

/** What a member sends to begin a conversation. `from` is the page it is about. */
export const askSchema = z.object({
  key: z.uuid(),
  subject: z
    .string('Say in a few words what it is about.')
    .trim()
    .min(3, 'Say in a few words what it is about.')
    .max(120, 'Keep it under 120 letters.'),
  body: said,
  from: z.string().max(300).default('/'),
})
export type AskForm = z.input<typeof askSchema>

/** What either side adds. Staff may close it with the same step. */
export const addSchema = z.object({ key: z.uuid(), body: said, close: z.literal('on').optional() })
export type AddForm = z.input<typeof addSchema>

/** A conversation in a list. */
export type ConversationRow = {
  id: number
  memberId: number
  handle: string
  name: string
  subject: string
  page: string
  pageTitle: string
  state: ConversationState
  openedAt: Date
  lastAt: Date
  /** Since when the member waits for an answer. */
  waitingFrom: Date | null
  /** The beginning of what was said last. */
  last: string
}

/** What was said, and by whom. */
export type LineRow = { id: number; byId: number; handle: string; name: string; staff: boolean; body: string; at: Date }
