import { Form } from '@remix-run/react'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { TimeZoneInput } from './time-zone-input.tsx'

/** Leads to GitHub to sign in, join or link. A whole-page form: the way leads to another site. */
export function GithubButton({ purpose, to, children }: { purpose: 'sign_in' | 'link'; to?: string; children: string }) {
  return (
    <Form method="post" action="/auth/github" reloadDocument>
      <input type="hidden" name="purpose" value={purpose} />
      {to && <input type="hidden" name="to" value={to} />}
      <TimeZoneInput />
      <Button variant="outline" className={purpose === 'sign_in' ? 'w-full' : undefined}>
        <ChannelIcon channel="github" size="sm" />
        {children}
      </Button>
    </Form>
  )
}

/** The line between two ways of doing the same. */
export function Or() {
  return (
    <p className="my-6 flex items-center gap-4 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or
    </p>
  )
}
