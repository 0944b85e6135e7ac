import { env } from '#app/foundation/env.ts'

/** The header in which the HTTP entry hands on the origin that the browser used. The entry overwrites whatever came from outside. */
export const originHeader = 'x-laurel-origin'

/** The origin (scheme, host, port) under which the browser reached the hub. */
export function originOf(request: Request): string {
  const known = request.headers.get(originHeader)
  if (known) return known
  const publicUrl = env().PUBLIC_URL
  return publicUrl ? new URL(publicUrl).origin : new URL(request.url).origin
}

/**
 * True if cookies may be Secure: over https, and on http://localhost, which browsers trust. Safari alone does not keep Secure cookies there, so
 * it and every other plain-http host get a name without the `__Host-` prefix.
 */
export function mayBeSecure(request: Request): boolean {
  const origin = new URL(originOf(request))
  if (origin.protocol === 'https:') return true
  const local = origin.hostname === 'localhost' || origin.hostname.endsWith('.localhost')
  const agent = request.headers.get('user-agent') ?? ''
  return local && !(agent.includes('Safari/') && !/Chrom|Edg|Firefox/.test(agent))
}

/** The value of one cookie, as it was sent. Tolerates whatever else the header holds. */
export function readCookie(request: Request, name: string): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
