import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Ledger } from '#app/components/activities/ledger.tsx'
import { cursorFrom, cursorText } from '#app/components/hub/activity-view.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { ledgerLineOf } from '#app/components/hub/ledger-view.ts'
import { MemberCorrection } from '#app/components/manage/member-correction.tsx'
import { MemberAccount } from '#app/components/manage/member-account.tsx'
import { LinkedAccounts, MemberIdentity, MemberMerges, MemberSums } from '#app/components/manage/member-facts.tsx'
import { MemberRoles } from '#app/components/manage/member-roles.tsx'
import { MemberTold } from '#app/components/manage/member-told.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { accountOf } from '#app/domain/accounts/queries.server.ts'
import { currenciesOf } from '#app/domain/ledger/queries.server.ts'
import { memberForStaff } from '#app/domain/members/queries/manage.server.ts'
import { may, roleTitles } from '#app/domain/members/roles.ts'
import { wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { adapters } from '#integrations/registry.ts'
import { ordersBehind } from '#app/routes/hub/orders-behind.server.ts'
import { correct, setRolesOf } from './member-action.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.member.name ?? 'Member' }]

const perPage = 30

/** One member: who they are, what they have, a page of their ledger. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_members')
  const { program, member: me } = guest
  const withContact = may(me.roles, 'see_contact')
  const member = await memberForStaff(program.id, numberFrom(params.id) ?? 0, withContact)
  if (!member) throw new Response('There is no such member.', { status: 404, statusText: 'Not Found' })
  const query = new URL(request.url).searchParams
  const [before, after] = [cursorFrom(query.get('before')), cursorFrom(query.get('after'))]
  const cursor = before ? { ...before, way: 'before' as const } : after && { ...after, way: 'after' as const }
  const page = await wordsOf(program.id, member.id, { states: null, source: null }, cursor, perPage)
  const orders = await ordersBehind(program, page.words, '/manage/orders')
  const cards = cardsFrom(adapters)
  const own = me.id === member.id
  return {
    member: {
      ...member,
      joinedAt: member.joinedAt.toISOString(),
      lastSeenAt: member.lastSeenAt?.toISOString() ?? null,
      identities: member.identities.map((one) => ({ ...one, provedAt: one.provedAt.toISOString() })),
    },
    lines: page.words.map((word) => {
      const line = ledgerLineOf(word, cards, program.pointsName, program.name, orders.get(word.activityId))
      return { ...line, chain: line.chain.map((link) => (link.href ? { ...link, href: `${link.href}?member=${member.id}` } : link)) }
    }),
    older: page.older,
    newer: page.newer,
    told: query.get('corrected') ?? query.get('roles'),
    withContact,
    account: withContact ? await accountOf(program.id, member.id) : null,
    mayCorrect: may(me.roles, 'correct_points') && !own && member.mergedInto === null,
    own,
    mayGrant: may(me.roles, 'grant_roles'),
    mayMeasure: may(me.roles, 'take_measures') && !own,
    formKey: randomUUID(),
    currencies: (await currenciesOf(program.id)).map(({ id, name }) => ({ value: String(id), label: name })),
    reader: readerOf(guest),
  }
}

/** Writes a correction or sets the roles. */
export async function action({ request, params }: ActionFunctionArgs) {
  await requireStaff(request, 'see_members')
  const form = await request.clone().formData()
  const roles = form.get('do') === 'roles'
  const guest = await requireStaff(request, roles ? 'grant_roles' : 'correct_points')
  const memberId = numberFrom(params.id) ?? 0
  return roles ? setRolesOf(guest, memberId, form) : correct(guest, memberId, form)
}

/** One member, as staff see them. */
export default function Member() {
  const { member, lines, reader, formKey, told, ...view } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const [path, first, last] = [`/manage/members/${member.id}`, lines[0], lines.at(-1)]
  return (
    <>
      <PageHeader
        dense
        title={member.name}
        lead={['@' + member.handle, ...member.roles.map((role) => roleTitles[role])].join(' · ')}
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: `@${member.handle}` }]}
        actions={
          view.mayMeasure && (
            <ButtonLink variant="outline" size="sm" to={`/manage/members/${member.id}/conduct`}>
              Conduct
            </ButtonLink>
          )
        }
      />
      <div className="flex flex-col gap-9">
        <MemberIdentity member={member} withContact={view.withContact} reader={reader} />
        <MemberMerges member={member} />
        <MemberSums member={member} reader={reader} />
        {view.account && <MemberAccount account={view.account} />}
        <div className="grid items-start gap-x-12 gap-y-9 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-9">
            <Section title="Linked accounts">
              <LinkedAccounts accounts={member.identities} reader={reader} />
            </Section>
            {view.mayCorrect && (
              <Section title="Give or take points">
                <MemberTold about={['yes', 'before']} told={sent ? null : told} />
                <MemberCorrection
                  key={`${told ?? ''} ${first?.id ?? ''}`}
                  formKey={formKey}
                  lastResult={sent?.about === 'correction' ? sent.result : null}
                  refusal={sent?.about === 'correction' ? sent.refusal : null}
                  pointsName={reader.pointsName}
                  name={member.name}
                  currencies={view.currencies}
                />
              </Section>
            )}
          </div>
          {view.mayGrant && (
            <Section title="Roles">
              <MemberTold about={['changed', 'unchanged']} told={sent ? null : told} />
              <MemberRoles roles={member.roles} refusal={sent?.about === 'roles' ? sent.refusal : null} />
            </Section>
          )}
        </div>
        {view.own && <p className="text-sm text-muted">These are your own points: another manager can correct them.</p>}
        <Section title="Ledger" lead="Everything that reached the hub from this member, and what became of it.">
          <Ledger lines={lines} {...reader} empty={<p className="py-4 text-muted">Nothing yet.</p>} />
          <Pagination
            label="Pages of the ledger"
            newer={view.newer && first ? `${path}?after=${cursorText(first.occurredAt, first.id)}` : null}
            older={view.older && last ? `${path}?before=${cursorText(last.occurredAt, last.id)}` : null}
          />
        </Section>
      </div>
    </>
  )
}
