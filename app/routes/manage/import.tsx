import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ListColumns } from '#app/components/manage/list-columns.tsx'
import { ListPreview, ListWent } from '#app/components/manage/list-preview.tsx'
import { ToldNotice } from '#app/components/manage/told.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { readList as rowsIn } from '#app/domain/imports/imports.ts'
import { importById } from '#app/domain/imports/queries.server.ts'
import { importList } from '#app/flows/import-list.server.ts'
import { readList } from '#app/flows/read-list.server.ts'
import { shapeList } from '#app/flows/shape-list.server.ts'
import { undoList } from '#app/flows/undo-list.server.ts'
import { formFrom, listChannel } from './list-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.title ?? 'List' }]

async function listOr404(program: number, id: string | undefined) {
  const list = await importById(program, numberFrom(id) ?? 0)
  const source = list && (await sourcesWithHealth(program, new Date())).find((one) => one.id === list.sourceId)
  if (!list || !source) throw new Response('There is no such list.', { status: 404, statusText: 'Not Found' })
  return { list, source }
}

const shownRows = 100

/** One list: what its columns are, what each row would do, and what it did. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_channels')
  const { list, source } = await listOr404(guest.program.id, params.id)
  const { columns, rows } = rowsIn(list.csv)
  const target = { program: guest.program.id, sourceId: list.sourceId }
  const read = await readList(listChannel, target, { rows, form: list.form }, new Date())
  const count = (state: string) => read.filter((row) => row.state === state).length
  // What cannot be read comes first: it is what a person has to look at.
  const ordered = [...read.filter((row) => row.state === 'fault'), ...read.filter((row) => row.state !== 'fault')]
  return {
    ...{ id: list.id, title: list.title, state: list.state, form: list.form, columns },
    channel: source.title,
    sample: rows[0]?.cells ?? {},
    kinds: Object.entries(listChannel.kinds)
      .filter(([, card]) => !card.undo)
      .map(([name, { when }]) => ({ name, when })),
    counts: { new: count('new'), known: count('known'), fault: count('fault') },
    rows: ordered.slice(0, shownRows),
    went: {
      fresh: list.fresh,
      known: list.known,
      faults: list.faults,
      doneAt: list.doneAt?.toISOString() ?? null,
      undoneAt: list.undoneAt?.toISOString() ?? null,
    },
    reader: readerOf(guest),
  }
}

/** Says what the columns are, brings the list in, or takes it back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { list, source } = await listOr404(program.id, params.id)
  const form = await request.formData()
  const tell = (tone: 'good' | 'danger', words: string, status = 200) => data({ tone, words }, { status })
  const order = { id: list.id, slug: source.slug }
  switch (form.get('do')) {
    case 'columns': {
      const done = await shapeList({ id: list.id, form: formFrom(form) }, actor)
      return 'message' in done ? tell('danger', done.message, 409) : tell('good', 'This is what each row would do now.')
    }
    case 'import': {
      const done = await importList(listChannel, order, actor)
      if ('message' in done) return tell('danger', done.message, 409)
      const left = done.faults === 0 ? '' : ` ${done.faults} could not be read; the report names each with its reason.`
      return tell('good', `${done.fresh} rows went in and are settled in a moment; ${done.known} were known before.${left}`)
    }
    case 'undo': {
      const done = await undoList(listChannel, order, actor)
      if ('message' in done) return tell('danger', done.message, 409)
      return tell('good', `${done.rows} rows are taken back; the members concerned see why on their pages.`)
    }
    default:
      return tell('danger', 'This form was not understood. Nothing was changed.', 400)
  }
}

/** One list. */
export default function Import() {
  const { id, title, state, channel, form, columns, sample, kinds, counts, rows, went, reader } = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  return (
    <>
      <PageHeader dense title={title} lead={`Into ${channel}.`} crumbs={[{ label: 'Lists', to: '/manage/channels/lists' }, { label: title }]} />
      <div className="flex flex-col gap-10">
        <ToldNotice told={told} />
        {state !== 'draft' && <ListWent id={id} state={state} went={went} reader={reader} />}
        {state === 'draft' && (
          <Section title="What the columns are" lead="Guessed by their names. Change what is wrong, then look again.">
            <ListColumns form={form} columns={columns} sample={sample} kinds={kinds} key={JSON.stringify(form)} />
          </Section>
        )}
        {state === 'draft' && <ListPreview id={id} counts={counts} rows={rows} reader={reader} />}
      </div>
    </>
  )
}
