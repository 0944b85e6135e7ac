import { randomUUID } from 'node:crypto'
import { getFormProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ConversationLines } from '#app/components/talk/conversation.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { type AddForm, addSchema } from '#app/domain/conversations/conversations.ts'
import { conversationById } from '#app/domain/conversations/queries.server.ts'
import { answerConversation } from '#app/flows/answer-conversation.server.ts'
import { conversationView, lineView } from '#app/routes/hub/conversation-view.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded?.conversation.subject ?? 'Message' }]

/** One conversation, as staff see it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'answer_messages')
  const found = await conversationById(guest.program.id, numberFrom(params.id) ?? 0, null)
  if (!found) throw new Response('There is no such conversation.', { status: 404, statusText: 'Not Found' })
  const { lines, ...conversation } = found
  return {
    conversation: conversationView(conversation),
    lines: lines.map(lineView),
    formKey: randomUUID(),
    program: guest.program.name,
    reader: readerOf(guest),
  }
}

/** Answers, or closes without a word. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, member } = await requireStaff(request, 'answer_messages')
  const form = await request.formData()
  const by = { program: program.id, by: member.id }
  const conversation = numberFrom(params.id) ?? 0
  const quiet = form.get('do') === 'close'
  const submission = parseWithZod(form, { schema: addSchema })
  if (!quiet && submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const said = submission.status === 'success' && !quiet ? submission.value : { key: randomUUID(), body: '', close: 'on' }
  const done = await answerConversation(by, { conversation, key: said.key, body: said.body, close: said.close === 'on' })
  if ('message' in done) return data(submission.reply({ formErrors: [done.message] }), { status: 404 })
  return redirect('/manage/messages', 303)
}

/** A member's question, what was said so far, and the answer. */
export default function Conversation() {
  const { conversation, lines, formKey, program, reader } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<AddForm>({ id: `answer-${lines.length}`, lastResult, defaultValue: { key: formKey } })
  const busy = useNavigation().state === 'submitting'
  return (
    <>
      <PageHeader
        dense
        title={conversation.subject}
        lead={
          <>
            <Link to={`/manage/members/${conversation.memberId}`} className="text-link">
              {conversation.name}
            </Link>
            {conversation.pageTitle && (
              <>
                {' asks about '}
                <Link to={conversation.page} className="text-link">
                  {conversation.pageTitle}
                </Link>
              </>
            )}
          </>
        }
        crumbs={[{ label: 'Messages', to: '/manage/messages' }, { label: conversation.subject }]}
      />
      <div className="flex max-w-3xl flex-col gap-8">
        <ConversationLines lines={lines} side="staff" program={program} reader={reader} />
        <Form method="post" {...getFormProps(form)} className="flex flex-col gap-4">
          <FormErrors errors={form.errors} />
          <input type="hidden" name={fields.key.name} defaultValue={formKey} />
          <TextareaField key={fields.body.key} field={fields.body} label={`Answer ${conversation.name}`} rows={5} />
          <CheckboxField field={fields.close} label="This settles it" hint="Closes the conversation. It opens again when the member writes." />
          <div className="flex flex-wrap gap-3">
            <Button pending={busy}>Send the answer</Button>
            {conversation.state !== 'closed' && (
              <Button name="do" value="close" variant="outline" formNoValidate>
                Close without a word
              </Button>
            )}
          </div>
        </Form>
      </div>
    </>
  )
}
