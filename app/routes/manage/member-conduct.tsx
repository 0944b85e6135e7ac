import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type MeasureForm, measureSchema, stepHints, steps, stepTitles } from '#app/domain/conduct/conduct.ts'
import { measuresOf } from '#app/domain/conduct/queries.server.ts'
import { memberForStaff } from '#app/domain/members/queries/manage.server.ts'
import { takeMeasure } from '#app/flows/take-measure.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Conduct' }]

/** What was done about a member so far. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'take_measures')
  const member = await memberForStaff(guest.program.id, numberFrom(params.id) ?? 0, false)
  if (!member) throw new Response('There is no such member.', { status: 404, statusText: 'Not Found' })
  const measures = await measuresOf(guest.program.id, member.id)
  return {
    member: { id: member.id, name: member.name, handle: member.handle, state: member.state },
    measures: measures.map((measure) => ({ ...measure, at: measure.at.toISOString() })),
    told: new URL(request.url).searchParams.has('taken'),
    reader: readerOf(guest),
  }
}

/** Takes a step, or lifts what holds. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, member } = await requireStaff(request, 'take_measures')
  const submission = parseWithZod(await request.formData(), { schema: measureSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const memberId = numberFrom(params.id) ?? 0
  const done = await takeMeasure({ program: program.id, by: member.id }, { ...submission.value, memberId })
  if ('message' in done) return data(submission.reply({ formErrors: [done.message] }), { status: 409 })
  return redirect(`/manage/members/${memberId}/conduct?taken`, 303)
}

/** One member and fair play: what holds, the next step, and what was done before. */
export default function Conduct() {
  const { member, measures, told, reader } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<MeasureForm>({ id: `measure-${measures.length}`, lastResult })
  const choices = member.state === 'active' ? steps : [...steps, 'lift' as const]
  return (
    <>
      <PageHeader
        dense
        title={`Conduct of ${member.name}`}
        lead="Step by step, always with a reason that they read. They can appeal, and somebody else answers."
        crumbs={[
          { label: 'Members', to: '/manage/members' },
          { label: `@${member.handle}`, to: `/manage/members/${member.id}` },
          { label: 'Conduct' },
        ]}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-10 xl:grid-cols-2">
        <Section title="Next step">
          <Form method="post" {...getFormProps(form)} className="flex flex-col gap-5">
            {told && (
              <Notice tone="good" announce>
                Done. The member reads it in their notices and by mail.
              </Notice>
            )}
            <FormErrors errors={form.errors} />
            <RadioCards
              field={fields.step}
              label="What to do"
              cards={choices.map((step) => ({ value: step, label: stepTitles[step], description: stepHints[step] }))}
            />
            <TextareaField field={fields.reason} label="Reason" hint={`${member.name} reads this.`} rows={4} />
            <TextareaField
              field={fields.note}
              label="Note for staff"
              hint="What you saw, links, earlier talks. The member does not read this."
              rows={3}
            />
            <div>
              <Button>Do it</Button>
            </div>
          </Form>
        </Section>
        <Section title="So far">
          {measures.length === 0 && <p className="text-muted">Nothing was ever decided against this member.</p>}
          <ol className="divide-y">
            {measures.map((measure) => (
              <li key={measure.id} className="py-4 first:pt-0">
                <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <strong>{stepTitles[measure.step]}</strong>
                  <span className="text-sm text-muted">
                    @{measure.byHandle ?? 'somebody'}, <Time iso={measure.at} zone={reader.zone} locale={reader.locale} now={reader.now} />
                  </span>
                </p>
                <p className="mt-1 whitespace-pre-line">{measure.reason}</p>
                {measure.note && <p className="mt-1 text-sm whitespace-pre-line text-muted">For staff: {measure.note}</p>}
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </>
  )
}
