import { open, seal } from '#app/foundation/crypto.server.ts'
import { mayBeSecure, readCookie } from './cookies.server.ts'

/** A small cookie that only the hub can read and write: what it says is sealed, and bound to its name and program. */
export type SealedCookie<Value> = {
  read(request: Request, program: number): Value | null
  write(request: Request, program: number, value: Value): string
  clear(request: Request): string
}

/** Makes a sealed cookie that lives for `minutes`; it is opened only within them. */
export function sealedCookie<Value extends object>(name: string, minutes: number): SealedCookie<Value> {
  const nameFor = (request: Request): string => `${mayBeSecure(request) ? '__Host-' : ''}laurel-${name}`
  const flags = (request: Request): string => `Path=/; HttpOnly; SameSite=Lax${mayBeSecure(request) ? '; Secure' : ''}`
  return {
    read(request, program) {
      const sealed = readCookie(request, nameFor(request))
      if (!sealed) return null
      try {
        const { until, value } = JSON.parse(open('cookie', `${name} ${program}`, Buffer.from(sealed, 'base64url'))) as { until: number; value: Value }
        return until > Date.now() ? value : null
      } catch {
        // Not ours, or sealed under an earlier secret: as good as none.
        return null
      }
    },
    write(request, program, value) {
      const sealed = seal('cookie', `${name} ${program}`, JSON.stringify({ until: Date.now() + minutes * 60_000, value }))
      return `${nameFor(request)}=${Buffer.from(sealed).toString('base64url')}; Max-Age=${minutes * 60}; ${flags(request)}`
    },
    clear: (request) => `${nameFor(request)}=; Max-Age=0; ${flags(request)}`,
  }
}

/** Remembers, for the browser that signed up, which mail it waits for. `link` is the hash of the link in it, if there is one. */
export const joiningCookie = sealedCookie<{ email: string; message: number; link: string | null }>('joining', 24 * 60)

/** Names what a browser did or wrote without being signed in, so that whoever signs in with it finds it: for two weeks. */
export const keptCookie = sealedCookie<{ token: string }>('kept', 14 * 24 * 60)

/**
 * Names a browser that signed in to an account (OWASP's device cookie): its failures are counted apart from everybody else's, so nobody can lock its
 * owner out of it. It opens nothing.
 */
const deviceCookie = sealedCookie<{ email: string; device: string }>('device', 400 * 24 * 60)

/** The name of this browser if it signed in to this account before, or null. */
export function knownDevice(request: Request, program: number, email: string): string | null {
  const known = deviceCookie.read(request, program)
  return known?.email === email ? known.device : null
}

/** The cookie by which this browser is known for this account from now on. */
export function rememberDevice(request: Request, program: number, email: string): string {
  return deviceCookie.write(request, program, { email, device: crypto.randomUUID() })
}
