import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { z } from 'zod'
import { clientOf } from '#app/auth/client.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { forgotSchema } from '#app/domain/access/access.ts'
import { requestReset } from '#app/flows/request-reset.server.ts'
import { env } from '#app/foundation/env.ts'
import { FormErrors } from './form-errors.tsx'
import { TextLink } from './text-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Forgot the password' }]

/** The form, and afterwards the word that a mail is on its way. */
export async function loader({ request }: LoaderFunctionArgs) {
  await anyone(request)
  const sent = new URL(request.url).searchParams.has('sent')
  return { sent, mails: Boolean(env().SMTP_URL), constraint: getZodConstraint(forgotSchema) }
}

/** Sends a link, if the address has an account; the answer is the same if not. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const submission = parseWithZod(await request.formData(), { schema: forgotSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const { id, name } = guest.program
  const asked = { email: submission.value.email, programName: name, origin: await linkOrigin(request), address: clientOf(request) }
  const outcome = await requestReset({ program: id, by: null }, asked)
  if (outcome.kind !== 'sent') return data(submission.reply({ formErrors: [outcome.message] }), { status: 429 })
  return redirect('/forgot?sent', 303)
}

/** Ask for a link to choose a new password. */
export default function Forgot() {
  const { sent, mails, constraint } = useLoaderData<typeof loader>()
  const pending = useNavigation().state !== 'idle'
  const [form, fields] = useForm<z.input<typeof forgotSchema>>({ id: 'forgot', lastResult: useActionData<typeof action>(), constraint })
  if (sent) {
    return (
      <>
        <PageHeader
          title="Check your mail"
          lead="If that address has an account, a mail with a link is on its way. The link works once, for one hour."
        />
        {!mails && (
          <Notice tone="warning" title="This hub has no mail server yet">
            Ask a manager of the program: they find the mail under Manage, Mail, and can give you its link.
          </Notice>
        )}
        <p className="mt-5 text-muted">
          Nothing came? Look in the spam folder, or <TextLink to="/forgot">try again</TextLink>.
        </p>
      </>
    )
  }
  return (
    <>
      <PageHeader title="Forgot the password?" lead="Enter your address, and a mail brings you a link to choose a new one." />
      <Form method="post" {...getFormProps(form)} className="card space-y-5 p-5 sm:p-7">
        <FormErrors errors={form.errors} />
        <TextField field={fields.email} label="E-mail address" type="email" autoComplete="username" inputMode="email" spellCheck={false} />
        <Button pending={pending}>Send the link</Button>
      </Form>
    </>
  )
}
