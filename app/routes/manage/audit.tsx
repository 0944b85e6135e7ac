import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AuditList } from '#app/components/manage/audit-list.tsx'
import { kindInWords } from '#app/components/manage/audit-words.ts'
import { differencesOf } from '#app/components/manage/differences.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { type AuditRow, auditFilters, changesIn } from '#app/domain/audit/queries.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Audit log' }]

const perPage = 50

function changeView(row: AuditRow) {
  const { id, action, objectKind, objectId, objectName, reason, actorId } = row
  const pages: Record<string, string> = { rule: `/manage/rules/${objectId}`, member: `/manage/members/${objectId}` }
  const known = objectName !== null
  const label =
    objectKind === 'member'
      ? known
        ? `@${objectName}`
        : `member ${objectId}`
      : known
        ? `“${objectName}”`
        : `${objectKind.replaceAll('_', ' ')} ${objectId}`
  return {
    id,
    at: row.at.toISOString(),
    actor: actorId === null ? null : { id: actorId, handle: row.actorHandle ?? `member ${actorId}` },
    action,
    object: { label, to: known ? (pages[objectKind] ?? null) : null },
    changes: differencesOf(row.before, row.after),
    reason,
  }
}

/** Every change, newest first, filtered by person and kind. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_audit')
  const query = new URL(request.url).searchParams
  const [actor, before, kind] = [numberFrom(query.get('by')), numberFrom(query.get('before')), query.get('kind') || null]
  const [rows, filters] = await Promise.all([
    changesIn(guest.program.id, { before, actor, kind, object: null, limit: perPage + 1 }),
    auditFilters(guest.program.id),
  ])
  return {
    changes: rows.slice(0, perPage).map(changeView),
    older: rows.length > perPage ? (rows[perPage - 1]?.id ?? null) : null,
    paged: before !== null,
    actor,
    kind,
    people: filters.people.map((person) => ({ value: String(person.id), label: `@${person.handle ?? `member ${person.id}`}` })),
    kinds: filters.kinds.map((value) => ({ value, label: kindInWords(value) })),
    reader: readerOf(guest),
  }
}

/** The audit log. It can be read and not changed: the database refuses both. */
export default function Audit() {
  const { changes, older, paged, actor, kind, people, kinds, reader } = useLoaderData<typeof loader>()
  const filters = { ...(actor !== null && { by: String(actor) }), ...(kind && { kind }) }
  const address = (more: Record<string, string>) => `/manage/audit?${new URLSearchParams({ ...filters, ...more })}`
  return (
    <>
      <PageHeader
        dense
        title="Audit log"
        lead="Every change to the program, by whom and when. Entries are only ever added; the database refuses anything else."
      />
      <Form method="get" className="mb-6 flex flex-wrap gap-2" aria-label="Filter">
        <span className="w-48">
          <Select name="by" key={`by ${actor}`} defaultValue={actor ?? ''} placeholder="Everybody" aria-label="By whom" choices={people} />
        </span>
        <span className="w-44">
          <Select name="kind" key={`kind ${kind}`} defaultValue={kind ?? ''} placeholder="Everything" aria-label="Of what" choices={kinds} />
        </span>
        <Button variant="outline">Show</Button>
      </Form>
      {changes.length > 0 ? (
        <AuditList changes={changes} reader={reader} />
      ) : (
        <EmptyState title="Nothing here">
          {actor !== null || kind ? 'No change fits this filter.' : 'The first change to a rule, a channel, a role or a balance appears here.'}
        </EmptyState>
      )}
      <Pagination newer={paged ? address({}) : null} older={older === null ? null : address({ before: String(older) })} label="Pages of the log" />
    </>
  )
}
