import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { type ReviewerForm, reviewerSchema } from '#app/domain/reviews/forms.ts'
import { reviewersOf } from '#app/domain/reviews/queries.server.ts'
import { nameReviewer } from '#app/flows/name-reviewer.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'

export const meta: MetaFunction = () => [{ title: 'Community reviewers' }]

/** Who reviews without a role. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'name_reviewers')
  const rows = await reviewersOf(program.id)
  return { rows: rows.map(({ memberId, handle, name, languages }) => ({ memberId, handle, name, languages })) }
}

/** Names a reviewer, changes their languages, or ends it. */
export async function action({ request }: ActionFunctionArgs) {
  const { program, member } = await requireStaff(request, 'name_reviewers')
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: reviewerSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const { handle, languages } = submission.value
  const done = await nameReviewer({ program: program.id, by: member.id }, { handle, languages: form.get('do') === 'end' ? null : languages })
  if ('message' in done) return data(submission.reply({ fieldErrors: { handle: [done.message] } }), { status: 409 })
  return redirect('/manage/reviewers', 303)
}

/** Members who review for the community. */
export default function Reviewers() {
  const { rows } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<ReviewerForm>({ id: `reviewer-${rows.length}`, lastResult })
  return (
    <>
      <PageHeader
        dense
        title="Community reviewers"
        lead="Members who judge what others hand in, without any other right. They see submissions in their languages and nothing else, and never judge their own work."
        crumbs={[{ label: 'Queue', to: '/manage/queue' }, { label: 'Community reviewers' }]}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-10 xl:grid-cols-2">
        <Section title="Who reviews">
          {rows.length === 0 && <p className="text-muted">Nobody yet. A good start: two people for each language of your community.</p>}
          <ul className="divide-y">
            {rows.map((row) => (
              <li key={row.memberId} className="flex items-center gap-4 py-3">
                <Avatar handle={row.handle} size="sm" />
                <div className="min-w-0 flex-1">
                  <Link to={`/manage/members/${row.memberId}`} className="font-semibold">
                    {row.name}
                  </Link>
                  <p className="text-sm text-muted">{row.languages.length > 0 ? row.languages.join(', ').toUpperCase() : 'Every language'}</p>
                </div>
                <Form method="post">
                  <input type="hidden" name="do" value="end" />
                  <input type="hidden" name="handle" value={row.handle} />
                  <Button variant="outline" size="sm" aria-label={`End it for ${row.name}`}>
                    End
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Name somebody" look="card">
          <Form method="post" {...getFormProps(form)} className="flex flex-col gap-5">
            <FormErrors errors={form.errors} />
            <TextField field={fields.handle} label="Member" placeholder="@handle" required />
            <TextField field={fields.languages} label="Languages" placeholder="en, de" hint="Two letters each. Leave it empty for every language." />
            <div>
              <Button>Name as a reviewer</Button>
            </div>
          </Form>
        </Section>
      </div>
    </>
  )
}
