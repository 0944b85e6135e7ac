import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type MemberGuest, requireMember } from '#app/auth/guests.server.ts'
import { QueuePage } from '#app/components/queue/queue-page.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { reviewerOf } from '#app/domain/reviews/queries.server.ts'
import type { Reviewer } from '#app/domain/reviews/reviews.ts'
import { queueAction } from '#app/routes/queue/queue-action.server.ts'
import { queueView } from '#app/routes/queue/queue-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Review' }]

/** The member's entry as a community reviewer; to everybody else this page is not there. */
async function reviewerAt({ program, member }: MemberGuest): Promise<Reviewer> {
  const reviewer = member.state === 'active' ? await reviewerOf(program.id, member.id) : null
  if (!reviewer) throw new Response('There is no such page.', { status: 404, statusText: 'Not Found' })
  return reviewer
}

/** What waits for a community reviewer, in their languages. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const reviewer = await reviewerAt(guest)
  const { program, member } = guest
  const reader = { zone: member.timeZone, locale: member.locale, now: new Date().toISOString(), pointsName: program.pointsName }
  return { view: await queueView(guest, reviewer, '/review', request), languages: reviewer.languages, reader }
}

/** Decides. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  return queueAction(guest, await reviewerAt(guest), '/review', request)
}

/** The queue of a community reviewer. */
export default function Review() {
  const { view, languages, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const words = languages.length > 0 ? `You review ${languages.map((one) => one.toUpperCase()).join(', ')}.` : 'You review every language.'
  return (
    <>
      <PageHeader title="Review" lead={`${words} Nobody judges their own work, and every verdict has a reason that its author reads.`} />
      <QueuePage view={view} sent={{ refusal: sent?.refusal ?? null, errors: sent?.result?.error ?? {} }} reader={reader} />
    </>
  )
}
