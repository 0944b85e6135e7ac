import { parse as parseLossless } from 'lossless-json'
import { z } from 'zod'

export type ParsedBody = { ok: true; value: unknown } | { ok: false; why: string }

/** What bytes were read as: the envelope and the reading ask for the same. Nobody changes what was parsed. */
const known = new WeakMap<Uint8Array, ParsedBody>()

/** Reads raw bytes as UTF-8 JSON, once. Never throws. */
export function parseJson(body: Uint8Array): ParsedBody {
  let parsed = known.get(body)
  if (!parsed) {
    const text = decode(body)
    parsed = text === undefined ? { ok: false, why: 'the body is not UTF-8 text' } : parseText(text)
    known.set(body, parsed)
  }
  return parsed
}

/**
 * Reads raw bytes as JSON, or as a form whose one field `payload` is JSON. Which of the two is decided by the bytes, never by the
 * content type: that header is unsigned, and a JSON text may hold `&payload=…` in a place that any user can write to.
 */
export function parseJsonOrForm(body: Uint8Array): ParsedBody {
  const text = decode(body)
  if (text === undefined) return { ok: false, why: 'the body is not UTF-8 text' }
  if (!text.startsWith('payload=')) return parseText(text)
  const fields = [...new URLSearchParams(text)]
  const payload = fields[0]
  if (!payload || fields.length !== 1) return { ok: false, why: 'the form has other fields than payload' }
  return parseText(payload[1])
}

/** Reads raw bytes as JSON in which whole numbers above 2^53 become text, exact: as ids they would name somebody else otherwise. Never throws. */
export function parseExactJson(body: Uint8Array): ParsedBody {
  const plain = parseJson(body)
  // What cannot be parsed or is nested too deep for the exact reader is not the platform's.
  if (!plain.ok || typeof plain.value !== 'object' || plain.value === null || Array.isArray(plain.value)) return plain
  try {
    return {
      ok: true,
      value: parseLossless(strict.decode(body), null, (number) =>
        /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number)) ? number : Number(number),
      ),
    }
  } catch {
    return { ok: false, why: 'the body is not JSON' }
  }
}

const strict = new TextDecoder('utf-8', { fatal: true })

function decode(body: Uint8Array): string | undefined {
  try {
    return strict.decode(body)
  } catch {
    return undefined
  }
}

function parseText(text: string): ParsedBody {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, why: 'the body is not JSON' }
  }
}

/** Text that a database can keep: no NUL, no half of a surrogate pair. */
export function cleanText(raw: string): string {
  return raw.isWellFormed() && !raw.includes('\u0000') ? raw : raw.replaceAll('\u0000', '').toWellFormed()
}

/** Any text, cleaned. */
export const text = z.string().transform(cleanText)

/** A title for people: one line, at most 300 characters. */
export const titleText = z.string().transform(cleanTitle)

/** A text as a title. */
export function cleanTitle(raw: string): string {
  return cleanText(raw.slice(0, 300)).replace(/\s+/g, ' ').trim()
}

/** A foreign id as text. Numbers must be exact: one above 2^53 would name somebody else. */
export const foreignId = z.union([z.int().nonnegative().transform(String), z.string().regex(/^[^\p{Cc}\p{Surrogate}]{1,200}$/u)])

/** A moment with its offset from UTC. */
export const instant = z.iso.datetime({ offset: true }).transform((raw) => new Date(raw))

/** A web address, or nothing where it is anything else than http(s): it ends up in a link. */
export const webAddress = z.string().transform(cleanAddress)

/** A text as a web address; empty where it is none. */
export function cleanAddress(raw: string): string {
  return /^https?:\/\/[^\s"<>]+$/i.test(raw) && raw.length <= 2000 ? cleanText(raw) : ''
}
