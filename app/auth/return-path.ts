/** A path of this hub to go back to, or the fallback: never another host, never a page that would lead in a circle. */
export function returnPath(to: string | null | undefined, fallback = '/'): string {
  // Browsers drop tabs and line breaks inside an address and read a backslash as a slash.
  if (!to || !to.startsWith('/') || /[\u0000-\u001f\\]/.test(to)) return fallback
  const base = 'http://hub.invalid'
  if (!URL.canParse(to, base)) return fallback
  const url = new URL(to, base)
  if (url.origin !== base || url.pathname.startsWith('//')) return fallback
  if (/^\/(sign-in|sign-up|sign-out|forgot|reset|auth)(\/|$)/.test(url.pathname)) return fallback
  // Remix marks with `?index` which form was meant; it means nothing in an address.
  if (url.searchParams.get('index') === '') url.searchParams.delete('index')
  return url.pathname + url.search + url.hash
}

/** The sign-in page that comes back to this path. */
export function signInPath(to: string): string {
  const path = returnPath(to)
  return path === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`
}
