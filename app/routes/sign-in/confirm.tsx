import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { joiningCookie, rememberDevice } from '#app/auth/sealed-cookies.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { peekLink } from '#app/domain/access/queries.server.ts'
import { confirmSignUp } from '#app/flows/confirm-sign-up.server.ts'
import { isTimeZone } from '#app/foundation/calendar.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { FormErrors } from './form-errors.tsx'
import { TimeZoneInput } from './time-zone-input.tsx'

export const meta: MetaFunction = () => [{ title: 'Finish joining' }, { name: 'robots', content: 'noindex' }]

const gone = { kind: 'gone' as const }

/** Looks at the link without using it up: mail programs open links before people do. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const link = await peekLink(guest.program.id, 'sign_up', token)
  const headers = { 'Cache-Control': 'no-store' }
  if (!link) return data(gone, { status: 410, headers })
  const here = joiningCookie.read(request, guest.program.id)?.link === sha256(token)
  return data({ kind: 'open' as const, token, name: link.name ?? '', email: link.email ?? '', here }, { headers })
}

const statuses = { link_gone: 410, wrong: 400, email_taken: 409, busy: 503 } as const

/** Makes the member and signs this browser in. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const form = await request.formData()
  const text = (name: string): string => String(form.get(name) ?? '')
  const { id: program, timeZone: home } = guest.program
  const joining = joiningCookie.read(request, program)
  const token = text('token')
  const here = joining !== null && joining.link === sha256(token)
  const timeZone = isTimeZone(text('timeZone')) ? text('timeZone') : home
  const outcome = await confirmSignUp({ program, by: null }, { token, password: here ? null : text('password'), timeZone })
  if (outcome.kind === 'link_gone' && here) return redirect('/sign-in?note=confirmed_before', 303)
  if (outcome.kind !== 'joined') return data({ errors: [outcome.message] }, { status: statuses[outcome.kind] })
  const headers = new Headers()
  headers.append('Set-Cookie', await openSession(request, program, outcome.member))
  headers.append('Set-Cookie', joiningCookie.clear(request))
  if (joining && here) headers.append('Set-Cookie', rememberDevice(request, program, joining.email))
  return redirect('/', { status: 303, headers })
}

/** One button, and a password where the browser is another than the one that signed up. */
export default function Confirm() {
  const link = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  const pending = useNavigation().state !== 'idle'
  if (link.kind === 'gone') return <Gone />
  return (
    <>
      <PageHeader title={`Welcome, ${link.name}`} lead={`One click, and ${link.email} has a place here.`} />
      <Form method="post" className="card space-y-5 p-5 sm:p-7">
        <FormErrors errors={errors} />
        <input type="hidden" name="token" value={link.token} />
        <TimeZoneInput />
        {!link.here && (
          <TextField
            field={{ id: 'password', name: 'password', required: true }}
            label="The password you chose"
            hint="You signed up in another browser. This keeps others from finishing in your name."
            type="password"
            autoComplete="current-password"
          />
        )}
        <Button pending={pending}>Finish joining</Button>
      </Form>
    </>
  )
}

function Gone() {
  return (
    <>
      <PageHeader
        title="This link has done its work"
        lead="It was used already, or it is older than 24 hours. If you used it, your account is ready."
      />
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/sign-in">Sign in</ButtonLink>
        <ButtonLink to="/sign-up" variant="outline">
          Join again
        </ButtonLink>
      </div>
    </>
  )
}
