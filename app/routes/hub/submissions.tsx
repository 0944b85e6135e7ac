import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { OwnSubmission, type OwnSubmissionView } from '#app/components/queue/own-submission.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { answerTimes, ownSubmissions, verdictsOf } from '#app/domain/challenges/queries/review.server.ts'
import { answerWords } from '#app/domain/challenges/verdicts.ts'
import { type DisputeForm, disputeSchema } from '#app/domain/reviews/forms.ts'
import { disputesOf } from '#app/domain/reviews/queries.server.ts'
import { askAgain } from '#app/flows/ask-again.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { SavedNote } from './saved-note.tsx'

export const meta: MetaFunction = () => [{ title: 'My submissions' }]

/** What the member handed in for people to judge, what these said, and what came of second judgments. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const [rows, disputes, times] = await Promise.all([
    ownSubmissions(program.id, member.id),
    disputesOf(program.id, member.id, 'submission'),
    answerTimes(program.id, new Date()),
  ])
  const said = await verdictsOf(
    program.id,
    rows.map((row) => row.id),
  )
  return {
    rows: rows.map((row): OwnSubmissionView => {
      const last = said.filter((one) => one.submissionId === row.id).at(-1)
      const dispute = disputes.find((one) => one.subjectId === row.id)
      return {
        ...{ id: row.id, state: row.state, text: row.text, challenge: row.challenge, slug: row.slug, stage: row.stage },
        at: row.at.toISOString(),
        said: last && last.verdict !== 'approve' ? last.reason : (last?.note ?? ''),
        dispute: dispute ? { dueAt: dispute.dueAt.toISOString(), outcome: dispute.outcome, answer: dispute.answer } : null,
        mayAsk: (row.state === 'rejected' || row.state === 'returned') && (!dispute || dispute.outcome !== null),
      }
    }),
    promise: answerWords(times),
    sent: new URL(request.url).searchParams.has('sent'),
    reader: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

/** Asks for a second judgment. */
export async function action({ request }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request, { draft: true })
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: disputeSchema })
  const id = Number(form.get('submission')) || 0
  if (submission.status !== 'success') return data({ id, result: submission.reply() }, { status: 400 })
  const done = await askAgain({ program: program.id, by: member.id }, { submission: id, reason: submission.value.reason })
  if ('message' in done) return data({ id, result: submission.reply({ formErrors: [done.message] }) }, { status: 409 })
  return redirect('/submissions?sent', 303)
}

/** A member's own submissions. */
export default function Submissions() {
  const { rows, promise, sent, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="My submissions" lead={`What you handed in for a person to look at. ${promise}.`} />
      <div className="flex max-w-3xl flex-col gap-6">
        <SavedNote saved={sent}>
          Somebody who did not decide before looks at it within 7 days. The answer comes to your notices and by mail.
        </SavedNote>
        {rows.length === 0 && (
          <EmptyState
            title="Nothing handed in yet"
            action={
              <Link to="/challenges" className="text-link">
                See the challenges
              </Link>
            }
          >
            What a person looks at stands here, with their answer.
          </EmptyState>
        )}
        {rows.map((row) => (
          <OwnSubmission key={row.id} row={row} reader={reader}>
            {row.mayAsk && <AskAgain id={row.id} />}
          </OwnSubmission>
        ))}
      </div>
    </>
  )
}

function AskAgain({ id }: { id: number }) {
  const sent = useActionData<typeof action>()
  const [form, fields] = useForm<DisputeForm>({ id: `ask-${id}`, lastResult: sent?.id === id ? sent.result : null })
  return (
    <Form method="post" {...getFormProps(form)} className="flex flex-col gap-3">
      <FormErrors errors={form.errors} />
      <input type="hidden" name="submission" value={id} />
      <TextareaField field={fields.reason} label="What was missed?" rows={3} required />
      <div>
        <Button variant="outline" size="sm">
          Ask somebody else to look
        </Button>
      </div>
    </Form>
  )
}
