const tracking = /^(utm_.*|fbclid|gclid|igshid|mc_cid|mc_eid|ref_src|si)$/i

/**
 * One form for one page: no scheme, no `www.` or `m.`, host in lower case, no fragment, no trailing slash, no tracking, parameters in order.
 * Null for what is no web address.
 */
export function normalizeLink(link: string): string | null {
  const text = link.trim()
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  const host = url.hostname
    .toLowerCase()
    .replace(/^(www|m|mobile)\./, '')
    .replace(/\.$/, '')
  const port = url.port ? `:${url.port}` : ''
  const pairs = [...url.searchParams].filter(([name]) => !tracking.test(name)).sort(([one], [other]) => (one < other ? -1 : 1))
  const query = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
  return `${host}${port}${decoded(url.pathname).replace(/\/+/g, '/').replace(/\/$/, '')}${query}`
}

function decoded(path: string): string {
  try {
    return encodeURI(decodeURI(path))
  } catch {
    return path
  }
}

/** True if a link lies on one of these hosts or below one; any host if none is named. */
export function onHost(link: string, hosts: readonly string[]): boolean {
  if (hosts.length === 0) return true
  if (!URL.canParse(link)) return false
  const host = new URL(link).hostname.toLowerCase().replace(/^www\./, '')
  return hosts.some((one) => {
    const wanted = one.toLowerCase().replace(/^www\./, '')
    return host === wanted || host.endsWith(`.${wanted}`)
  })
}
