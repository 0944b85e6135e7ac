const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** True for methods that may change something. */
export function mayChange(method: string): boolean {
  return !reading.has(method.toUpperCase())
}

type GateHeaders = { 'sec-fetch-site'?: string | string[]; origin?: string | string[] }

/**
 * Why a changing request is not let in, as a sentence, or null when it comes from our own pages. Browsers say so in Sec-Fetch-Site; older ones in
 * Origin. A request that says neither is no browser's form, and is refused: channels have a door of their own.
 */
export function foreignFault(method: string, headers: GateHeaders, ownOrigins: readonly string[]): string | null {
  if (!mayChange(method)) return null
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return null
    return 'This was sent from another site, so it was not done. Open the page here and send it again.'
  }
  const { origin } = headers
  if (typeof origin === 'string' && ownOrigins.includes(origin)) return null
  if (origin === undefined) return 'This request does not say which page it comes from, so it was not done. Use a present-day browser, or the API.'
  return 'This was sent from another site, so it was not done. Open the page here and send it again.'
}
