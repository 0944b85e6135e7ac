import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { requireMember } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { openSession, ownSessionHash } from '#app/auth/sessions.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { changePasswordSchema, describeAgent } from '#app/domain/access/access.ts'
import { passwordHashOf, sessionsOf } from '#app/domain/access/queries.server.ts'
import { changePassword } from '#app/flows/change-password.server.ts'
import { endSessions } from '#app/flows/end-sessions.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { SavedNote } from './saved-note.tsx'
import { SessionList } from './session-list.tsx'
import { TextLink } from '#app/routes/sign-in/text-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Password and sessions' }]

/** Where the member is signed in, and whether they have a password. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const { program, member } = guest
  const [sessions, hash] = await Promise.all([sessionsOf(program.id, member.id), passwordHashOf(program.id, member.id)])
  const own = ownSessionHash(request, program.id)
  return {
    sessions: sessions.map(({ idHash, userAgent, createdAt, seenAt }) => ({
      id: idHash,
      browser: describeAgent(userAgent),
      began: createdAt.toISOString(),
      seen: seenAt.toISOString(),
      own: idHash === own,
    })),
    hasPassword: hash !== null,
    done: new URL(request.url).searchParams.get('done'),
    clock: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

const statuses = { wrong: 400, poor: 400, too_many: 429, busy: 503 } as const

/** Changes the password, or ends sessions. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const { program, member, actor } = guest
  const form = await request.formData()
  const end = form.get('end')
  if (typeof end === 'string') {
    const own = ownSessionHash(request, program.id) ?? ''
    await endSessions(actor, member.id, end === 'others' ? { allBut: own } : { one: end })
    return redirect('/settings/sessions?done=ended', 303)
  }
  const submission = parseWithZod(form, { schema: changePasswordSchema })
  const hideFields = ['current', 'next']
  if (submission.status !== 'success') return data(submission.reply({ hideFields }), { status: 400 })
  const asked = { ...submission.value, member: member.id, programName: program.name, origin: await linkOrigin(request) }
  const outcome = await changePassword(actor, asked)
  if (outcome.kind !== 'changed') {
    const field = outcome.kind === 'wrong' ? 'current' : 'next'
    const errors =
      outcome.kind === 'wrong' || outcome.kind === 'poor' ? { fieldErrors: { [field]: [outcome.message] } } : { formErrors: [outcome.message] }
    return data(submission.reply({ ...errors, hideFields }), { status: statuses[outcome.kind] })
  }
  const cookie = await openSession(request, program.id, member.id)
  return redirect('/settings/sessions?done=password', { status: 303, headers: { 'Set-Cookie': cookie } })
}

/** Password and sessions. */
export default function PasswordAndSessions() {
  const { sessions, hasPassword, done, clock } = useLoaderData<typeof loader>()
  return (
    <div className="space-y-12">
      <SavedNote saved={done === 'password'}>Your password is changed. Every other browser has been signed out.</SavedNote>
      <SavedNote saved={done === 'ended'}>Done. Whoever used it has to sign in again.</SavedNote>
      <Section title="Password">{hasPassword ? <PasswordForm /> : <NoPassword />}</Section>
      <Section title="Where you are signed in" lead="If you do not know one of these, end it and change your password.">
        <SessionList sessions={sessions} clock={clock} />
      </Section>
    </div>
  )
}

function PasswordForm() {
  const [form, fields] = useForm<z.input<typeof changePasswordSchema>>({ id: 'password', lastResult: useActionData<typeof action>() })
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-md space-y-5">
      <FormErrors errors={form.errors} />
      <TextField field={fields.current} label="Present password" type="password" autoComplete="current-password" required />
      <TextField
        field={fields.next}
        label="New password"
        hint="10 characters or more. Every other browser is signed out."
        type="password"
        autoComplete="new-password"
        required
      />
      <Button variant="outline">Change the password</Button>
    </Form>
  )
}

function NoPassword() {
  return (
    <p className="max-w-prose text-muted">
      You sign in with a linked account and have no password. To get one, <TextLink to="/forgot">ask for a link by mail</TextLink>.
    </p>
  )
}
