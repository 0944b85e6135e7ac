import { randomUUID } from 'node:crypto'
import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { takeDraft } from '#app/auth/drafts.server.ts'
import { requireMember } from '#app/auth/guests.server.ts'
import { returnPath } from '#app/auth/return-path.ts'
import { ConversationList } from '#app/components/talk/conversation.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { type AskForm, askSchema } from '#app/domain/conversations/conversations.ts'
import { conversationsOf } from '#app/domain/conversations/queries.server.ts'
import { writeToStaff } from '#app/flows/write-to-staff.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { conversationView } from './conversation-view.server.ts'
import { pageTitleOf } from './page-title.server.ts'

export const meta: MetaFunction = () => [{ title: 'Messages' }]

/** A member's conversations with the people who run the program, and the form for a new question. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const { program, member } = guest
  const from = returnPath(new URL(request.url).searchParams.get('from'))
  const draft = takeDraft(request, program.id)
  const [rows, pageTitle] = await Promise.all([conversationsOf(program.id, member.id), pageTitleOf(guest, from)])
  const view = {
    rows: rows.map(conversationView),
    start: { key: randomUUID(), from, subject: '', body: '', ...draft?.fields },
    pageTitle,
    program: program.name,
    reader: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
  return data(view, { headers: draft ? { 'Set-Cookie': draft.forget } : {} })
}

/** Sends a new question. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request, { draft: true })
  const { program, member } = guest
  const submission = parseWithZod(await request.formData(), { schema: askSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const { from, ...asked } = submission.value
  const page = returnPath(from)
  const done = await writeToStaff({ program: program.id, by: member.id }, { ...asked, page, pageTitle: await pageTitleOf(guest, page) })
  if ('message' in done) return data(submission.reply({ formErrors: [done.message] }), { status: 409 })
  return redirect(`/messages/${done.id}?sent`, 303)
}

/** Questions to the people who run the program. */
export default function Messages() {
  const { rows, start, pageTitle, program, reader } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<AskForm>({ id: 'ask', lastResult, defaultValue: start })
  const busy = useNavigation().state === 'submitting'
  return (
    <>
      <PageHeader title="Messages" lead={`Ask the people who run ${program} anything. They see which page you came from.`} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <Section title="Your conversations">
          {rows.length === 0 && <p className="text-muted">None yet. What you ask, and what you are answered, stays here.</p>}
          {rows.length > 0 && <ConversationList rows={rows} base="/messages" who={false} reader={reader} />}
        </Section>
        <Section title="Ask something" look="card">
          <Form method="post" {...getFormProps(form)} className="flex flex-col gap-5">
            <FormErrors errors={form.errors} />
            <input type="hidden" name={fields.key.name} defaultValue={start.key} />
            <input type="hidden" name={fields.from.name} defaultValue={start.from} />
            {pageTitle && (
              <p className="text-sm text-muted">
                About: <strong className="text-ink">{pageTitle}</strong>
              </p>
            )}
            <TextField field={fields.subject} label="What is it about?" maxLength={120} required />
            <TextareaField field={fields.body} label="Your message" rows={6} required />
            <div>
              <Button pending={busy}>Send</Button>
            </div>
          </Form>
        </Section>
      </div>
    </>
  )
}
