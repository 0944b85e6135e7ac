import { z } from 'zod'
import { type Ask, Later } from '#app/contract/adapter.ts'
import { cleanAddress, cleanTitle, foreignId } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'

/** https://api.stackexchange.com/docs/types/shallow-user: without an id for somebody whose account is gone. */
const user = z.object({ user_id: foreignId.optional(), display_name: z.string().optional(), user_type: z.string().optional() })
export type User = z.output<typeof user>

const seconds = z
  .int()
  .positive()
  .transform((at) => new Date(at * 1000))

/** https://api.stackexchange.com/docs/types/question */
export const question = z.object({
  question_id: foreignId,
  title: z.string().transform((raw) => cleanTitle(unescaped(raw))),
  link: z.string().transform(cleanAddress),
  tags: z.array(z.string()).default([]),
  score: z.int(),
  creation_date: seconds,
  owner: user.optional(),
  accepted_answer_id: foreignId.optional(),
})
export type Question = z.output<typeof question>

/** https://api.stackexchange.com/docs/types/answer */
export const answer = z.object({
  answer_id: foreignId,
  question_id: foreignId,
  is_accepted: z.boolean(),
  score: z.int(),
  creation_date: seconds,
  owner: user.optional(),
})
export type Answer = z.output<typeof answer>

const wrapper = z.object({
  items: z.array(z.unknown()),
  has_more: z.boolean(),
  backoff: z.int().positive().optional(),
  quota_remaining: z.int().optional(),
})
const fault = z.object({ error_id: z.int(), error_name: z.string().optional(), error_message: z.string().optional() })

export type Asked<T> = { items: T[]; more: boolean; /** Seconds that the platform asks to wait before the next page. */ rest: number }

/** Titles come with the characters of HTML escaped. */
function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return text.replaceAll(/&(?:#(\d{1,6})|(amp|lt|gt|quot));/g, (whole, code: string | undefined, name: string | undefined) =>
    code ? codePoint(Number(code), whole) : (named[name ?? ''] ?? whole),
  )
}

const codePoint = (code: number, whole: string) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole)

const host = 'https://api.stackexchange.com/2.3'

/**
 * Asks the API 2.3 for one page of a hundred. Throws `Later` where it wants patience (a throttle names its seconds in words), and when no request is left for today.
 */
export async function askStack<T>(ask: Ask, path: string, form: z.ZodType<T>, query: Record<string, string>): Promise<Asked<T>> {
  const { site_name: site, key } = ask.access
  const params = new URLSearchParams({ ...query, site: site ?? '', pagesize: '100', ...(key ? { key } : {}) })
  const said = await ask.fetch(`${host}${path}?${params}`, { headers: { accept: 'application/json' } })
  let value: unknown
  try {
    value = JSON.parse(said.body)
  } catch {
    if (said.status === 429 || said.status === 503) throw new Later(600)
    throw new Error(`Stack Exchange answered ${said.status}, and no JSON.`)
  }
  const refused = fault.safeParse(value)
  if (refused.success) throw refusal(refused.data)
  if (said.status === 429 || said.status === 503) throw new Later(600)
  if (said.status !== 200) throw new Error(`Stack Exchange answered ${said.status}.`)
  const whole = wrapper.safeParse(value)
  if (!whole.success) throw new Error(`Stack Exchange answered in another form than it documents: ${whyNot(whole.error)}`)
  const { items, has_more, backoff, quota_remaining } = whole.data
  const read = z.array(form).safeParse(items)
  if (!read.success) throw new Error(`Stack Exchange answered in another form than it documents: ${whyNot(read.error)}`)
  return { items: read.data, more: has_more, rest: Math.max(backoff ?? 0, quota_remaining === 0 ? 3600 : 0) }
}

/** https://api.stackexchange.com/docs/error-handling: 502 is the throttle, whose message names the seconds; 503 a passing fault. */
function refusal({ error_id, error_name, error_message }: z.output<typeof fault>): Error {
  const named = /in (\d{1,6}) seconds/.exec(error_message ?? '')?.[1]
  if (error_id === 502) return new Later(named ? Number(named) : 3600)
  if (error_id === 503) return new Later(600)
  return new Error(`Stack Exchange refused: ${cleanTitle(error_message ?? error_name ?? `error ${error_id}`)}.`)
}
