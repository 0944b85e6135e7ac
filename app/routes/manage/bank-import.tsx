import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { GiftEntries } from '#app/components/quizzes/gift-entries.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { readGift } from '#app/domain/quizzes/gift-read.ts'
import { questionTypes } from '#app/domain/quizzes/question.ts'
import { bankById } from '#app/domain/quizzes/queries.server.ts'
import { importQuestions } from '#app/flows/import-questions.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Import questions' }]

const most = 500_000

/** Where a GIFT text is pasted. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_quizzes')
  const bank = await bankById(program.id, numberFrom(params.id) ?? 0)
  if (!bank) throw new Response('There is no such bank.', { status: 404, statusText: 'Not Found' })
  return { bank: { id: bank.id, title: bank.title } }
}

/** Looks a GIFT text over, question by question, or brings it in: all of it or nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_quizzes')
  const bank = numberFrom(params.id) ?? 0
  const form = await request.formData()
  const text = String(form.get('text') ?? '')
  const answer = (faults: string[], status: number, rest: object = {}) => data({ faults, text, entries: [], ...rest }, { status })
  if (text.trim() === '') return answer(['Paste the text of a GIFT file.'], 400)
  if (text.length > most) return answer(['This is more than half a million characters: bring it in pieces.'], 413)
  const read = readGift(text)
  const questions = read.flatMap((entry) => (entry.kind === 'question' ? [entry] : []))
  const wrong = read.filter((entry) => entry.kind === 'fault').length
  const entries = read.map((entry) =>
    entry.kind === 'question'
      ? { line: entry.line, title: entry.title, kind: entry.kind, type: questionTypes[entry.content.type].label, notes: entry.notes }
      : entry,
  )
  if (wrong > 0)
    return answer([`${wrong} of ${read.length} cannot be read, so nothing was imported. Mend what is named below, and check again.`], 400, {
      entries,
    })
  if (questions.length === 0) return answer(['There is no question in it.'], 400, { entries })
  if (form.get('do') !== 'import') return data({ faults: [], text, entries, ready: questions.length })
  const done = await importQuestions(bank, questions, actor)
  return 'message' in done ? answer([done.message], 409) : redirect(`/manage/banks/${bank}?told=imported`, 303)
}

/** Bringing in questions from Moodle and others. */
export default function BankImport() {
  const { bank } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const ready = sent && 'ready' in sent ? Number(sent.ready) : 0
  return (
    <>
      <PageHeader
        dense
        title="Import GIFT"
        lead="GIFT is the text format of Moodle and many others. Everything is looked over first; nothing is brought in by halves."
        crumbs={[{ label: 'Quizzes', to: '/manage/quizzes' }, { label: bank.title, to: `/manage/banks/${bank.id}` }, { label: 'Import' }]}
      />
      <Form method="post" preventScrollReset className="flex max-w-4xl flex-col gap-6">
        <Faults
          faults={sent?.faults}
          title="Nothing was imported"
          told={ready > 0 ? `${ready} ${ready === 1 ? 'question is' : 'questions are'} ready to come in.` : null}
        />
        {sent && sent.entries.length > 0 && <GiftEntries entries={sent.entries} />}
        <div>
          <label htmlFor="text" className="mb-1.5 block text-sm font-semibold">
            The text
          </label>
          <textarea id="text" name="text" rows={16} defaultValue={sent?.text} spellCheck={false} className="input-face font-mono text-sm!" />
        </div>
        <div className="flex flex-wrap gap-3">
          {ready > 0 && (
            <Button name="do" value="import">
              Bring in {ready} {ready === 1 ? 'question' : 'questions'}
            </Button>
          )}
          <Button name="do" value="check" variant={ready > 0 ? 'outline' : 'primary'}>
            Check it
          </Button>
        </div>
      </Form>
    </>
  )
}
