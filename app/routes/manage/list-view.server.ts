import { type ListForm, listForm } from '#app/domain/imports/imports.ts'
import { generic } from '#integrations/registry.ts'

/** The adapter through whose door rows go in. */
export const listChannel = generic

/** Which column is what, as the form says it. */
export function formFrom(form: FormData): ListForm {
  const said = Object.fromEntries([...form].filter(([name, value]) => typeof value === 'string' && name !== 'facts' && name !== 'partner'))
  return listForm.parse({ ...said, partner: form.has('partner'), facts: form.getAll('facts').filter((name) => typeof name === 'string') })
}
