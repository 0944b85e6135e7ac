import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { NoticePolicy } from '#app/components/manage/notice-policy.tsx'
import { MostWords } from '#app/components/manage/rule-beside.tsx'
import { RuleList } from '#app/components/manage/rule-list.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { may } from '#app/domain/members/roles.ts'
import { noticeSchema } from '#app/domain/programs/programs.ts'
import { noticeDaysOf } from '#app/domain/programs/queries.server.ts'
import { mostADay, mostOfAll } from '#app/domain/rules/most-a-day.ts'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { rulesWithAwards } from '#app/domain/rules/queries/manage.server.ts'
import { ruleInWords } from '#app/domain/rules/sentence.ts'
import { setNotice } from '#app/flows/set-notice.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { healthOfRules } from './rule-health.server.ts'
import { ruleCards } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rules' }]

/** Every rule with what it says and what it paid in the last 30 days. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_rules')
  const [rules, live, notice] = await Promise.all([
    rulesWithAwards(guest.program.id, new Date(Date.now() - 30 * 86_400_000)),
    liveRules(guest.program.id, new Date()),
    noticeDaysOf(guest.program.id),
  ])
  const health = await healthOfRules(guest.program, live)
  const { cards } = ruleCards()
  return {
    most: mostOfAll(live),
    rules: rules.map(({ id, state, version, definition, awards, points, lastAt }) => ({
      id,
      on: state === 'on',
      title: definition.title,
      sentence: ruleInWords(definition, cards, guest.program.pointsName),
      version,
      awards,
      points,
      lastAt: lastAt?.toISOString() ?? null,
      multiplies: definition.factor !== undefined,
      most: mostADay(definition, live),
      health: health.get(id) ?? null,
    })),
    notice,
    mayEdit: may(guest.member.roles, 'edit_rules'),
    reader: readerOf(guest),
  }
}

/** Switches a rule on (from now on) or off, or keeps how long a lower price is announced. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_rules')
  const form = await request.formData()
  if (form.get('intent') === 'notice') {
    const submission = parseWithZod(form, { schema: noticeSchema })
    if (submission.status !== 'success') return data({ errors: submission.error?.noticeDays ?? [] }, { status: 400 })
    await setNotice(actor, submission.value.noticeDays)
    return redirect('/manage/rules', 303)
  }
  const switched = await switchRule({ id: numberFrom(form.get('id')) ?? 0, to: form.get('to') === 'on' ? 'on' : 'off' }, actor)
  if ('message' in switched) return data({ message: switched.message }, { status: 409 })
  return redirect('/manage/rules', 303)
}

/** The list of rules. */
export default function Rules() {
  const { rules, most, notice, mayEdit, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const on = rules.filter((rule) => rule.on).length
  const add = mayEdit && <ButtonLink to="/manage/rules/new">New rule</ButtonLink>
  return (
    <>
      <PageHeader
        dense
        title="Rules"
        lead={rules.length > 0 ? `${on} of ${rules.length} are on. The public page “How to earn” is made from those.` : 'What deserves how much.'}
        actions={rules.length > 0 && add}
      />
      {sent && 'message' in sent && (
        <div className="mb-6">
          <Notice tone="danger" announce>
            {sent.message}
          </Notice>
        </div>
      )}
      {on > 0 && (
        <div className="mb-6">
          <h2 className="font-bold">The most one person can get in a day, from all rules that are on</h2>
          <MostWords most={most} reader={reader} />
        </div>
      )}
      {rules.length > 0 ? (
        <RuleList rules={rules} mayEdit={mayEdit} reader={reader} />
      ) : (
        <EmptyState title="No rules yet" action={add}>
          A rule is one sentence: when this happens, give so many {reader.pointsName}, at most so often. Until there is one, activities are recorded
          and nothing is paid.
        </EmptyState>
      )}
      {mayEdit && <NoticePolicy days={notice} errors={sent && 'errors' in sent ? sent.errors : []} />}
    </>
  )
}
