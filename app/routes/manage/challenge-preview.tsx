import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChallengeFrame } from '#app/components/manage/challenge-frame.tsx'
import { ChallengeSeen, type SeenView } from '#app/components/manage/challenge-seen.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { segmentsOf } from '#app/domain/boards/queries/choices.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { seenBy, viewerFrom } from './challenge-seen.server.ts'
import { challengeOr404 } from './challenge-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: `${view?.challenge.title ?? 'Challenge'}: as others see it` }]

/** The challenge as a given member would see it now, or one of a segment; reads only. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_challenge_results')
  const { program } = guest
  const challenge = await challengeOr404(program.id, params.id)
  const query = new URL(request.url).searchParams
  const now = new Date()
  const [segments, viewer] = await Promise.all([segmentsOf(program.id), viewerFrom(program.id, query, now)])
  const seen: SeenView | null = 'member' in viewer ? await seenBy(program, challenge, viewer.member, now) : null
  const { id, slug, title, state, pausedAt } = challenge
  return {
    challenge: { id, slug, title, state, paused: pausedAt !== null },
    segments: segments.map((one) => ({ value: String(one.id), label: one.title })),
    asked: { as: (query.get('as') ?? '').replace(/^@/, ''), segment: query.get('segment') ?? '' },
    member: 'member' in viewer ? viewer.member : null,
    others: 'others' in viewer ? viewer.others : [],
    trouble: 'trouble' in viewer ? viewer.trouble : null,
    seen,
    mayEdit: may(guest.member.roles, 'edit_challenges'),
    reader: readerOf(guest),
  }
}

/** What somebody else sees of a challenge. */
export default function Preview() {
  const { challenge, segments, asked, member, others, trouble, seen, mayEdit, reader } = useLoaderData<typeof loader>()
  return (
    <ChallengeFrame tab="preview" challenge={challenge} mayEdit={mayEdit}>
      <Form method="get" className="mb-8 grid max-w-3xl items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <TextField field={{ id: 'as', name: 'as' }} label="As this member" placeholder="maya-lindqvist" defaultValue={asked.as} autoComplete="off" />
        <SelectField
          field={{ id: 'segment', name: 'segment' }}
          label="Or as somebody of"
          placeholder="no segment"
          choices={segments}
          defaultValue={asked.segment}
        />
        <Button>Show it</Button>
      </Form>
      {trouble && (
        <Notice tone="warning" announce>
          {trouble}
        </Notice>
      )}
      {!member && !trouble && (
        <EmptyState title="Through whose eyes?">
          Name a member or a segment. You see what they would see now; nothing is written and nobody is told.
        </EmptyState>
      )}
      {member && seen && (
        <>
          <p className="mb-6 text-muted">
            As{' '}
            <Link to={`/manage/members/${member.id}`} className="text-link">
              @{member.handle}
            </Link>{' '}
            would see it now. Nothing is written, and nobody is told.
            {others.length > 0 && (
              <>
                {' '}
                Also of this segment:{' '}
                {others.map((one, index) => (
                  <span key={one.id}>
                    {index > 0 && ', '}
                    <Link to={`?as=${one.handle}`} className="text-link">
                      @{one.handle}
                    </Link>
                  </span>
                ))}
              </>
            )}
          </p>
          <ChallengeSeen seen={seen} reader={reader} />
        </>
      )}
    </ChallengeFrame>
  )
}
