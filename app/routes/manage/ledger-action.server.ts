import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import { currencySchema } from '#app/domain/ledger/currency.ts'
import { policyFrom, policySchema } from '#app/domain/ledger/policy.ts'
import { addCurrency } from '#app/flows/add-currency.server.ts'
import { changePolicy } from '#app/flows/change-policy.server.ts'
import { renameCurrency } from '#app/flows/rename-currency.server.ts'
import { numberFrom } from './reader.server.ts'

/** Sets the choices about debts and old points that a form asks for. */
export async function choosePolicy({ actor }: MemberGuest, form: FormData) {
  const submission = parseWithZod(form, { schema: policySchema })
  if (submission.status !== 'success') return data({ about: 'policy' as const, result: submission.reply(), refusal: null }, { status: 400 })
  const done = await changePolicy(actor, policyFrom(submission.value))
  return redirect(`/manage/ledger?told=${done.kind}`, 303)
}

/** Adds the currency that a form describes, or gives one another name. */
export async function writeCurrency({ actor }: MemberGuest, form: FormData) {
  const submission = parseWithZod(form, { schema: currencySchema })
  const answer = (refusal: string | null, status: number) => data({ about: 'currency' as const, result: submission.reply(), refusal }, { status })
  if (submission.status !== 'success') return answer(null, 400)
  const { name, slug, about } = submission.value
  if (form.get('do') === 'rename') {
    const done = await renameCurrency(actor, numberFrom(form.get('id')) ?? 0, { name, about })
    return done.kind === 'renamed' ? redirect('/manage/ledger?told=renamed', 303) : answer('There is no such currency. Nothing was changed.', 404)
  }
  const done = await addCurrency(actor, { name, slug, about })
  return 'message' in done ? answer(done.message, 409) : redirect('/manage/ledger?told=added', 303)
}
