import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { SegmentForm, type SegmentStart } from '#app/components/manage/segment-form.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { segmentSize } from '#app/domain/boards/queries/among.server.ts'
import { segmentsOf } from '#app/domain/boards/queries/choices.server.ts'
import { conditionsSchema, conditionWords, segmentSchema } from '#app/domain/boards/segments.ts'
import { channelsOf } from '#app/domain/rules/queries/earn.server.ts'
import { levelsOf } from '#app/domain/standing/queries.server.ts'
import { addSegment } from '#app/flows/add-segment.server.ts'
import { removeSegment } from '#app/flows/remove-segment.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Segments' }]

/** What was sent, so that a form comes back filled. */
function startFrom(sent: URLSearchParams | FormData): SegmentStart {
  const text = (name: string): string => String(sent.get(name) ?? '')
  return {
    title: text('title'),
    levelFrom: text('levelFrom'),
    levelTo: text('levelTo'),
    joinedWithinDays: text('joinedWithinDays'),
    joinedBeforeDays: text('joinedBeforeDays'),
    accountIn: sent.getAll('accountIn').map(Number),
    company: text('company'),
    plan: text('plan'),
    stage: text('stage'),
    renewsWithinDays: text('renewsWithinDays'),
    withoutStaff: sent.has('withoutStaff'),
  }
}

/** The segments with their true counts, and the draft in the address with its own. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_boards')
  const { program } = guest
  const query = new URL(request.url).searchParams
  const now = new Date()
  const [segments, levels, channels] = await Promise.all([segmentsOf(program.id), levelsOf(program.id), channelsOf(program.id)])
  const words = { levels: new Map(levels.map((one) => [one.rank, one.title])), channels: new Map(channels.map((one) => [one.id, one.title])) }
  const draft = query.has('title') ? parseWithZod(query, { schema: conditionsSchema }) : null
  const conditions = draft?.status === 'success' ? draft.value : null
  const sizes = await Promise.all(segments.map((one) => segmentSize(program.id, one.conditions, now)))
  return {
    segments: segments.map(({ id, slug, title, conditions: own }, index) => {
      return { id, slug, title, words: conditionWords(own, words.levels, words.channels), count: sizes[index] ?? 0 }
    }),
    preview: conditions && { count: await segmentSize(program.id, conditions, now), words: conditionWords(conditions, words.levels, words.channels) },
    faults: draft?.status === 'error' ? Object.values(draft.error ?? {}).flatMap((one) => one ?? []) : [],
    start: startFrom(query),
    levels: levels.map(({ rank, title }) => ({ id: rank, title })),
    channels: channels.map(({ id, title }) => ({ id, title })),
    told: query.get('told'),
    reader: readerOf(guest),
  }
}

/** Adds or removes a segment. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_boards')
  const form = await request.formData()
  if (form.get('do') === 'remove') {
    const done = await removeSegment(numberFrom(form.get('id')) ?? 0, actor)
    return 'message' in done ? data({ faults: [done.message], start: null }, { status: 404 }) : redirect('/manage/boards/segments?told=removed', 303)
  }
  const submission = parseWithZod(form, { schema: segmentSchema })
  if (submission.status !== 'success') {
    return data({ faults: Object.values(submission.error ?? {}).flatMap((one) => one ?? []), start: startFrom(form) }, { status: 400 })
  }
  const { title, ...conditions } = submission.value
  await addSegment(title, conditions, actor)
  return redirect('/manage/boards/segments?told=added', 303)
}

const toldWords: Record<string, string> = { added: 'The segment has its boards.', removed: 'The segment is gone. Nobody’s points changed.' }

/** Groups of members with boards of their own. */
export default function Segments() {
  const { segments, preview, faults, start, levels, channels, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const words = told ? toldWords[told] : undefined
  return (
    <>
      <PageHeader
        dense
        title="Segments"
        lead="A board of like among like: the order of the whole board, places counted within the group."
        crumbs={[{ label: 'Boards', to: '/manage/boards' }, { label: 'Segments' }]}
      />
      <div className="flex flex-col gap-10">
        {words && !sent && (
          <Notice tone="good" announce>
            {words}
          </Notice>
        )}
        <Table
          caption="Segments"
          dense
          rows={segments}
          rowKey={(segment) => segment.id}
          empty={<EmptyState title="No segment so far">Say below who belongs together, and count them before you add it.</EmptyState>}
          columns={[
            {
              key: 'title',
              title: 'Segment',
              heading: true,
              cell: ({ slug, title }) => (
                <Link to={`/board?segment=${slug}&period=all`} className="text-link">
                  {title}
                </Link>
              ),
            },
            { key: 'words', title: 'Who', cell: (segment) => segment.words },
            { key: 'count', title: 'Members', numeric: true, cell: (segment) => segment.count.toLocaleString(reader.locale) },
            { key: 'do', title: 'Remove', titleHidden: true, cell: ({ id, title }) => <Removal id={id} title={title} /> },
          ]}
        />
        <Section title="Add a segment">
          <SegmentForm start={sent?.start ?? start} levels={levels} channels={channels} preview={preview} faults={sent?.faults ?? faults} />
        </Section>
      </div>
    </>
  )
}

function Removal({ id, title }: { id: number; title: string }) {
  return (
    <Form method="post" preventScrollReset className="flex justify-end">
      <input type="hidden" name="do" value="remove" />
      <input type="hidden" name="id" value={id} />
      <Button variant="danger" size="sm">
        Remove<span className="sr-only"> {title}</span>
      </Button>
    </Form>
  )
}
