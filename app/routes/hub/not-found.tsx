import { type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { ErrorPage, errorWords } from '#app/components/shell/error-page.tsx'
import { MemberFrame } from '#app/components/shell/member-frame.tsx'
import { useRootView } from '#app/components/shell/root-view.ts'
import { frameView } from './frame-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'There is no page here' }, { name: 'robots', content: 'noindex' }]

/** An address that leads nowhere, said with status 404. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  return data(await frameView(guest), { status: 404 })
}

/** A friendly dead end, inside the frame. */
export default function NotFound() {
  const view = useLoaderData<typeof loader>()
  return (
    <MemberFrame view={{ ...view, theme: useRootView().theme }}>
      <ErrorPage {...errorWords({ status: 404, statusText: '', internal: false, data: '' })} />
    </MemberFrame>
  )
}
