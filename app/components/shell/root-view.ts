import { useRouteLoaderData } from '@remix-run/react'

export type Theme = 'light' | 'dark' | 'system'

export type StaffRole = 'owner' | 'manager' | 'reviewer' | 'store_keeper' | 'analyst'

/** What the frame of every page knows; the root loader answers with it. */
export type RootView = {
  program: { name: string; pointsName: string; timeZone: string; logoUrl?: string | null }
  member: {
    handle: string
    name: string
    avatarUrl?: string | null
    /** Spendable points. */
    balance: number
    /** Notices not read yet, 99 at most. */
    unread: number
    level?: { title: string; rank: number } | null
    role?: StaffRole | null
    locale: string
    timeZone: string
    /** Paused or removed: the frame says so on every page. */
    state?: 'active' | 'paused' | 'removed'
  } | null
  theme: Theme
  /** ISO instant of the answer, so that server and browser tell the same time. */
  now: string
  /** What the page knew when it was made, from where live updates go on; missing for visitors. */
  liveCursor?: string | null
}

/** The view of a page whose root loader failed or answered nothing. */
export const bareView: RootView = {
  program: { name: 'Laurel', pointsName: 'points', timeZone: 'UTC' },
  member: null,
  theme: 'system',
  now: '1970-01-01T00:00:00.000Z',
}

/** The root loader's view, or the bare one on error pages. */
export function useRootView(): RootView {
  const loaded = useRouteLoaderData('root') as Partial<RootView> | undefined
  return { ...bareView, ...loaded }
}
