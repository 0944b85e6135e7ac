import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from './env.ts'

const keys = new Map<string, Buffer>()

/** A 32-byte key for one purpose, derived from LAUREL_SECRET by HKDF-SHA256 (RFC 5869), so that no two purposes share a key. */
function keyFor(purpose: string): Buffer {
  let key = keys.get(purpose)
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', env().LAUREL_SECRET, 'laurel', purpose, 32))
    keys.set(purpose, key)
  }
  return key
}

/** Seals a text with AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the ciphertext. `context` must be the same when opening. */
export function seal(purpose: string, context: string, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
  cipher.setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

/** Opens what `seal` made. Throws if it was changed, or sealed under another LAUREL_SECRET or context. */
export function open(purpose: string, context: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** A keyed hash (HMAC-SHA256, hex) of something that should not be kept in the clear, such as an address in a rate limit. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', keyFor(purpose)).update(text).digest('hex')
}

/** A keyed hash (HMAC-SHA256, first 16 bytes, written as a UUID): a key that names something without saying it. */
export function keyedUuid(key: Uint8Array, text: string): string {
  const hex = createHmac('sha256', key).update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** SHA-256 of a text, its first 16 bytes written as a UUID: names what holds nothing personal. */
export function plainUuid(text: string): string {
  const hex = sha256(text)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** SHA-256, hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A random token for a link: 32 bytes as base64url. Only its `sha256` is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}
