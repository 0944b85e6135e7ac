import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ErrorPage, errorWords } from '#app/components/shell/error-page.tsx'
import { ManageFrame } from '#app/components/shell/manage-frame.tsx'
import { MemberFrame } from '#app/components/shell/member-frame.tsx'
import { type RootView, bareView, useRootView } from '#app/components/shell/root-view.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { frameView } from '#app/routes/hub/frame-view.server.ts'

/** Who is here, and what the managers' frame shows them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'enter_manage')
  return frameView(guest)
}

/** The frame around all managers' pages. */
export default function ManagersFrame() {
  const view: RootView = { ...useLoaderData<typeof loader>(), theme: useRootView().theme }
  return (
    <ManageFrame view={view}>
      <Outlet />
    </ManageFrame>
  )
}

/** What went wrong: inside the managers' frame for staff, else in the members'. */
export function ErrorBoundary() {
  const loaded = useRouteLoaderData<typeof loader>('routes/manage/frame')
  const view = { ...bareView, ...loaded, theme: useRootView().theme }
  const words = errorWords(useRouteError())
  if (!loaded) {
    return (
      <MemberFrame view={view}>
        <ErrorPage {...words} />
      </MemberFrame>
    )
  }
  return (
    <ManageFrame view={view}>
      <ErrorPage {...words} action={words.status === 401 ? undefined : <ButtonLink to="/manage">Back to the overview</ButtonLink>} />
    </ManageFrame>
  )
}
