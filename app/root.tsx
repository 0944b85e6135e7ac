import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError } from '@remix-run/react'
import type { ReactNode } from 'react'

import { anyone } from '#app/auth/guests.server.ts'
import { ErrorPage, errorWords } from '#app/components/shell/error-page.tsx'
import { MemberFrame } from '#app/components/shell/member-frame.tsx'
import { useNonce } from '#app/components/shell/nonce.ts'
import { useRootView } from '#app/components/shell/root-view.ts'
import { Toaster } from '#app/components/shell/toaster.tsx'
import { themes } from '#app/domain/members/members.ts'
import { themeOf } from '#app/routes/resources/theme-cookie.ts'

import stylesheet from './tailwind.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/icon-180.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export const meta: MetaFunction = () => [
  { title: 'Laurel' },
  { name: 'description', content: 'A community hub where real contributions become points, and every point says why.' },
]

/** What the HTML itself needs: the colors this browser or this member asked for, and the program's name. Frames know the rest. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const theme = themeOf(request) ?? themes.find((known) => known === member?.theme) ?? 'system'
  const { name, pointsName, timeZone } = program
  return { program: { name, pointsName, timeZone }, theme, now: new Date().toISOString() }
}

/** The HTML around every page, error pages included. */
export function Layout({ children }: { children: ReactNode }) {
  const view = useRootView()
  const nonce = useNonce()
  return (
    <html lang={view.member?.locale ?? 'en'} data-theme={view.theme === 'system' ? undefined : view.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#faf6ec" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0e1812" media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Toaster theme={view.theme} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

/** The page inside its HTML. */
export default function App() {
  return <Outlet />
}

/** What a person sees when a page failed before its own frame could stand. */
export function ErrorBoundary() {
  return (
    <MemberFrame view={useRootView()}>
      <ErrorPage {...errorWords(useRouteError())} />
    </MemberFrame>
  )
}
