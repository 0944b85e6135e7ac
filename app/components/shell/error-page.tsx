import { isRouteErrorResponse } from '@remix-run/react'
import type { ReactNode } from 'react'

import { ButtonLink } from '#app/components/ui/button.tsx'
import { LaurelBranch } from '#app/components/ui/laurel-branch.tsx'

export type ErrorWords = { status: number; title: string; happened: string; kept: string; next: string }

const known: Record<number, Omit<ErrorWords, 'status'>> = {
  400: {
    title: 'That could not be read',
    happened: 'Something in the request was missing or in a form we do not know.',
    kept: 'Nothing was changed.',
    next: 'Go back and try again from the page you came from.',
  },
  401: {
    title: 'Please sign in again',
    happened: 'Your session has ended.',
    kept: 'Your points and everything you handed in are safe.',
    next: 'Sign in and you come back to this page.',
  },
  403: {
    title: 'This page is not open to you',
    happened: 'It needs a role that your account does not have.',
    kept: 'Nothing was changed.',
    next: 'If you should be able to see it, ask an owner of the program for the role.',
  },
  404: {
    title: 'There is no page here',
    happened: 'The address leads nowhere, or what it showed has been taken down.',
    kept: 'Your points and your activity are not affected.',
    next: 'Check the address, or start again from home.',
  },
  429: {
    title: 'A little too fast',
    happened: 'There were many requests in a short time.',
    kept: 'Nothing was lost.',
    next: 'Wait a minute, then try again.',
  },
  500: {
    title: 'Something went wrong on our side',
    happened: 'The page could not be put together. It has been recorded.',
    kept: 'Everything that was saved before is still there.',
    next: 'Try again in a moment.',
  },
}

/** What to say about an error that reached the boundary; the text of an unknown fault never reaches the page. */
export function errorWords(error: unknown): ErrorWords {
  const status = isRouteErrorResponse(error) ? error.status : 500
  const words = known[status] ?? known[status < 500 ? 400 : 500]!
  const said = isRouteErrorResponse(error) && status < 500 && typeof error.data === 'string' && error.data.trim()
  return { status, ...words, ...(said ? { happened: said } : {}) }
}

/** A page that says what happened, what was kept and what to do. */
export function ErrorPage({ status, title, happened, kept, next, action }: ErrorWords & { action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start py-10 sm:py-20">
      <LaurelBranch filled={1} className="mb-8 w-44" />
      <p className="text-sm font-semibold text-muted tabular-nums">Error {status}</p>
      <h1 className="mt-1 text-2xl font-extrabold tracking-tight">{title}</h1>
      <p className="mt-4 text-lg">{happened}</p>
      <p className="mt-2 text-muted">
        {kept} {next}
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        {action ?? (status === 401 ? <ButtonLink to="/sign-in">Sign in</ButtonLink> : <ButtonLink to="/">Go home</ButtonLink>)}
      </div>
    </div>
  )
}
