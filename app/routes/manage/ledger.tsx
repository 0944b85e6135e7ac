import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { LedgerChain, LedgerDrift } from '#app/components/manage/ledger-chain.tsx'
import { CurrencyForms, CurrencyTable } from '#app/components/manage/ledger-currencies.tsx'
import { LedgerPolicy } from '#app/components/manage/ledger-policy.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import type { Policy } from '#app/domain/ledger/policy.ts'
import { currenciesOf, liabilityOf } from '#app/domain/ledger/queries.server.ts'
import { ledgerHash, newestBlocks } from '#app/domain/ledger/queries/chain.server.ts'
import { checkState, driftOf, policyOf } from '#app/domain/ledger/queries/state.server.ts'
import { pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { may } from '#app/domain/members/roles.ts'
import { choosePolicy, writeCurrency } from './ledger-action.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Ledger' }]

/** What the points of all members are worth, as a sum of money. */
function worthOf(points: number, { worth, worthUnit }: Policy, locale: string): string | null {
  if (worth === null) return null
  const sum = (points / 100) * (worth / 100)
  return `${sum.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${worthUnit}`.trim()
}

/** The book as a whole: what members have, whether everything fits, the chain of hashes, and the program's choices. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_ledger')
  const { program, member } = guest
  const query = new URL(request.url).searchParams
  const [policy, currencies, sums, blocks, drift, check, replay] = await Promise.all([
    policyOf(program.id),
    currenciesOf(program.id),
    liabilityOf(program.id),
    newestBlocks(program.id, 5),
    driftOf(program.id, 30),
    checkState(program.id),
    query.get('hash') === 'now' ? ledgerHash(program.id) : null,
  ])
  return {
    policy,
    currencies: currencies.map((currency) => {
      const sum = sums.find((one) => one.currency === currency.id)
      const { members = 0, lifetime = 0, spendable = 0, held = 0, pending = 0, debt = 0 } = sum ?? {}
      const worth = currency.id === pointsCurrency ? worthOf(spendable + held, policy, member.locale) : null
      return { ...currency, members, lifetime, spendable, held, pending, debt, worth }
    }),
    blocks: blocks.map((block) => ({ ...block, madeAt: block.madeAt.toISOString() })),
    drift: drift.map((row) => ({ ...row, seenAt: row.seenAt.toISOString(), goneAt: row.goneAt?.toISOString() ?? null })),
    passedAt: check.passedAt?.toISOString() ?? null,
    replay,
    told: query.get('told'),
    mayEdit: may(member.roles, 'edit_ledger'),
    reader: readerOf(guest),
  }
}

/** Saves the choices, or a currency. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireStaff(request, 'edit_ledger')
  const form = await request.formData()
  return form.get('do') === 'policy' ? choosePolicy(guest, form) : writeCurrency(guest, form)
}

const toldWords: Record<string, string> = {
  changed: 'Your choices hold from now on. Lines already written stay as they are.',
  unchanged: 'It was like this already.',
  added: 'The currency is there. Rules and corrections can use it.',
  renamed: 'The currency has its new name.',
}

/** The ledger, for those who answer for it. */
export default function Ledger() {
  const { policy, currencies, blocks, drift, passedAt, replay, told, mayEdit, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Ledger"
        lead="Every point is a line in a book that is only ever added to. Here is what it adds up to, and the proof that nobody changed it."
      />
      <div className="flex flex-col gap-10">
        {told && toldWords[told] && !sent && (
          <Notice tone="good" announce>
            {toldWords[told]}
          </Notice>
        )}
        <Section title="What members have" lead="Each currency stands for itself.">
          <CurrencyTable rows={currencies} locale={reader.locale} />
          {mayEdit && (
            <CurrencyForms
              key={currencies.length}
              rows={currencies}
              lastResult={sent?.about === 'currency' ? sent.result : null}
              refusal={sent?.about === 'currency' ? sent.refusal : null}
            />
          )}
        </Section>
        <Section title="Does everything fit?" lead="A check walks over all members, again and again, and compares every kept figure with the lines.">
          <LedgerDrift rows={drift} passedAt={passedAt} reader={reader} />
        </Section>
        <Section
          title="Sealed against changes"
          lead="Every minute, new lines go under a hash that hangs on the one before and on a key outside the database. Whoever edits, removes or adds a line behind the hub’s back breaks it."
        >
          <LedgerChain blocks={blocks} replay={replay} reader={reader} />
        </Section>
        {mayEdit && (
          <Section title="Debts and old points">
            <LedgerPolicy
              key={JSON.stringify(policy)}
              policy={policy as Policy}
              lastResult={sent?.about === 'policy' ? sent.result : null}
              pointsName={reader.pointsName}
            />
          </Section>
        )}
      </div>
    </>
  )
}
