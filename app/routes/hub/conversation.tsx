import { randomUUID } from 'node:crypto'
import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { ConversationLines } from '#app/components/talk/conversation.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { type AddForm, addSchema } from '#app/domain/conversations/conversations.ts'
import { conversationById } from '#app/domain/conversations/queries.server.ts'
import { writeToStaff } from '#app/flows/write-to-staff.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { conversationView, lineView } from './conversation-view.server.ts'
import { SavedNote } from './saved-note.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.conversation.subject ?? 'Message' }]

const idOf = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0)

/** One conversation of the member's own. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const found = await conversationById(program.id, idOf(params.id), member.id)
  if (!found) throw new Response('There is no such conversation of yours.', { status: 404, statusText: 'Not Found' })
  const { lines, ...conversation } = found
  return {
    conversation: conversationView(conversation),
    lines: lines.map(lineView),
    formKey: randomUUID(),
    sent: new URL(request.url).searchParams.has('sent'),
    program: program.name,
    reader: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

/** Adds a line. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request)
  const submission = parseWithZod(await request.formData(), { schema: addSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const { key, body } = submission.value
  const done = await writeToStaff({ program: program.id, by: member.id }, { key, body, conversation: idOf(params.id) })
  if ('message' in done) return data(submission.reply({ formErrors: [done.message] }), { status: 404 })
  return redirect(`/messages/${done.id}?sent`, 303)
}

/** What was asked and answered. */
export default function Conversation() {
  const { conversation, lines, formKey, sent, program, reader } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<AddForm>({ id: `add-${lines.length}`, lastResult, defaultValue: { key: formKey } })
  const busy = useNavigation().state === 'submitting'
  return (
    <>
      <PageHeader title={conversation.subject} crumbs={[{ label: 'Messages', to: '/messages' }, { label: conversation.subject }]} />
      <div className="flex max-w-3xl flex-col gap-8">
        <SavedNote saved={sent}>Sent. The answer comes to your notices and by mail.</SavedNote>
        {conversation.pageTitle && (
          <p className="text-sm text-muted">
            About{' '}
            <Link to={conversation.page} className="text-link">
              {conversation.pageTitle}
            </Link>
          </p>
        )}
        <ConversationLines lines={lines} side="member" program={program} reader={reader} />
        <Form method="post" {...getFormProps(form)} className="flex flex-col gap-4">
          <FormErrors errors={form.errors} />
          <input type="hidden" name={fields.key.name} defaultValue={formKey} />
          <TextareaField key={fields.body.key} field={fields.body} label="Reply" rows={4} required />
          <div>
            <Button pending={busy}>Send</Button>
          </div>
        </Form>
      </div>
    </>
  )
}
