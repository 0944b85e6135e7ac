import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { PolicyForm } from '#app/components/store/policy-form.tsx'
import { ShelfTable } from '#app/components/store/shelf-table.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { leftOf } from '#app/components/store/views.ts'
import { may } from '#app/domain/members/roles.ts'
import { storePolicyOf, wholeShelf } from '#app/domain/store/queries/shelf.server.ts'
import { policySchema } from '#app/domain/store/shelf-form.ts'
import { kindTitles } from '#app/domain/store/rewards.ts'
import { changeStorePolicy } from '#app/flows/change-store-policy.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Store' }]

/** The whole shelf, drafts and retired things too, and what holds for the store as a whole. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_store_figures')
  const [shelf, policy] = await Promise.all([wholeShelf(guest.program.id, new Date()), storePolicyOf(guest.program.id)])
  return {
    rows: shelf.map((row) => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      kind: kindTitles[row.kind],
      state: row.state,
      price: row.price,
      picture: row.pictures[0] ?? null,
      left: leftOf(row.variants.filter((variant) => variant.state === 'live')),
      low: row.variants.some(
        (variant) => variant.state === 'live' && !variant.unlimited && variant.stocked - variant.held - variant.sold <= variant.lowAt,
      ),
      held: row.variants.reduce((sum, variant) => sum + variant.held, 0),
      orders: row.orders,
    })),
    policy,
    mayEdit: may(guest.member.roles, 'edit_store'),
    saved: new URL(request.url).searchParams.has('saved'),
    reader: readerOf(guest),
  }
}

/** Keeps what holds for the store as a whole. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_store')
  const submission = parseWithZod(await request.formData(), { schema: policySchema })
  if (submission.status !== 'success') return data({ errors: submission.error ?? {} }, { status: 400 })
  const { yearlyLimit = null, ...policy } = submission.value
  await changeStorePolicy(actor, { ...policy, yearlyLimit })
  return redirect('/manage/store?saved', 303)
}

/** The managers' shelf. */
export default function ManageStore() {
  const { rows, policy, mayEdit, saved, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Store"
        lead="What members can spend their points on."
        actions={
          <>
            <ButtonLink to="/manage/store/figures" variant="outline" size="sm">
              Figures
            </ButtonLink>
            <ButtonLink to="/manage/store/trust" variant="outline" size="sm">
              Trust
            </ButtonLink>
            {mayEdit && (
              <ButtonLink to="/manage/store/fulfillers" variant="outline" size="sm">
                Who hands it out
              </ButtonLink>
            )}
            <ButtonLink to="/store" variant="outline" size="sm">
              See it as a member
            </ButtonLink>
            {mayEdit && (
              <ButtonLink to="/manage/store/new" size="sm">
                Add a reward
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-8">
        {saved && !sent && (
          <Notice tone="good" announce>
            Saved. It holds from now on.
          </Notice>
        )}
        {rows.length === 0 ? (
          <EmptyState title="The shelf is empty" action={mayEdit && <ButtonLink to="/manage/store/new">Add the first reward</ButtonLink>}>
            A sticker sheet is a good first thing: cheap, light, and everybody wants one.
          </EmptyState>
        ) : (
          <ShelfTable rows={rows} reader={reader} />
        )}
        {mayEdit && (
          <Disclosure summary="What holds for the whole store" look="card" open={Boolean(sent)}>
            <PolicyForm policy={policy} errors={(sent?.errors ?? {}) as Record<string, string[]>} />
          </Disclosure>
        )}
      </div>
    </>
  )
}
