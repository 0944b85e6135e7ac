import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { MergeColumns } from '#app/components/manage/merge-columns.tsx'
import { MergeForms } from '#app/components/manage/merge-forms.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { mayMerge, mergeSchema } from '#app/domain/members/merges.ts'
import { memberForStaff } from '#app/domain/members/queries/manage.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { mergeMembers } from '#app/flows/merge-members.server.ts'
import { splitMembers } from '#app/flows/split-members.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Compare two accounts' }]

/** Two accounts side by side. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'merge_members')
  const { program, member: me } = guest
  const ids = [numberFrom(params.one) ?? 0, numberFrom(params.other) ?? 0]
  const found = await Promise.all(ids.map((id) => memberForStaff(program.id, id, may(me.roles, 'see_contact'))))
  const [one, other] = found
  if (!one || !other || one.id === other.id) throw new Response('There are no two such members.', { status: 404, statusText: 'Not Found' })
  const view = (member: typeof one) => ({
    ...member,
    joinedAt: member.joinedAt.toISOString(),
    lastSeenAt: member.lastSeenAt?.toISOString() ?? null,
    identities: member.identities.map(({ channel, handle }) => ({ channel, handle })),
  })
  const own = me.id === one.id || me.id === other.id
  const merged = one.mergedInto !== null || other.mergedInto !== null
  return {
    one: view(one),
    other: view(other),
    together: one.mergedInto === other.id || (one.mergedInto !== null && one.mergedInto === other.mergedInto) || other.mergedInto === one.id,
    bar: own
      ? 'One of these accounts is yours, so another manager has to look at this.'
      : !mayMerge(me.roles, [...one.roles, ...other.roles])
        ? 'One of these accounts helps to run the program, so only an owner can merge or split it.'
        : null,
    merged,
    reader: readerOf(guest),
  }
}

/** Merges one into the other, or splits them. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, member, program } = await requireStaff(request, 'merge_members')
  const form = await request.formData()
  const by = { ...actor, roles: member.roles }
  if (form.get('do') === 'split') {
    const done = await splitMembers(by, numberFrom(form.get('account')) ?? 0, program)
    return 'message' in done ? data({ result: null, refusal: done.message }, { status: 409 }) : redirect('/manage/merges?told=split', 303)
  }
  const submission = parseWithZod(form, { schema: mergeSchema })
  if (submission.status !== 'success') return data({ result: submission.reply(), refusal: null }, { status: 400 })
  const [one, other] = [numberFrom(params.one) ?? 0, numberFrom(params.other) ?? 0]
  const [memberId, intoId] = form.get('keep') === String(one) ? [other, one] : [one, other]
  const done = await mergeMembers(by, { memberId, intoId, reason: submission.value.reason }, program)
  if ('message' in done) return data({ result: submission.reply(), refusal: done.message }, { status: done.kind === 'not_found' ? 404 : 409 })
  return redirect('/manage/merges?told=merged', 303)
}

/** Two accounts side by side, and the way to make one person of them or to part them. */
export default function Merge() {
  const { one, other, together, merged, bar, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={`@${one.handle} and @${other.handle}`}
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: 'Merges', to: '/manage/merges' }, { label: 'Compare' }]}
      />
      <div className="flex flex-col gap-9">
        <MergeColumns parties={[one, other]} reader={reader} />
        {bar ? (
          <Notice tone="warning">{bar}</Notice>
        ) : merged && !together ? (
          <Notice tone="warning">One of these accounts is merged into a third one. Split it first.</Notice>
        ) : (
          <MergeForms one={one} other={other} together={together} lastResult={sent?.result ?? null} refusal={sent?.refusal ?? null} />
        )}
      </div>
    </>
  )
}
