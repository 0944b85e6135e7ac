import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { MergeList, MergeSuggestions } from '#app/components/manage/merge-list.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { memberNamed, mergeSuggestions, mergesIn } from '#app/domain/members/queries/merges.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Merges' }]

const toldWords: Record<string, string> = {
  merged: 'They are one person now. Nothing of either account was rewritten, so you can split them again.',
  split: 'Both accounts stand for themselves again, as if they had never been one.',
}

/** Accounts that may be one person, and those that were merged. With two names in the address, on to comparing them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'merge_members')
  const query = new URL(request.url).searchParams
  const [one, other] = [query.get('one')?.trim() ?? '', query.get('other')?.trim() ?? '']
  const named = one && other ? await Promise.all([memberNamed(guest.program.id, one), memberNamed(guest.program.id, other)]) : []
  const [first, second] = named
  if (first && second && first !== second) throw redirect(`/manage/merges/${first}/${second}`, 303)
  const [suggestions, merges] = await Promise.all([mergeSuggestions(guest.program.id, 20), mergesIn(guest.program.id, 50)])
  const missing = named.length > 0 ? (first === second ? 'Name two different members.' : `Nobody is called ${first ? other : one} here.`) : null
  return {
    suggestions,
    merges: merges.map((row) => ({ ...row, at: row.at.toISOString(), splitAt: row.splitAt?.toISOString() ?? null })),
    asked: { one, other },
    missing,
    told: query.get('told'),
    reader: readerOf(guest),
  }
}

/** Who may be one person, and who was made one. */
export default function Merges() {
  const { suggestions, merges, asked, missing, told, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Merges"
        lead="When somebody has two accounts, make one person of them. Lines stay with the account they were written to, so every merge can be split again."
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: 'Merges' }]}
      />
      <div className="flex flex-col gap-10">
        {told && toldWords[told] && (
          <Notice tone="good" announce>
            {toldWords[told]}
          </Notice>
        )}
        <Section title="Compare two accounts">
          <Form method="get" className="flex flex-wrap items-end gap-4">
            <div className="w-56">
              <TextField field={{ id: 'one', name: 'one' }} label="One account" placeholder="@handle" defaultValue={asked.one} required />
            </div>
            <div className="w-56">
              <TextField field={{ id: 'other', name: 'other' }} label="The other" placeholder="@handle" defaultValue={asked.other} required />
            </div>
            <Button variant="outline">Compare</Button>
          </Form>
          {missing && (
            <p role="alert" className="mt-3 text-danger">
              {missing}
            </p>
          )}
        </Section>
        <Section title="Maybe one person" lead="The same name, handle or mailbox on two accounts. Look before you merge: people do share names.">
          <MergeSuggestions rows={suggestions} reader={reader} />
        </Section>
        <Section
          title="Merged"
          actions={
            <Link to="/manage/audit?kind=member" className="text-link">
              Audit log
            </Link>
          }
        >
          <MergeList rows={merges} reader={reader} />
        </Section>
      </div>
    </>
  )
}
