import { isIP } from 'node:net'
import { env } from '#app/foundation/env.ts'

/** The header in which the HTTP entry hands on the client's address. The entry overwrites whatever came from outside. */
export const addressHeader = 'x-laurel-address'

type ProxyHeaders = Readonly<Record<string, string | string[] | undefined>>

function lastOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).split(',').at(-1)?.trim() ?? ''
}

/** The client's address: the socket's, or behind a trusted proxy the one it added last. */
export function clientAddress(headers: ProxyHeaders, socketAddress: string | undefined): string {
  const forwarded = env().TRUST_PROXY === '1' ? lastOf(headers['x-forwarded-for']) : ''
  return isIP(forwarded) ? forwarded : (socketAddress ?? '')
}

/** The origin under which the browser asked, or null for a host that is none. */
export function requestOrigin(headers: ProxyHeaders): string | null {
  const host = headers.host
  if (typeof host !== 'string' || !/^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host)) return null
  const publicUrl = env().PUBLIC_URL
  if (publicUrl && parsed(publicUrl)?.host === host.toLowerCase()) return parsed(publicUrl)?.origin ?? null
  const secure = env().TRUST_PROXY === '1' && lastOf(headers['x-forwarded-proto']).toLowerCase() === 'https'
  return parsed(`${secure ? 'https' : 'http'}://${host}`)?.origin ?? null
}

const addresses = new Map<string, URL | null>()

/** Few hosts are asked for again and again; whoever makes up many empties the list. */
function parsed(address: string): URL | null {
  let url = addresses.get(address)
  if (url === undefined) {
    if (addresses.size >= 200) addresses.clear()
    addresses.set(address, (url = URL.canParse(address) ? new URL(address) : null))
  }
  return url
}

/** Who counts as one client in a rate limit: an IPv4 address, or the /64 of an IPv6 one, for everybody with IPv6 has 2^64 of them. */
export function clientOf(request: Request): string {
  const address = (request.headers.get(addressHeader) ?? '').replace(/^::ffff:/i, '')
  if (isIP(address) !== 6) return address || 'unknown'
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')
}
