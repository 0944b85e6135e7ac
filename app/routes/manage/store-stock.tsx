import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { StockMoves } from '#app/components/store/stock-moves.tsx'
import { CodeUpload, StockTake } from '#app/components/store/stock-take.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { movesOf, rewardById } from '#app/domain/store/queries/shelf.server.ts'
import { choiceWords } from '#app/domain/store/rewards.ts'
import { codesIn, stockSchema } from '#app/domain/store/shelf-form.ts'
import { takeStock } from '#app/flows/take-stock.server.ts'
import { uploadCodes } from '#app/flows/upload-codes.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Stock: ${data.title}` : 'Stock' }]

/** How many there are of each choice, and every move. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_store')
  const program = guest.program.id
  const id = numberFrom(params.id) ?? 0
  const [found, moves] = await Promise.all([rewardById(program, id, new Date()), movesOf(program, id)])
  if (!found) throw new Response('There is no such reward.', { status: 404, statusText: 'Not Found' })
  const handles = await handlesOf(
    program,
    moves.flatMap((move) => move.byId ?? []),
  )
  return {
    id,
    title: found.reward.title,
    codes: found.reward.kind === 'code',
    rows: found.variants.map((variant) => ({ ...variant, label: choiceWords(variant) || 'The one choice' })),
    moves: moves.map(({ at, byId, size, color, ...move }) => ({
      ...move,
      choice: choiceWords({ size, color }),
      who: byId === null ? null : `@${handles[byId] ?? byId}`,
      at: at.toISOString(),
    })),
    reader: readerOf(guest),
  }
}

/** A stock take, or more codes. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_store')
  const origin = await linkOrigin(request)
  const form = await request.formData()
  const variant = numberFrom(form.get('variant')) ?? 0
  if (form.get('do') === 'codes') {
    const codes = codesIn(String(form.get('codes') ?? '').slice(0, 2_000_000))
    if (codes.length === 0)
      return data({ good: null, refusal: 'There is no code in it. Paste one a line, of at least 4 characters.' }, { status: 400 })
    const sent = await uploadCodes(actor, program, origin, { variant, codes })
    if ('message' in sent) return data({ good: null, refusal: sent.message }, { status: 409 })
    return data({ good: `${sent.fresh} new codes are in the pool${sent.known > 0 ? `; ${sent.known} were known and left out` : ''}.`, refusal: null })
  }
  const submission = parseWithZod(form, { schema: stockSchema })
  if (submission.status !== 'success')
    return data({ good: null, refusal: Object.values(submission.error ?? {}).flat()[0] ?? 'Count again.' }, { status: 400 })
  const counted = await takeStock(actor, program, origin, submission.value)
  if ('message' in counted) return data({ good: null, refusal: counted.message }, { status: 409 })
  return data({
    good: counted.difference === 0 ? 'The count was right.' : `Noted: ${counted.difference > 0 ? '+' : '−'}${Math.abs(counted.difference)}.`,
    refusal: null,
  })
}

/** Stock takes and code pools. */
export default function StoreStock() {
  const { id, title, codes, rows, moves, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={`Stock: ${title}`}
        crumbs={[{ label: 'Store', to: '/manage/store' }, { label: title, to: `/manage/store/${id}` }, { label: 'Stock' }]}
      />
      <div className="flex flex-col gap-10">
        {sent && (
          <Notice tone={sent.refusal ? 'danger' : 'good'} announce>
            {sent.refusal ?? sent.good}
          </Notice>
        )}
        <Section
          title={codes ? 'The pools' : 'Count what lies there'}
          lead={
            codes
              ? 'Codes are sealed as they come in. Each is shown to one member alone, and to nobody else.'
              : 'Everything on the shelf, what is set aside for orders included. The difference is kept with its reason.'
          }
        >
          <ul className="divide-y border-y">
            {rows.map((row) => (
              <li key={row.id} className={`grid gap-4 py-5 lg:grid-cols-[220px_1fr] ${codes ? 'items-start' : 'items-end'}`}>
                <p>
                  <span className="font-semibold">{row.label}</span>
                  <span className="block text-sm text-muted tabular-nums">
                    {row.unlimited ? 'no end' : `${row.stocked - row.held - row.sold} free`}, {row.held} set aside, {row.sold} gone
                  </span>
                </p>
                {codes ? <CodeUpload variant={row.id} /> : row.unlimited ? null : <StockTake variant={row.id} onShelf={row.stocked - row.sold} />}
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Last moves">
          <StockMoves moves={moves} reader={reader} />
        </Section>
      </div>
    </>
  )
}
