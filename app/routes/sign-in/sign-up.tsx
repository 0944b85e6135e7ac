import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { z } from 'zod'
import { clientOf } from '#app/auth/client.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { returnPath } from '#app/auth/return-path.ts'
import { joiningCookie } from '#app/auth/sealed-cookies.server.ts'
import { waysIn } from '#app/auth/ways-in.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { signUp } from '#app/flows/sign-up.server.ts'
import { FormErrors } from './form-errors.tsx'
import { joinSchema } from './join-form.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { TextLink } from './text-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Join' }]

/** The form to join. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const to = returnPath(new URL(request.url).searchParams.get('to'))
  if (guest.member) throw redirect(to, 303)
  const ways = (await waysIn(guest.program.id)).map(({ slug, kind, title, sourceId }) => ({ slug, kind, title, sourceId }))
  return { to, program: guest.program.name, ways, constraint: getZodConstraint(joinSchema) }
}

const statuses = { too_many: 429, busy: 503 } as const

/** Sends the mail. The answer is the same for an address that has an account. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const submission = parseWithZod(await request.formData(), { schema: joinSchema })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })
  const { id, name } = guest.program
  const joining = { ...submission.value, programName: name, origin: await linkOrigin(request), address: clientOf(request) }
  const outcome = await signUp({ program: id, by: null }, joining)
  if (outcome.kind !== 'sent') {
    return data(submission.reply({ formErrors: [outcome.message], hideFields: ['password'] }), { status: statuses[outcome.kind] })
  }
  const { message, link } = outcome
  const cookie = joiningCookie.write(request, id, { email: joining.email, message, link })
  return redirect('/sign-up/sent', { status: 303, headers: { 'Set-Cookie': cookie } })
}

/** Join by mail and password, or with an account elsewhere. */
export default function SignUp() {
  const { to, program, ways, constraint } = useLoaderData<typeof loader>()
  const pending = useNavigation().state !== 'idle'
  const [form, fields] = useForm<z.input<typeof joinSchema>>({ id: 'sign-up', lastResult: useActionData<typeof action>(), constraint })
  return (
    <>
      <PageHeader
        title={`Join ${program}`}
        lead="What you have done already counts: link the account you did it with, and it finds its way to you."
      />
      <div className="card p-5 sm:p-7">
        <ProviderButtons ways={ways} to={to} verb="Join" />
        <Form method="post" {...getFormProps(form)} className="space-y-5">
          <FormErrors errors={form.errors} />
          <TextField field={fields.displayName} label="Your name" hint="Others see it on boards and your profile." autoComplete="name" />
          <TextField field={fields.email} label="E-mail address" type="email" autoComplete="email" inputMode="email" spellCheck={false} />
          <TextField
            field={fields.password}
            label="Password"
            hint="10 characters or more. A short sentence is easy to remember."
            type="password"
            autoComplete="new-password"
          />
          <Button pending={pending}>Join</Button>
        </Form>
      </div>
      <p className="mt-6 text-center text-muted">
        Here before? <TextLink to="/sign-in">Sign in</TextLink>
      </p>
    </>
  )
}
