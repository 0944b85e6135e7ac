import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { AwardForm } from '#app/components/manage/award-form.tsx'
import { AwardList } from '#app/components/manage/award-list.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { bulkSchema, handlesIn } from '#app/domain/ledger/bulk.ts'
import { currenciesOf } from '#app/domain/ledger/queries.server.ts'
import { bulkAwards } from '#app/domain/ledger/queries/bulk.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { awardMany } from '#app/flows/award-many.server.ts'
import { undoMany } from '#app/flows/undo-many.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Awards to many' }]

const toldWords: Record<string, string> = {
  given: 'It is given, a line each. For a quarter of an hour you can take it back with one button.',
  before: 'This was given before, so nothing was given again.',
  undone: 'All of it was taken back, and everybody is told.',
}

/** Points given to many at once, and the form for the next; members that were chosen in the list stand in it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'correct_points')
  const query = new URL(request.url).searchParams
  const chosen = query
    .getAll('member')
    .flatMap((id) => numberFrom(id) ?? [])
    .slice(0, 500)
  const [rows, currencies, handles] = await Promise.all([
    bulkAwards(guest.program.id, 20),
    currenciesOf(guest.program.id),
    handlesOf(guest.program.id, chosen),
  ])
  const now = Date.now()
  return {
    rows: rows.map((row) => ({
      ...row,
      madeAt: row.madeAt.toISOString(),
      undoUntil: row.undoUntil.toISOString(),
      undoneAt: row.undoneAt?.toISOString() ?? null,
      open: row.undoneAt === null && row.undoUntil.getTime() > now,
    })),
    currencies: currencies.map(({ id, name }) => ({ value: String(id), label: name })),
    handles: Object.values(handles)
      .sort()
      .map((handle) => `@${handle}`),
    told: query.get('told'),
    formKey: randomUUID(),
    reader: readerOf(guest),
  }
}

/** Gives to many, or takes it back. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'correct_points')
  const form = await request.clone().formData()
  const origin = await linkOrigin(request)
  if (form.get('do') === 'undo') {
    const undone = await undoMany(actor, numberFrom(form.get('award')) ?? 0, program, origin)
    return 'message' in undone ? data({ result: null, refusal: undone.message }, { status: 409 }) : redirect('/manage/awards?told=undone', 303)
  }
  const submission = parseWithZod(form, { schema: bulkSchema })
  if (submission.status !== 'success') return data({ result: submission.reply(), refusal: null }, { status: 400 })
  const { member: members, handles, ...order } = submission.value
  const done = await awardMany(actor, { ...order, members, handles: handlesIn(handles) }, program, origin)
  if ('message' in done) return data({ result: submission.reply(), refusal: done.message }, { status: 409 })
  return redirect(`/manage/awards?told=${done.kind === 'awarded' ? 'given' : 'before'}`, 303)
}

/** Points given to many at once. */
export default function Awards() {
  const { rows, currencies, handles, told, formKey, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Awards to many"
        lead="For what no channel sees: a meetup, a survey, a helping hand. Everybody gets a line of their own, with your reason."
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: 'Awards to many' }]}
      />
      <div className="flex flex-col gap-10">
        {told && toldWords[told] && !sent && (
          <Notice tone="good" announce>
            {toldWords[told]}
          </Notice>
        )}
        <Section title="Give to many">
          <AwardForm
            key={told}
            formKey={formKey}
            handles={handles}
            currencies={currencies}
            pointsName={reader.pointsName}
            lastResult={sent?.result ?? null}
            refusal={sent?.refusal ?? null}
          />
        </Section>
        <Section title="Given so far">
          <AwardList rows={rows} reader={reader} />
        </Section>
      </div>
    </>
  )
}
