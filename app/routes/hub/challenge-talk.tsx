import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type MemberGuest, requireMember } from '#app/auth/guests.server.ts'
import { ChallengeTalk } from '#app/components/talk/challenge-talk.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { commentSchema } from '#app/domain/talk/talk.ts'
import { rateChallenge } from '#app/flows/rate-challenge.server.ts'
import { reportComment } from '#app/flows/report-comment.server.ts'
import { writeComment } from '#app/flows/write-comment.server.ts'
import { talkGround, talkView } from './talk-ground.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Talk: ${data.challenge.title}` : 'Talk' }]

/** What is said about a challenge, for whoever sees the challenge. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const challenge = await talkGround(guest, params.slug ?? '')
  if (!challenge) throw new Response('There is no such challenge.', { status: 404, statusText: 'Not Found' })
  const { timeZone: zone, locale } = guest.member
  return { challenge, talk: await talkView(guest, challenge), formKey: randomUUID(), reader: { zone, locale, now: new Date().toISOString() } }
}

/** Rates, comments, or reports a comment; then back to the challenge. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const challenge = await talkGround(guest, params.slug ?? '')
  if (!challenge) throw new Response('There is no such challenge.', { status: 404, statusText: 'Not Found' })
  const by = { program: guest.program.id, by: guest.member.id }
  const form = await request.formData()
  const back = (to: string) => redirect(`/challenges/${challenge.slug}${to}`, 303)
  switch (form.get('do')) {
    case 'rate':
      await rateChallenge(by, challenge.id, form.get('useful') === 'yes')
      return back('#talk')
    case 'report': {
      const reason = String(form.get('reason') ?? '').slice(0, 500)
      const done = await reportComment(by, { challenge, comment: Number(form.get('comment')) || 0, reason })
      if ('message' in done) throw new Response(done.message, { status: 404 })
      return back('#talk')
    }
    default:
      return said(guest, challenge, form, back)
  }
}

async function said(
  { program, member }: MemberGuest,
  challenge: { id: number; slug: string; title: string },
  form: FormData,
  back: (to: string) => Response,
) {
  const submission = parseWithZod(form, { schema: commentSchema })
  if (submission.status !== 'success') {
    const words = Object.values(submission.error ?? {}).flat()[0] ?? 'Write a few words first.'
    throw new Response(`${words} Nothing was sent; go back, and your words are still there.`, { status: 400 })
  }
  const { key, body, answers = null } = submission.value
  const done = await writeComment({ program: program.id, by: member.id }, { challenge, key, body, answers, name: member.displayName })
  if ('message' in done) throw new Response(done.message, { status: 409 })
  return back(`#comment-${done.id}`)
}

/** The talk about a challenge, on a page of its own. */
export default function Talk() {
  const { challenge, talk, formKey, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={challenge.title}
        crumbs={[{ label: 'Challenges', to: '/challenges' }, { label: challenge.title, to: `/challenges/${challenge.slug}` }, { label: 'Talk' }]}
      />
      <ChallengeTalk talk={talk} formKey={formKey} reader={reader} />
    </>
  )
}
