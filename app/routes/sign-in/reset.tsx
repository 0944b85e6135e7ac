import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { z } from 'zod'
import { anyone } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { closeSession } from '#app/auth/sessions.server.ts'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { resetSchema } from '#app/domain/access/access.ts'
import { peekLink } from '#app/domain/access/queries.server.ts'
import { resetPassword } from '#app/flows/reset-password.server.ts'
import { FormErrors } from './form-errors.tsx'

export const meta: MetaFunction = () => [{ title: 'Choose a new password' }, { name: 'robots', content: 'noindex' }]

/** Looks at the link without using it up. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const open = (await peekLink(guest.program.id, 'reset', token)) !== null
  return data({ open, token, constraint: getZodConstraint(resetSchema) }, { status: open ? 200 : 410, headers: { 'Cache-Control': 'no-store' } })
}

const statuses = { link_gone: 410, poor: 400, busy: 503 } as const

/** Sets the new password; every session ends, and the new password opens the next. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const submission = parseWithZod(await request.formData(), { schema: resetSchema })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })
  const { id, name } = guest.program
  const outcome = await resetPassword({ program: id, by: null }, { ...submission.value, programName: name, origin: await linkOrigin(request) })
  if (outcome.kind !== 'changed') {
    const errors = outcome.kind === 'poor' ? { fieldErrors: { password: [outcome.message] } } : { formErrors: [outcome.message] }
    return data(submission.reply({ ...errors, hideFields: ['password'] }), { status: statuses[outcome.kind] })
  }
  return redirect('/sign-in?note=password_changed', { status: 303, headers: { 'Set-Cookie': await closeSession(request, id) } })
}

/** Choose a new password. */
export default function Reset() {
  const { open, token, constraint } = useLoaderData<typeof loader>()
  const pending = useNavigation().state !== 'idle'
  const [form, fields] = useForm<z.input<typeof resetSchema>>({ id: 'reset', lastResult: useActionData<typeof action>(), constraint })
  if (!open) {
    return (
      <>
        <PageHeader title="This link has done its work" lead="It was used already, or it is older than an hour. Your password is as it was." />
        <ButtonLink to="/forgot">Ask for a new link</ButtonLink>
      </>
    )
  }
  return (
    <>
      <PageHeader title="Choose a new password" lead="Every browser that is signed in will have to sign in anew." />
      <Form method="post" {...getFormProps(form)} className="card space-y-5 p-5 sm:p-7">
        <FormErrors errors={form.errors} />
        <input type="hidden" name="token" value={token} />
        <TextField
          field={fields.password}
          label="New password"
          hint="10 characters or more. A short sentence is easy to remember."
          type="password"
          autoComplete="new-password"
        />
        <Button pending={pending}>Change the password</Button>
      </Form>
    </>
  )
}
