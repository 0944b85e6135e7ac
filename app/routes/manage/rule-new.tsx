import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { RuleBeside } from '#app/components/manage/rule-beside.tsx'
import { RuleForm, ruleFormId } from '#app/components/manage/rule-form.tsx'
import { useDraft } from '#app/components/manage/use-draft.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { readerOf } from './reader.server.ts'
import { readDraft, ruleWords } from './rule-view.server.ts'
import { besideOf } from './rule-trial.server.ts'

export const meta: MetaFunction = () => [{ title: 'New rule' }]

const start = {
  title: '',
  about: '',
  kinds: [],
  mode: 'all' as const,
  tests: [],
  give: 'each' as const,
  points: 100,
  limits: [{ count: 5, window: 'day', of: 'times', per: 'member' }],
  to: 'actor',
}

/** An empty rule, or the draft that stands in the address with what it would have done. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_rules')
  const query = new URL(request.url).searchParams
  const draft = query.size > 0 ? readDraft(query, guest.program, null) : null
  const [words, beside] = await Promise.all([
    ruleWords(guest.program),
    draft?.status === 'success' ? besideOf({ id: 0, definition: draft.value }, query, guest.program) : null,
  ])
  return { words, draft: draft?.reply() ?? null, beside, reader: readerOf(guest) }
}

/** Saves a new rule, switched off, and leads to it. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_rules')
  const submission = readDraft(await request.formData(), program, null)
  if (submission.status !== 'success')
    return data({ result: submission.reply(), refusal: null }, { status: submission.status === 'error' ? 400 : 200 })
  const saved = await saveRule({ id: null, basedOn: null, definition: submission.value }, actor)
  if ('message' in saved) return data({ result: submission.reply(), refusal: saved.message }, { status: 409 })
  return redirect(`/manage/rules/${saved.id}?saved=1`, 303)
}

/** A new rule as a sentence, with what it would have paid beside it. */
export default function NewRule() {
  const { words, draft, beside, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const live = useDraft('/manage/rules/new')
  return (
    <>
      <PageHeader
        dense
        title="New rule"
        lead="It starts switched off: nothing pays until you say so."
        crumbs={[{ label: 'Rules', to: '/manage/rules' }, { label: 'New' }]}
      />
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_360px]">
        <RuleForm
          start={start}
          lastResult={sent?.result ?? draft}
          refusal={sent?.refusal}
          words={words}
          pointsName={reader.pointsName}
          basedOn={null}
          kept={null}
          onDraft={live.onDraft}
        />
        <RuleBeside beside={live.beside ?? beside} stale={live.stale} form={ruleFormId} reader={reader} />
      </div>
    </>
  )
}
