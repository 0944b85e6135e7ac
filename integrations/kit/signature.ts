import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Delivery, Secrets } from '#app/contract/adapter.ts'

/** How one platform signs: four settings families cover every webhook scheme that is an HMAC over known bytes. */
export type SignatureScheme = {
  algorithm: 'sha256' | 'sha1'
  /** The header that carries the signature, lower case. */
  header: string
  /** What stands before the signature itself: `sha256=`, `v1,`. */
  prefix: string
  encoding: 'hex' | 'base64'
  /** The signed text. `{body}` is the raw body, any other name in braces is a header: `{webhook-id}.{webhook-timestamp}.{body}`. */
  signed: string
  /** How the secret's text becomes the key. */
  secret: 'text' | 'base64' | 'hex'
  /** A label before the secret that is not part of the key: `whsec_`. */
  secretPrefix?: string
  /** The header may hold several signatures, divided by this. */
  separator?: string
  /** The signed header with the sending time in Unix seconds (or milliseconds), and how far it may be from the time of receipt, in seconds. */
  timestamp?: { header: string; tolerance: number; milliseconds?: true }
}

type Signable = Pick<Delivery, 'headers' | 'body'>

/** True if one of the secrets proves the delivery. Never throws; an empty or undecodable secret proves nothing. */
export function verifySignature(scheme: SignatureScheme, delivery: Delivery, secrets: Secrets[string] = []): boolean {
  const header = headerOf(delivery, scheme.header)
  if (!header || !isRecent(scheme, delivery)) return false
  const given = scheme.separator ? header.split(scheme.separator) : [header]
  let proven = false
  for (const secret of secrets) {
    const expected = computeSignature(scheme, delivery, secret)
    if (expected === undefined) continue
    for (const candidate of given) if (sameText(candidate, expected)) proven = true
  }
  return proven
}

/** The signature header's value for these bytes, or undefined if the secret or a signed header is missing. */
export function computeSignature(scheme: SignatureScheme, message: Signable, secret: string): string | undefined {
  const key = keyOf(scheme, secret)
  if (!key) return undefined
  const hmac = createHmac(scheme.algorithm, key)
  let text = ''
  for (const part of partsOf(scheme)) {
    if (part === '{body}') {
      if (text !== '') hmac.update(text)
      text = ''
      hmac.update(message.body)
      continue
    }
    const piece = part.startsWith('{') ? headerOf(message, part.slice(1, -1)) : part
    if (piece === undefined) return undefined
    text += piece
  }
  if (text !== '') hmac.update(text)
  return scheme.prefix + hmac.digest(scheme.encoding)
}

const signedParts = new WeakMap<SignatureScheme, string[]>()

/** The signed text in pieces: names in braces, and what stands between them. */
function partsOf(scheme: SignatureScheme): string[] {
  let parts = signedParts.get(scheme)
  if (!parts) signedParts.set(scheme, (parts = scheme.signed.split(/(\{[^}]+\})/).filter((part) => part !== '')))
  return parts
}

function headerOf(message: Signable, name: string): string | undefined {
  const value = Object.hasOwn(message.headers, name) ? message.headers[name] : undefined
  return typeof value === 'string' ? value : undefined
}

function isRecent(scheme: SignatureScheme, delivery: Delivery): boolean {
  if (!scheme.timestamp) return true
  const sent = headerOf(delivery, scheme.timestamp.header) ?? ''
  // Digits only: anything looser would let two different (id, time, body) triples share one signed text.
  if (!/^\d{1,13}$/.test(sent)) return false
  const seconds = Number(sent) / (scheme.timestamp.milliseconds ? 1000 : 1)
  return Math.abs(delivery.receivedAt.getTime() / 1000 - seconds) <= scheme.timestamp.tolerance
}

const shapes = { base64: /^[A-Za-z0-9+/]+={0,2}$/, hex: /^(?:[0-9a-fA-F]{2})+$/ }

const keys = new WeakMap<SignatureScheme, Map<string, Buffer | undefined>>()

/** The key in a secret's text; read once, for a secret is asked at every delivery. */
function keyOf(scheme: SignatureScheme, secret: string): Buffer | undefined {
  const known = keys.get(scheme) ?? new Map<string, Buffer | undefined>()
  if (known.has(secret)) return known.get(secret)
  if (known.size >= 100) known.clear()
  const key = readKey(scheme, secret)
  keys.set(scheme, known.set(secret, key))
  return key
}

function readKey(scheme: SignatureScheme, secret: string): Buffer | undefined {
  if (typeof secret !== 'string') return undefined
  const prefix = scheme.secretPrefix ?? ''
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  if (scheme.secret === 'text') return text.trim() === '' ? undefined : Buffer.from(text, 'utf8')
  if (!shapes[scheme.secret].test(text)) return undefined
  const key = Buffer.from(text, scheme.secret)
  return key.length === 0 ? undefined : key
}

function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Headers in which one holds several named pieces (`t=1492774577,v1=5257…`), with each piece as a header of its own: `<name>#t`, `<name>#v1`. Pieces of
 * one name are divided by a space.
 */
export function unfoldHeader<Message extends Signable>(message: Message, name: string): Message {
  const pieces: Record<string, string> = {}
  for (const piece of (headerOf(message, name) ?? '').split(',')) {
    const [, key, value] = /^\s*([a-z0-9_]{1,20})=(\S{1,500})\s*$/.exec(piece) ?? []
    if (key && value) pieces[`${name}#${key}`] = [pieces[`${name}#${key}`], value].filter(Boolean).join(' ')
  }
  return { ...message, headers: { ...message.headers, ...pieces } }
}

/**
 * The proof by a header that holds `t=…,v1=…`: hex HMAC-SHA256 over `t.body`, the time in seconds and at most so many of them away. `value` is the header
 * for these bytes at a moment.
 */
export function foldedProof(header: string, tolerance: number) {
  const time = `${header}#t`
  const signed = { algorithm: 'sha256', encoding: 'hex', secret: 'text', signed: `{${time}}.{body}` } as const
  const scheme: SignatureScheme = { ...signed, header: `${header}#v1`, prefix: '', separator: ' ', timestamp: { header: time, tolerance } }
  return {
    verify: (delivery: Delivery, secrets: Secrets[string] | undefined): boolean => verifySignature(scheme, unfoldHeader(delivery, header), secrets),
    value: (body: Uint8Array, secret: string, at: Date): string => {
      const t = String(Math.floor(at.getTime() / 1000))
      return `t=${t},v1=${computeSignature(scheme, { headers: { [time]: t }, body }, secret) ?? ''}`
    },
  }
}
