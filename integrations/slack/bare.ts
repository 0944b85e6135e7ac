import { z } from 'zod'
import { foreignId, parseJson } from '#integrations/kit/body.ts'

/** What stands around every message of Slack's. */
export const envelope = z.object({
  type: z.string().max(100),
  event_id: foreignId.optional(),
  event: z.looseObject({ type: z.string().max(100), subtype: z.string().max(100).optional() }).optional(),
})

/** The number of characters of what somebody wrote. */
export const lengthOf = (text = ''): number => [...text].length

const kept = z.object({
  type: z.string(),
  subtype: z.string().optional(),
  user: z.union([z.string(), z.object({ id: z.string(), name: z.string().optional(), is_bot: z.boolean().optional() })]).optional(),
  bot_id: z.string().nullish(),
  channel: z.string().optional(),
  channel_type: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
  event_ts: z.string().optional(),
  reaction: z.string().optional(),
  item_user: z.string().optional(),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }).optional(),
  previous_message: z.object({ user: z.string().optional(), ts: z.string() }).optional(),
})
const bareBody = envelope.extend({ team_id: z.string().optional(), event_time: z.int().optional() })

/** A message of Slack's with ids, times and the length of what was written; all else (texts, blocks, files, profiles) is left out. */
export function bare(body: Uint8Array): Uint8Array {
  const parsed = parseJson(body)
  const told = parsed.ok ? bareBody.safeParse(parsed.value) : null
  if (!told?.success || !told.data.event) return body
  const event = kept.safeParse(told.data.event)
  const { type, subtype, text } = told.data.event
  const length = typeof text === 'string' ? { length: lengthOf(text) } : {}
  // What has another form than the documented one is named, and nothing of it is kept.
  const left = event.success ? { ...event.data, ...length } : { type, ...(subtype ? { subtype } : {}) }
  return Buffer.from(JSON.stringify({ ...told.data, event: left }))
}
