import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { RuleBeside } from '#app/components/manage/rule-beside.tsx'
import { RuleForm, ruleFormId } from '#app/components/manage/rule-form.tsx'
import { RuleHealth } from '#app/components/manage/rule-health.tsx'
import { RuleHistory } from '#app/components/manage/rule-history.tsx'
import { RuleSwitch } from '#app/components/manage/rule-switch.tsx'
import { useDraft } from '#app/components/manage/use-draft.ts'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { may } from '#app/domain/members/roles.ts'
import { formOf } from '#app/domain/rules/form.ts'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { healthOfRules } from './rule-health.server.ts'
import { besideOf } from './rule-trial.server.ts'
import { lookBackView, switchChoice } from './rule-switch.server.ts'
import { keptOf, readDraft, ruleOr404, ruleWords, spansOf, versionViews } from './rule-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.title ?? 'Rule' }]

/** One rule: its form (or the draft that stands in the address), what it would have done, and every version. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_rules')
  const rule = await ruleOr404(guest.program.id, params.id)
  const query = new URL(request.url).searchParams
  const kept = keptOf(rule)
  const draft = query.has('title') ? readDraft(query, guest.program, kept) : null
  const definition = draft?.status === 'success' ? draft.value : rule.versions[0]!.definition
  const [words, live, preview, beside, versions] = await Promise.all([
    ruleWords(guest.program),
    liveRules(guest.program.id, new Date()),
    lookBackView(rule, query, guest.actor, guest.program.timeZone),
    besideOf({ id: rule.id, definition }, query, guest.program),
    versionViews(rule, guest.program),
  ])
  return {
    words,
    id: rule.id,
    title: rule.versions[0]!.definition.title,
    state: rule.state,
    ...spansOf(rule, new Date()),
    preview,
    version: rule.version,
    start: formOf(rule.versions[0]!.definition, guest.program.timeZone),
    kept,
    draft: draft?.reply() ?? null,
    health: (await healthOfRules(guest.program, live)).get(rule.id) ?? null,
    beside,
    versions,
    saved: query.get('saved') === '1',
    looked: query.get('looked') === '1',
    mayEdit: may(guest.member.roles, 'edit_rules'),
    reader: readerOf(guest),
  }
}

/** Saves the next version, switches the rule on or off, or lets it look back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_rules')
  const form = await request.formData()
  const id = numberFrom(params.id) ?? 0
  if (form.get('do') === 'switch') {
    const choice = switchChoice(form, program.timeZone)
    if ('problem' in choice) return data({ result: null, refusal: null, since: choice.problem }, { status: 400 })
    if (form.get('was') === 'on' && form.get('to') === 'on' && (await ruleOr404(program.id, params.id)).state === 'off')
      return data({ result: null, refusal: null, since: 'This rule was switched off meanwhile. Nothing was changed.' }, { status: 409 })
    const switched = await switchRule({ id, to: form.get('to') === 'on' ? 'on' : 'off', ...choice }, actor)
    if ('message' in switched) return data({ result: null, refusal: null, since: switched.message }, { status: 409 })
    return redirect(`/manage/rules/${id}${switched.kind === 'looked_back' ? '?looked=1' : ''}`, 303)
  }
  const submission = readDraft(form, program, keptOf(await ruleOr404(program.id, params.id)))
  const answer = (refusal: string | null, status: number) => data({ result: submission.reply(), refusal, since: null }, { status })
  if (submission.status !== 'success') return answer(null, submission.status === 'error' ? 400 : 200)
  const saved = await saveRule({ id, basedOn: numberFrom(form.get('basedOn')), definition: submission.value }, actor)
  if ('message' in saved) return answer(saved.message, 409)
  return redirect(`/manage/rules/${id}?saved=1`, 303)
}

/** A rule as a sentence, with what it would have paid beside it and its history below. */
export default function Rule() {
  const view = useLoaderData<typeof loader>()
  const { title, state, since, version, reader, mayEdit } = view
  const sent = useActionData<typeof action>()
  const live = useDraft(`/manage/rules/${view.id}`)
  return (
    <>
      <PageHeader dense title={title} lead={`Version ${version}`} crumbs={[{ label: 'Rules', to: '/manage/rules' }, { label: title }]} />
      <div className="flex flex-col gap-8">
        {view.saved && (
          <Notice tone="good" announce title={`Version ${version} is saved.`}>
            {state === 'on'
              ? view.coming
                ? 'It pays less than before, so members are told first.'
                : 'What comes in from now on is judged by it.'
              : 'It is switched off: it pays when you switch it on.'}
          </Notice>
        )}
        {view.looked && (
          <Notice tone="good" announce>
            It has looked back. What changed stands in the ledger and in each member’s activity.
          </Notice>
        )}
        {view.health && <RuleHealth health={view.health} />}
        {mayEdit && <RuleSwitch state={state} since={since} coming={view.coming} preview={view.preview} error={sent?.since} reader={reader} />}
        <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_360px]">
          <div className="flex min-w-0 flex-col gap-10">
            {mayEdit && (
              <RuleForm
                key={version}
                start={view.start}
                lastResult={sent?.result ?? view.draft}
                refusal={sent?.refusal}
                words={view.words}
                pointsName={reader.pointsName}
                basedOn={version}
                kept={view.kept}
                onDraft={live.onDraft}
              />
            )}
            <Section title="Versions" lead="A version never changes. Every award names the one that made it.">
              <RuleHistory versions={view.versions} reader={reader} />
            </Section>
          </div>
          <RuleBeside beside={live.beside ?? view.beside} stale={live.stale} form={ruleFormId} reader={reader} />
        </div>
      </div>
    </>
  )
}
