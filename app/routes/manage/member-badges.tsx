import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { MemberBadges } from '#app/components/manage/member-badges.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { memberForStaff } from '#app/domain/members/queries/manage.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { allBadges, heldBadges } from '#app/domain/standing/queries.server.ts'
import { giveBadge } from '#app/flows/give-badge.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Badges of ${data.name}` : 'Badges' }]

/** The badges of a member, and those that can be given by hand. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member: me } = await requireStaff(request, 'see_members')
  const member = await memberForStaff(program.id, numberFrom(params.id) ?? 0, false)
  if (!member) throw new Response('There is no such member.', { status: 404, statusText: 'Not Found' })
  const [held, badges] = await Promise.all([heldBadges(program.id, member.id), allBadges(program.id)])
  return {
    id: member.id,
    name: member.name,
    handle: member.handle,
    held: held.map(({ slug, title, tier, every }) => ({ slug, title, tier, times: every !== null })),
    choices: badges.filter((badge) => badge.kinds.length === 0 && !badge.retired).map((badge) => ({ value: badge.slug, label: badge.title })),
    mayGive: may(me.roles, 'correct_points') && me.id !== member.id,
    done: new URL(request.url).searchParams.get('done'),
    formKey: randomUUID(),
  }
}

/** Gives a badge by hand or takes one back, once per key. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'correct_points')
  const form = await request.formData()
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  const refuse = (refusal: string, status: number) => data({ refusal }, { status })
  const memberId = numberFrom(params.id) ?? 0
  const reason = text('why').slice(0, 500)
  if (reason.length < 3) return refuse('Say why, in three letters or more.', 400)
  if (!/^[\w-]{8,64}$/.test(text('key'))) return refuse('Open the page again and send the form from there.', 400)
  const way = text('way') === 'take' ? 'take' : 'give'
  const done = await giveBadge({ memberId, badge: text('badge'), way, reason, key: text('key') }, actor)
  if ('message' in done) return refuse(done.message, done.kind === 'not_found' ? 404 : 409)
  return redirect(`/manage/members/${memberId}/badges?done=${done.kind}`, 303)
}

/** A member's badges, as staff see and give them. */
export default function MemberBadgesPage() {
  const { id, name, handle, done, ...view } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={`Badges of ${name}`}
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: `@${handle}`, to: `/manage/members/${id}` }, { label: 'Badges' }]}
      />
      {done && !sent && (
        <div className="mb-6">
          <Notice tone="good" announce>
            {done === 'given' ? `${name} holds it now.` : 'It is taken back.'} The reason stands in the audit log.
          </Notice>
        </div>
      )}
      <MemberBadges key={view.formKey} {...view} refusal={sent?.refusal ?? null} />
    </>
  )
}
