import { Form } from '@remix-run/react'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import type { WayIn } from '#app/domain/access/providers.ts'
import { TimeZoneInput } from './time-zone-input.tsx'

type Props = { way: WayIn; purpose: 'sign_in' | 'link'; to?: string; inline?: boolean; children: string }

/** Leads to a provider to sign in, join or link. A whole-page form: the way leads to another site. */
export function ProviderButton({ way, purpose, to, inline = false, children }: Props) {
  return (
    <Form method="post" action={`/auth/${way.slug}`} reloadDocument>
      <input type="hidden" name="purpose" value={purpose} />
      {to && <input type="hidden" name="to" value={to} />}
      <TimeZoneInput />
      <Button variant="outline" className={purpose === 'sign_in' && !inline ? 'w-full' : undefined}>
        <ChannelIcon channel={way.kind} size="sm" />
        {children}
      </Button>
    </Form>
  )
}

/** A button for each way in, and the line between them and the form below. */
export function ProviderButtons({ ways, to, verb }: { ways: readonly WayIn[]; to: string; verb: 'Sign in' | 'Join' }) {
  if (ways.length === 0) return null
  return (
    <>
      <div className="space-y-3">
        {ways.map((way) => (
          <ProviderButton key={way.slug} way={way} purpose="sign_in" to={to}>
            {`${verb} with ${way.title}`}
          </ProviderButton>
        ))}
      </div>
      <p className="my-6 flex items-center gap-4 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
    </>
  )
}
