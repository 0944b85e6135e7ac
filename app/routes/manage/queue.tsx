import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { QueuePage } from '#app/components/queue/queue-page.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { may } from '#app/domain/members/roles.ts'
import { reviewerOf } from '#app/domain/reviews/queries.server.ts'
import { queueAction } from '#app/routes/queue/queue-action.server.ts'
import { queueView } from '#app/routes/queue/queue-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Queue' }]

/** Everything that waits for somebody with a role. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_queue')
  const view = await queueView(guest, await reviewerOf(guest.program.id, guest.member.id), '/manage/queue', request)
  return { view, mayName: may(guest.member.roles, 'name_reviewers'), reader: readerOf(guest) }
}

/** Decides, approves at once, takes back, answers. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireStaff(request, 'review_submissions')
  return queueAction(guest, null, '/manage/queue', request)
}

/** The one work queue. */
export default function Queue() {
  const { view, mayName, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Queue"
        lead={`The oldest first. Members read: “${view.promise}”.`}
        actions={
          mayName && (
            <ButtonLink variant="outline" size="sm" to="/manage/reviewers">
              Community reviewers
            </ButtonLink>
          )
        }
      />
      <QueuePage view={view} sent={{ refusal: sent?.refusal ?? null, errors: sent?.result?.error ?? {} }} reader={reader} />
    </>
  )
}
