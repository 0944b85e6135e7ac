import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ConversationList } from '#app/components/talk/conversation.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { conversationStates } from '#app/domain/conversations/conversations.ts'
import { conversationsIn } from '#app/domain/conversations/queries.server.ts'
import { conversationView } from '#app/routes/hub/conversation-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Messages' }]

const labels = { waiting: 'Waiting', answered: 'Answered', closed: 'Closed' } as const

/** What members ask. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'answer_messages')
  const asked = new URL(request.url).searchParams.get('state')
  const state = conversationStates.find((one) => one === asked) ?? 'waiting'
  const rows = await conversationsIn(guest.program.id, state)
  return { state, rows: rows.map(conversationView), reader: readerOf(guest) }
}

/** The inbox of the people who run the program: what waits longest stands first. */
export default function Messages() {
  const { state, rows, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Messages"
        lead="Questions that members sent from a page of the hub. Your answer reaches them in their notices and by mail."
      />
      <div className="flex flex-col gap-6">
        <TabLinks
          label="State"
          tabs={conversationStates.map((one) => ({ label: labels[one], to: `/manage/messages?state=${one}`, current: one === state }))}
        />
        {rows.length === 0 && (
          <EmptyState title={state === 'waiting' ? 'Nobody waits for an answer' : 'Nothing here'}>
            Members find “Ask the team” at the foot of every page.
          </EmptyState>
        )}
        {rows.length > 0 && <ConversationList rows={rows} base="/manage/messages" who reader={reader} />}
      </div>
    </>
  )
}
