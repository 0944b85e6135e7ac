import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { memberWords, stepTitles } from '#app/domain/conduct/conduct.ts'
import { measuresOf } from '#app/domain/conduct/queries.server.ts'
import { type DisputeForm, disputeSchema } from '#app/domain/reviews/forms.ts'
import { disputesOf } from '#app/domain/reviews/queries.server.ts'
import { askAgain } from '#app/flows/ask-again.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { SavedNote } from './saved-note.tsx'

export const meta: MetaFunction = () => [{ title: 'Fair play' }]

/** What was decided about the member, why, and what came of appeals. What staff noted for themselves stays with them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const [measures, disputes] = await Promise.all([measuresOf(program.id, member.id), disputesOf(program.id, member.id, 'measure')])
  const appeals = new Map(disputes.map((dispute) => [dispute.subjectId, dispute]))
  return {
    state: member.state,
    measures: measures.map(({ id, step, reason, at }) => {
      const { dueAt, outcome = null, answer = null } = appeals.get(id) ?? {}
      return { id, step, reason, at: at.toISOString(), appeal: dueAt ? { dueAt: dueAt.toISOString(), outcome, answer } : null }
    }),
    sent: new URL(request.url).searchParams.has('sent'),
    reader: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

/** Sends an appeal. */
export async function action({ request }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request, { draft: true })
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: disputeSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const measure = Number(form.get('measure')) || 0
  const done = await askAgain({ program: program.id, by: member.id }, { measure, reason: submission.value.reason })
  if ('message' in done) return data(submission.reply({ formErrors: [done.message] }), { status: 409 })
  return redirect('/fair-play?sent', 303)
}

type View = ReturnType<typeof useLoaderData<typeof loader>>

/** Where a member stands with the rules of the house. */
export default function FairPlay() {
  const { measures, state, sent, reader } = useLoaderData<typeof loader>()
  const open = measures[0] && measures[0].step !== 'lift' && !measures[0].appeal ? measures[0] : null
  return (
    <>
      <PageHeader title="Fair play" lead="When something of yours is stopped, you read here what, why, and how to have somebody else look at it." />
      <div className="flex max-w-3xl flex-col gap-10">
        <SavedNote saved={sent}>Your appeal is in the queue. Somebody who did not decide before answers, in your notices and by mail.</SavedNote>
        {measures.length === 0 && (
          <EmptyState title="All is well" leaves={9}>
            Nothing was ever decided against you.
          </EmptyState>
        )}
        {measures.length > 0 && state === 'active' && <Notice tone="good">Everything counts as usual.</Notice>}
        {measures.length > 0 && (
          <ol className="divide-y rounded-lg border bg-card">
            {measures.map((measure) => (
              <Measure key={measure.id} measure={measure} reader={reader} />
            ))}
          </ol>
        )}
        {open && <Appeal measure={open.id} />}
      </div>
    </>
  )
}

function Measure({ measure, reader }: { measure: View['measures'][number]; reader: View['reader'] }) {
  const { appeal } = measure
  return (
    <li className="px-5 py-4">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <strong>{stepTitles[measure.step]}</strong>
        <span className="text-sm text-muted">
          <Time iso={measure.at} {...reader} look="date" />
        </span>
      </p>
      <p className="mt-1 text-muted">{memberWords[measure.step]}</p>
      <blockquote className="mt-3 border-l-3 border-gold pl-4 whitespace-pre-line">{measure.reason}</blockquote>
      {appeal && !appeal.outcome && (
        <p className="mt-3 text-sm text-muted">
          You appealed. The answer is promised by <Time iso={appeal.dueAt} {...reader} look="date" />.
        </p>
      )}
      {appeal?.outcome && (
        <div className="mt-3">
          <p className="font-semibold">{appeal.outcome === 'changed' ? 'Your appeal was right' : 'A second person looked, and it stays'}</p>
          <p className="whitespace-pre-line text-muted">{appeal.answer}</p>
        </div>
      )}
    </li>
  )
}

function Appeal({ measure }: { measure: number }) {
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<DisputeForm>({ id: 'appeal', lastResult })
  return (
    <Section title="Appeal" lead="Somebody who did not decide this reads what you write and answers within 7 days, with a reason.">
      <Form method="post" {...getFormProps(form)} className="flex flex-col gap-4">
        <FormErrors errors={form.errors} />
        <input type="hidden" name="measure" value={measure} />
        <TextareaField field={fields.reason} label="What did we miss?" rows={5} required />
        <div className="flex flex-wrap items-center gap-4">
          <Button>Send the appeal</Button>
          <Link to="/messages?from=/fair-play" className="text-link">
            Or ask the team first
          </Link>
        </div>
      </Form>
    </Section>
  )
}
