import type { MemberGuest } from '#app/auth/guests.server.ts'
import { ownEvidence } from '#app/domain/evidence/queries.server.ts'
import { keepEvidence } from '#app/flows/keep-evidence.server.ts'

/** The files of a form: ids to store, by field, and what could not be kept. Files that were kept stay kept when another was refused. */
export type FormFiles = { ids: Record<string, string[]>; faults: Record<string, string> }

/**
 * Keeps the files that a form brings in these fields. A field may also name files that were kept before, by their id in a hidden input of the same name;
 * only the member's own count.
 */
export async function keepFiles({ program, member }: MemberGuest, form: FormData, fields: readonly string[]): Promise<FormFiles> {
  const found: FormFiles = { ids: {}, faults: {} }
  for (const field of fields) {
    const values = form.getAll(field)
    const named = values.filter((value): value is string => typeof value === 'string' && value !== '')
    const known = await ownEvidence(program.id, member.id, named)
    const ids = known.map((file) => file.id)
    for (const value of values) {
      if (typeof value === 'string' || (value.size === 0 && value.name === '')) continue
      const kept = await keepEvidence({ program: program.id, by: member.id }, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
      if (kept.kind === 'kept') ids.push(kept.id)
      else found.faults[field] = kept.message
    }
    found.ids[field] = ids
  }
  return found
}
