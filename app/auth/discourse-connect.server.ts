import { createHmac } from 'node:crypto'
import { sameText } from '#app/foundation/crypto.server.ts'

/** Signs what one side of DiscourseConnect tells the other: `sso` is base64 of a query, `sig` the HMAC-SHA256 (hex) over that base64 text. */
export function signConnect(said: Readonly<Record<string, string>>, secret: string): { sso: string; sig: string } {
  const sso = Buffer.from(new URLSearchParams(said).toString()).toString('base64')
  return { sso, sig: signatureOf(sso, secret) }
}

/**
 * What the other side said, or null if no secret of ours signed it. The signature is over the base64 text as it came: some senders break it into
 * lines, and those line breaks are signed too.
 */
export function readConnect(query: URLSearchParams, secrets: readonly string[]): URLSearchParams | null {
  const [sso, sig] = [query.get('sso'), query.get('sig')]
  if (!sso || !sig || sso.length > 8_000) return null
  const proved = secrets.some((secret) => secret !== '' && sameText(signatureOf(sso, secret), sig.toLowerCase()))
  return proved ? new URLSearchParams(Buffer.from(sso, 'base64').toString('utf8')) : null
}

function signatureOf(sso: string, secret: string): string {
  return createHmac('sha256', secret).update(sso).digest('hex')
}
