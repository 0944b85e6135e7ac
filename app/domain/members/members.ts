import type { Role } from './roles.ts'

/** A member who is signed in, as every page may know them. `lastSeenAt` is the end of the visit before this one. */
export type SignedIn = {
  id: number
  handle: string
  displayName: string
  email: string | null
  timeZone: string
  locale: string
  theme: string
  roles: Role[]
  lastSeenAt: Date | null
}
