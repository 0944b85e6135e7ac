import { z } from 'zod'
import type { Vendor } from '#app/contract/fulfiller.ts'
import { cleanText } from './body.ts'

/** A whole answer of a vendor. `value` is undefined where it is not JSON. */
export type VendorAnswer = { status: number; value: unknown; afterSeconds?: number }

/** The header of a bearer key. */
export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` })

/** Asks a vendor's JSON interface; `proof` are the headers that say who asks. Throws where there was no whole answer. */
export async function askVendor(
  vendor: Vendor,
  proof: Readonly<Record<string, string>>,
  method: string,
  url: string,
  json?: unknown,
): Promise<VendorAnswer> {
  const headers = { accept: 'application/json', ...proof, ...(json === undefined ? {} : { 'content-type': 'application/json' }) }
  const answer = await vendor.reach(url, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) })
  const wait = Number(answer.headers['retry-after'])
  return { status: answer.status, value: jsonIn(answer.text), ...(wait > 0 ? { afterSeconds: Math.min(Math.ceil(wait), 86_400) } : {}) }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** True where the same question may be answered another way later: the vendor is down, busy, or asks for patience. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500
}

const wordy = z.looseObject({
  message: z.string().optional(),
  result: z.string().optional(),
  detail: z.string().optional(),
  error: z.union([z.string(), z.looseObject({ message: z.string().optional() })]).optional(),
  errors: z.union([z.string(), z.looseObject({ message: z.string().optional() })]).optional(),
})

/** What a vendor said went wrong, for managers: its status and its own words, at most 200 characters. */
export function faultIn(title: string, { status, value }: Pick<VendorAnswer, 'status' | 'value'>): string {
  const said = wordy.safeParse(value).data
  const inner = (part: string | { message?: string | undefined } | undefined): string | undefined => (typeof part === 'string' ? part : part?.message)
  const words = said && (inner(said.error) ?? inner(said.errors) ?? said.message ?? said.detail ?? said.result)
  return `${title} answered ${status}${words ? `: ${cleanText(words).slice(0, 200)}` : ''}`
}
