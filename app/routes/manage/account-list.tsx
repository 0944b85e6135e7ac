import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AccountColumns } from '#app/components/manage/account-columns.tsx'
import { AccountCounts, AccountDo, AccountRows, type AccountRowView } from '#app/components/manage/account-preview.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { accountForm } from '#app/domain/accounts/accounts.ts'
import { accountListById } from '#app/domain/accounts/queries.server.ts'
import { readList } from '#app/domain/imports/imports.ts'
import { importAccounts } from '#app/flows/import-accounts.server.ts'
import { previewAccounts } from '#app/flows/preview-accounts.server.ts'
import { undoAccounts } from '#app/flows/undo-accounts.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.title ?? 'Account data' }]

async function listOr404(program: number, id: string | undefined) {
  const list = await accountListById(program, numberFrom(id) ?? 0)
  if (!list) throw new Response('There is no such list.', { status: 404, statusText: 'Not Found' })
  return list
}

const shownRows = 100

/** One list of account data: what its columns are and what each row would do, or what it did. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_channels')
  const list = await listOr404(guest.program.id, params.id)
  const { columns, rows } = readList(list.csv)
  const read = list.state === 'draft' ? await previewAccounts(list, guest.actor) : []
  const count = (state: string) => read.filter((row) => row.state === state).length
  const ordered = [...read.filter((row) => row.state === 'fault'), ...read.filter((row) => row.state !== 'fault')]
  const draft = { changed: count('changed'), same: count('same'), faults: count('fault') }
  return {
    ...{ title: list.title, state: list.state, form: list.form, columns, sample: rows[0]?.cells ?? {} },
    counts: list.state === 'draft' ? draft : { changed: list.changed, same: list.same, faults: list.faults },
    rows: ordered.slice(0, shownRows).map((row): AccountRowView => {
      if (row.state === 'fault') return { line: row.line, state: row.state, memberId: null, who: '', words: row.why }
      return { line: row.line, state: row.state, memberId: row.memberId, who: row.handle, words: row.words.join(', ') }
    }),
    reader: readerOf(guest),
  }
}

/** Says what the columns are, brings the list in, or takes it back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { id } = await listOr404(program.id, params.id)
  const form = await request.formData()
  const tell = (tone: 'good' | 'danger', words: string, status = 200) => data({ tone, words }, { status })
  switch (form.get('do')) {
    case 'columns': {
      const sent = accountForm.safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')))
      if (!sent.success) return tell('danger', 'This form was not understood. Nothing was changed.', 400)
      const done = await importAccounts({ id, form: sent.data, write: false }, actor)
      return 'message' in done ? tell('danger', done.message, 409) : tell('good', 'This is what each row would do now.')
    }
    case 'import': {
      const done = await importAccounts({ id, write: true }, actor)
      if ('message' in done) return tell('danger', done.message, 409)
      return tell('good', 'The list is in. What members do from now on is judged by the new data.')
    }
    case 'undo': {
      const done = await undoAccounts(id, actor)
      if ('message' in done) return tell('danger', done.message, 409)
      return tell('good', `The list is taken back: ${done.members} members stand as they stood before it.`)
    }
    default:
      return tell('danger', 'This form was not understood. Nothing was changed.', 400)
  }
}

/** One list of account data. */
export default function AccountList() {
  const { title, state, form, columns, sample, counts, rows, reader } = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={title}
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: 'Account data', to: '/manage/members/accounts' }, { label: title }]}
      />
      <div className="flex flex-col gap-10">
        {told && (
          <Notice tone={told.tone} announce>
            {told.words}
          </Notice>
        )}
        {state === 'draft' && (
          <Section title="What the columns are" lead="Guessed by their names. Change what is wrong, then look again.">
            <AccountColumns form={form} columns={columns} sample={sample} key={JSON.stringify(form)} />
          </Section>
        )}
        <Section title={state === 'draft' ? 'What it would do' : state === 'done' ? 'It is in' : 'It was taken back'}>
          <AccountCounts counts={counts} reader={reader} />
          {state === 'draft' && <AccountDo what="import" words="Bring it in" idle={counts.changed === 0} />}
          {state === 'done' && <AccountDo what="undo" words="Take the whole list back" danger />}
          {state === 'draft' && <AccountRows rows={rows} />}
        </Section>
      </div>
    </>
  )
}
