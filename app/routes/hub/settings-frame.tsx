import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Outlet, useLocation } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'

export const meta: MetaFunction = () => [{ title: 'Settings' }]

/** For members. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireMember(request)
  return null
}

const pages = [
  { label: 'Profile', to: '/settings' },
  { label: 'Interests and gifts', to: '/settings/interests' },
  { label: 'Linked accounts', to: '/settings/accounts' },
  { label: 'Privacy', to: '/settings/privacy' },
  { label: 'Password and sessions', to: '/settings/sessions' },
]

/** The pages of settings, side by side. */
export default function SettingsFrame() {
  const { pathname } = useLocation()
  return (
    <div className="max-w-3xl">
      <PageHeader title="Settings" />
      <TabLinks label="Settings" tabs={pages.map((page) => ({ ...page, current: pathname === page.to }))} />
      <div className="mt-8">
        <Outlet />
      </div>
    </div>
  )
}
