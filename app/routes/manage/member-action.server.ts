import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import { correctionSchema } from '#app/domain/ledger/correction.ts'
import { roles } from '#app/domain/members/roles.ts'
import { changeRoles } from '#app/flows/change-roles.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'

/** Writes the correction that a form asks for, once per key. */
export async function correct({ program, actor }: MemberGuest, memberId: number, form: FormData) {
  const submission = parseWithZod(form, { schema: correctionSchema })
  const answer = (refusal: string | null, status: number) => data({ about: 'correction' as const, result: submission.reply(), refusal }, { status })
  if (submission.status !== 'success') return answer(null, 400)
  const { way, amount, ...order } = submission.value
  const done = await correctPoints({ ...order, memberId, amount: way === 'give' ? amount : -amount }, actor, program)
  if ('message' in done) return answer(done.message, done.kind === 'not_found' ? 404 : 409)
  return redirect(`/manage/members/${memberId}?corrected=${done.kind === 'corrected' ? 'yes' : 'before'}`, 303)
}

/** Sets the roles that a form names: exactly these. */
export async function setRolesOf({ actor }: MemberGuest, memberId: number, form: FormData) {
  const wanted = roles.filter((role) => form.getAll('role').includes(role))
  const done = await changeRoles(actor, { member: memberId, roles: wanted })
  if ('message' in done) return data({ about: 'roles' as const, result: null, refusal: done.message }, { status: 409 })
  return redirect(`/manage/members/${memberId}?roles=${done.kind}`, 303)
}
