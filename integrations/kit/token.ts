import { createHash, timingSafeEqual } from 'node:crypto'
import type { Delivery, Secrets } from '#app/contract/adapter.ts'

/**
 * For platforms that cannot sign: a fixed token in `Authorization: Bearer …`, or in the address as `?token=…` (the door makes a header of it).
 * Whoever sees one request can send others, so such a channel has a cap for each day. Never throws; an empty token proves nothing.
 */
export function verifyToken(delivery: Delivery, tokens: Secrets[string] = []): boolean {
  const given = /^bearer (\S+)$/i.exec(delivery.headers.authorization ?? '')?.[1]
  if (!given) return false
  let proven = false
  for (const token of tokens) {
    if (token.trim() !== '' && timingSafeEqual(hash(token), hash(given))) proven = true
  }
  return proven
}

/** The header that carries the token. */
export function tokenHeader(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

function hash(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
