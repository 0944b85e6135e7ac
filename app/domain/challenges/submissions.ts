import type { GeneratedPolicy } from './challenges.ts'
import type { Field } from './types/type.ts'

/** What is wrong with what a member says about generated text, in words; null if the challenge's policy is kept. */
export function policyProblem(policy: GeneratedPolicy, generated: boolean | null): string | null {
  if (policy === 'allowed') return null
  if (generated === null) return 'Say whether a machine wrote any of this.'
  return policy === 'refused' && generated ? 'This challenge asks for your own words, without generated text.' : null
}

/** What a form says in these fields, as the content of a submission: ticks as true or false, several as a list, empty ones left out. */
export function contentFrom(form: FormData, fields: readonly Field[]): Record<string, unknown> {
  const content: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.kind === 'file') continue
    if (field.kind === 'check') content[field.name] = form.get(field.name) !== null
    else if (field.kind === 'choices') content[field.name] = form.getAll(field.name).map(textOf)
    else {
      const text = textOf(form.get(field.name))
      if (field.kind === 'date' && text === '') continue
      content[field.name] = field.kind === 'number' && text !== '' ? Number(text) : text
    }
  }
  return content
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
}
