import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { ErrorPage, errorWords } from '#app/components/shell/error-page.tsx'
import { MemberFrame } from '#app/components/shell/member-frame.tsx'
import { PublicFrame } from '#app/components/shell/public-frame.tsx'
import { type RootView, bareView, useRootView } from '#app/components/shell/root-view.ts'
import { frameView } from './frame-view.server.ts'

/** Who is here, and what the frame shows them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  return frameView(guest)
}

const onTheWayIn = /^\/(sign-in|sign-up|forgot|reset)(\/|$)/

/** The frame around all pages of the hub: members', or the visitors'. */
export default function HubFrame() {
  const view: RootView = { ...useLoaderData<typeof loader>(), theme: useRootView().theme }
  const { pathname } = useLocation()
  if (!view.member && onTheWayIn.test(pathname)) {
    return (
      <PublicFrame view={view} narrow>
        <Outlet />
      </PublicFrame>
    )
  }
  return (
    <MemberFrame view={view}>
      <Outlet />
    </MemberFrame>
  )
}

/** What went wrong on a page, inside the frame. */
export function ErrorBoundary() {
  const loaded = useRouteLoaderData<typeof loader>('routes/hub/frame')
  return (
    <MemberFrame view={{ ...bareView, ...loaded, theme: useRootView().theme }}>
      <ErrorPage {...errorWords(useRouteError())} />
    </MemberFrame>
  )
}
