import { data, redirect } from '@remix-run/node'
import Papa from 'papaparse'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { ImportView } from '#app/components/manage/attendee-import.tsx'
import { eventSchema, readList } from '#app/domain/events/events.ts'
import { importAttendees } from '#app/flows/import-attendees.server.ts'
import { saveEvent } from '#app/flows/save-event.server.ts'
import { type Draft, draftOf, readForm } from './read-form.server.ts'
import { numberFrom } from './reader.server.ts'

type Answer = { faults: string[]; draft: Draft | null; preview: ImportView | null }
const answer = (part: Partial<Answer>, status: number) => data({ faults: [], draft: null, preview: null, ...part } as Answer, { status })

/** The largest list that is read, in characters. */
const largest = 500_000

async function listFrom(form: FormData): Promise<string> {
  const file = form.get('file')
  if (file instanceof File && file.size > 0) return file.size > largest ? '' : file.text()
  return String(form.get('list') ?? '').slice(0, largest)
}

/** What a manager sent on the page of an event: words to save, a state, or a list of who was there. `id` is null for a new one. */
export async function eventAction({ actor, program }: MemberGuest, slug: string, id: number | null, form: FormData) {
  const what = form.get('do')
  if (what === 'look' || what === 'import') {
    const list = await listFrom(form)
    const { data: table } = Papa.parse<Record<string, string>>(list.trim(), { header: true, skipEmptyLines: 'greedy' })
    if (table.length === 0) return answer({ faults: ['There is no row to read. The first line names the columns, such as email.'] }, 400)
    const done = await importAttendees({ event: slug, people: readList(table), write: what === 'import' }, actor, program)
    if ('message' in done) return answer({ faults: [done.message] }, done.kind === 'not_found' ? 404 : 409)
    if (done.kind === 'imported') return redirect(`/manage/events/${slug}?told=imported&count=${done.fresh}`, 303)
    return answer({ preview: { rows: done.rows, fresh: done.fresh, list, done: false } }, 200)
  }
  if (what === 'move') {
    const to = form.get('to') === 'published' ? 'published' : 'canceled'
    const done = await saveEvent({ id: numberFrom(form.get('id')) ?? 0, to }, actor)
    return 'message' in done ? answer({ faults: [done.message] }, 409) : redirect(`/manage/events/${slug}?told=moved`, 303)
  }
  const read = readForm(form, eventSchema)
  if ('faults' in read) return answer(read, 400)
  const done = await saveEvent({ id, form: read.value }, actor)
  if ('message' in done) return answer({ faults: [done.message], draft: draftOf(form) }, 409)
  return redirect(`/manage/events/${done.slug ?? slug}?told=saved`, 303)
}
