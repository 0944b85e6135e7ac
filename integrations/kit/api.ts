import type { z } from 'zod'
import { type Ask, Later } from '#app/contract/adapter.ts'
import { whyNot } from './event-table.ts'

export type Asked = { method?: string; headers?: Record<string, string>; json?: unknown; form?: Record<string, string> }

/**
 * Asks a platform's JSON interface. Answers undefined for 404 and 410 (it is gone there), `Later` when the platform asks for patience, and throws
 * one sentence for everything else.
 */
export async function askJson(ask: Ask, url: string, { method = 'GET', headers = {}, json, form }: Asked = {}): Promise<unknown> {
  const body = json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : undefined
  const type = json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded'
  const sent = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }), ...headers }
  const answer = await ask.fetch(url, { method, headers: sent, ...(body === undefined ? {} : { body }) })
  if (answer.status === 404 || answer.status === 410) return undefined
  if (answer.status === 429) throw new Later(waitIn(answer.body))
  if (answer.status < 200 || answer.status > 299) throw new Error(`${new URL(url).host} answered ${answer.status}${wordsIn(answer.body)}`)
  if (answer.body.trim() === '') return null
  try {
    return JSON.parse(answer.body)
  } catch {
    throw new Error(`${new URL(url).host} answered something that is not JSON`)
  }
}

/** The same for an answer of a known form: undefined if it is gone there, one sentence with the place if the form is another. */
export async function askFor<T>(ask: Ask, url: string, form: z.ZodType<T>, asked?: Asked): Promise<T | undefined> {
  const answer = await askJson(ask, url, asked)
  if (answer === undefined) return undefined
  const parsed = form.safeParse(answer)
  if (!parsed.success) throw new Error(`${new URL(url).host} answered in another form than it documents: ${whyNot(parsed.error)}`)
  return parsed.data
}

/** The seconds that a body asks to wait for; a minute if it does not say. */
function waitIn(body: string): number {
  const said = /"(?:wait_seconds|retry_after)"\s*:\s*(\d{1,5})/.exec(body)?.[1]
  return said ? Math.max(1, Number(said)) : 60
}

function wordsIn(body: string): string {
  const said = /"(?:message|error|error_message)"\s*:\s*"([^"]{1,200})"/.exec(body)?.[1]
  return said ? `: ${said}` : ''
}

/** An address on the platform that a manager named, without a slash at its end. Throws if none is set. */
export function siteOf(ask: Ask, name = 'site'): string {
  const site = ask.access[name]
  if (!site) throw new Error('The address of the platform is not set on the channel’s page.')
  return site.replace(/\/+$/, '')
}
