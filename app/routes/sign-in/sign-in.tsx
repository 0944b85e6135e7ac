import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { z } from 'zod'
import { clientOf } from '#app/auth/client.server.ts'
import { originOf } from '#app/auth/cookies.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { returnPath } from '#app/auth/return-path.ts'
import { knownDevice, rememberDevice } from '#app/auth/sealed-cookies.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import { waysIn } from '#app/auth/ways-in.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { signInSchema } from '#app/domain/access/access.ts'
import { signIn } from '#app/flows/sign-in.server.ts'
import { env } from '#app/foundation/env.ts'
import { DemoNote } from './demo-note.tsx'
import { FormErrors } from './form-errors.tsx'
import { noteFor } from './notes.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { TextLink } from './text-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign in' }]

/** The form, for those who are not signed in yet. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const { searchParams } = new URL(request.url)
  const to = returnPath(searchParams.get('to') ?? pathBefore(request))
  if (guest.member) throw redirect(to, 303)
  const ways = (await waysIn(guest.program.id)).map(({ slug, kind, title, sourceId }) => ({ slug, kind, title, sourceId }))
  return {
    to,
    ways,
    demo: env().DEMO === '1',
    note: noteFor(searchParams, ways),
    constraint: getZodConstraint(signInSchema),
  }
}

/** Where somebody comes from whose session ended on a page for members: the link of the error page names no way back. */
function pathBefore(request: Request): string | null {
  const before = request.headers.get('referer') ?? ''
  if (!URL.canParse(before)) return null
  const { origin, pathname, search } = new URL(before)
  return origin === originOf(request) && /^\/(settings|activity|manage)(\/|$)/.test(pathname) ? pathname + search : null
}

const statuses = { wrong: 400, too_many: 429, busy: 503 } as const

/** Signs in: a fresh session, and this browser is known for the account from now on. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const submission = parseWithZod(await request.formData(), { schema: signInSchema })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })
  const { email, password, to } = submission.value
  const program = guest.program.id
  const from = { address: clientOf(request), device: knownDevice(request, program, email) }
  const outcome = await signIn({ program, by: null }, { email, password }, from)
  if (outcome.kind !== 'signed_in') {
    return data(submission.reply({ formErrors: [outcome.message], hideFields: ['password'] }), { status: statuses[outcome.kind] })
  }
  const headers = new Headers()
  headers.append('Set-Cookie', await openSession(request, program, outcome.member))
  headers.append('Set-Cookie', rememberDevice(request, program, email))
  return redirect(returnPath(to), { status: 303, headers })
}

/** Sign in by mail and password, or with an account elsewhere. */
export default function SignIn() {
  const { to, ways, demo, note, constraint } = useLoaderData<typeof loader>()
  const pending = useNavigation().state !== 'idle'
  const [form, fields] = useForm<z.input<typeof signInSchema>>({ id: 'sign-in', lastResult: useActionData<typeof action>(), constraint })
  const joinTo = to === '/' ? '/sign-up' : `/sign-up?to=${encodeURIComponent(to)}`
  return (
    <>
      <PageHeader title="Sign in" />
      <div className="space-y-5">
        {note && <Notice tone={note.tone}>{note.words}</Notice>}
        {demo && <DemoNote />}
      </div>
      <div className="card mt-5 p-5 sm:p-7">
        <ProviderButtons ways={ways} to={to} verb="Sign in" />
        <Form method="post" {...getFormProps(form)} className="space-y-5">
          <FormErrors errors={form.errors} />
          <input type="hidden" name="to" value={to} />
          <TextField field={fields.email} label="E-mail address" type="email" autoComplete="username" inputMode="email" spellCheck={false} />
          <TextField field={fields.password} label="Password" type="password" autoComplete="current-password" />
          <div className="flex flex-wrap items-center justify-between gap-4">
            <Button pending={pending}>Sign in</Button>
            <TextLink to="/forgot" className="flex min-h-11 items-center">
              Forgot the password?
            </TextLink>
          </div>
        </Form>
      </div>
      <p className="mt-6 text-center text-muted">
        New here? <TextLink to={joinTo}>Join</TextLink>
      </p>
    </>
  )
}
