import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import { entrySchema } from '#app/domain/contests/contests.ts'
import { castVote } from '#app/flows/cast-vote.server.ts'
import { enterContest } from '#app/flows/enter-contest.server.ts'
import { scoreEntry } from '#app/flows/score-entry.server.ts'
import { numberFrom } from '#app/routes/manage/reader.server.ts'

/** What a member sent on the page of a contest: an entry, a vote, or a juror's scores. */
export async function contestAction({ actor }: MemberGuest, contest: string, form: FormData) {
  const what = form.get('do')
  const entryId = numberFrom(form.get('entry'))
  const back = (told: string, place = '') => redirect(`/contests/${contest}?told=${told}${place}`, 303)
  const refused = (done: { kind: string; message: string }) =>
    data({ result: null, refusal: done.message, about: String(what) }, { status: done.kind === 'not_found' ? 404 : 409 })
  if (what === 'vote' || what === 'unvote') {
    const way = what === 'vote' ? 'give' : 'take'
    const done = await castVote({ contest, entryId: entryId ?? 0, matchId: numberFrom(form.get('match')) ?? 0, way }, actor)
    return 'message' in done ? refused(done) : back(way === 'give' ? 'voted' : 'unvoted', '#entries')
  }
  if (what === 'score') {
    const scores = form.getAll('score').map((score) => numberFrom(score) ?? 0)
    const done = await scoreEntry({ contest, entryId: entryId ?? 0, scores, note: String(form.get('note') ?? '').slice(0, 300) }, actor)
    return 'message' in done ? refused(done) : back('scored', '#entries')
  }
  if (what === 'withdraw') {
    const done = await enterContest({ contest, entryId, entry: null }, actor)
    return 'message' in done ? refused(done) : back('withdrawn')
  }
  const submission = parseWithZod(form, { schema: entrySchema })
  if (submission.status !== 'success') return data({ result: submission.reply(), refusal: null, about: 'enter' }, { status: 400 })
  const done = await enterContest({ contest, entryId, entry: submission.value }, actor)
  if ('message' in done)
    return data({ result: submission.reply(), refusal: done.message, about: 'enter' }, { status: done.kind === 'not_found' ? 404 : 409 })
  return back('entered')
}
