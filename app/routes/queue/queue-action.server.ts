import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import { verdictSchema } from '#app/domain/challenges/verdicts.ts'
import { may } from '#app/domain/members/roles.ts'
import { bulkSchema, flagSchema, secondSchema } from '#app/domain/reviews/forms.ts'
import { openDisputes } from '#app/domain/reviews/queries.server.ts'
import type { Reviewer } from '#app/domain/reviews/reviews.ts'
import { approveMany } from '#app/flows/approve-many.server.ts'
import { decideDispute } from '#app/flows/decide-dispute.server.ts'
import { reviewSubmission } from '#app/flows/review-submission.server.ts'
import { settleFlag } from '#app/flows/settle-flag.server.ts'
import { undoApprovals } from '#app/flows/undo-approvals.server.ts'

type Outcome = { kind: string; message?: string }

/** Does what a form of the queue asks for, and leads on to the next item. A refusal is answered 409 in words; bad input 400. */
export async function queueAction(guest: MemberGuest, reviewer: Reviewer | null, base: string, request: Request) {
  const { program, member } = guest
  const form = await request.formData()
  const by = { program: program.id, by: member.id }
  const languages = base === '/review' ? (reviewer?.languages ?? []) : null
  const leave = (outcome: Outcome, told: string) => {
    if (outcome.message !== undefined) return data({ result: null, refusal: outcome.message }, { status: 409 })
    const to = new URLSearchParams(String(form.get('where') ?? ''))
    to.set('told', told)
    const next = form.get('next')
    if (typeof next === 'string' && next) to.set('item', next)
    else to.delete('item')
    return redirect(`${base}?${to.toString()}`, 303)
  }
  const wanted = String(form.get('do'))
  if (wanted === 'undo') return leave(await undoApprovals(by, program, Number(form.get('bulk')) || 0), 'undone')
  if (wanted === 'bulk') {
    const sent = parseWithZod(form, { schema: bulkSchema })
    if (sent.status !== 'success') return data({ result: sent.reply(), refusal: 'Tick at least one submission first.' }, { status: 400 })
    const items = sent.value.item.map((text) => ({ submission: Number(text.split(':')[0]), version: Number(text.split(':')[1]) }))
    return leave(await approveMany(by, program, { items, key: sent.value.key, languages }), 'many')
  }
  if (wanted === 'flag' || wanted === 'dispute') {
    if (base === '/review') return data({ result: null, refusal: 'This is for people with a role in the program.' }, { status: 403 })
    return wanted === 'flag' ? flagged() : second()
  }
  const sent = parseWithZod(form, { schema: verdictSchema })
  if (sent.status !== 'success') return data({ result: sent.reply(), refusal: null }, { status: 400 })
  const verdict = { ...sent.value, points: sent.value.points ?? null, languages }
  const done = await reviewSubmission(by, program, verdict)
  return leave(done, done.kind === 'counted' ? 'counted' : sent.value.verdict)

  async function flagged() {
    const asked = parseWithZod(form, { schema: flagSchema })
    if (asked.status !== 'success') return data({ result: asked.reply(), refusal: null }, { status: 400 })
    return leave(await settleFlag(by, asked.value), 'flag')
  }
  async function second() {
    const asked = parseWithZod(form, { schema: secondSchema })
    if (asked.status !== 'success') return data({ result: asked.reply(), refusal: null }, { status: 400 })
    const about = (await openDisputes(program.id)).find((row) => row.id === asked.value.dispute)
    if (about?.kind === 'measure' && !may(member.roles, 'take_measures'))
      return data({ result: null, refusal: 'Your role does not answer this.' }, { status: 403 })
    return leave(await decideDispute(by, program, { ...asked.value, points: asked.value.points ?? null }), 'dispute')
  }
}
