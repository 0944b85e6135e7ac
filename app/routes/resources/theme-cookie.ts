const name = 'laurel-theme'
const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

/** The cookie that remembers a browser's colors for a year; anything unknown means as the device. */
export function themeCookie(theme: string): string {
  return `${name}=${themeFrom(theme)}; Path=/; Max-Age=31536000; SameSite=Lax`
}

/** The colors a browser asked for, or null when it never did. */
export function themeOf(request: Request): Theme | null {
  const found = new RegExp(`(?:^|;\\s*)${name}=(\\w+)`).exec(request.headers.get('cookie') ?? '')?.[1]
  return found === undefined ? null : themeFrom(found)
}

function themeFrom(text: string): Theme {
  return themes.find((theme) => theme === text) ?? 'system'
}
