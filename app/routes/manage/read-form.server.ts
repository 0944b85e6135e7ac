import type { z } from 'zod'

/** What stands in the fields of a form: kept when it is refused, so that nothing typed is lost, with script or without. */
export type Draft = Record<string, string | string[]>

/** A form read by a schema: its value, or what is wrong with each field in words, with the draft. Names in `many` hold lists. */
export function readForm<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
  many: readonly string[] = [],
): { value: z.infer<Schema> } | { faults: string[]; draft: Draft } {
  const draft = draftOf(form, many)
  const read = schema.safeParse(draft)
  if (read.success) return { value: read.data }
  return { faults: [...new Set(read.error.issues.map((issue) => issue.message))], draft }
}

/** What stands in the fields. */
export function draftOf(form: FormData, many: readonly string[] = []): Draft {
  const draft: Draft = Object.fromEntries(many.map((name) => [name, form.getAll(name).map(String)]))
  for (const [name, value] of form) if (typeof value === 'string' && !many.includes(name)) draft[name] = value
  return draft
}
