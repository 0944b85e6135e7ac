import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { DesignForm, DesignTables } from '#app/components/manage/design-aid.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { designView } from './design-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Program design' }]

/** What the live rules lead to at the rates in the address; 400 with words when a rate is no number. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_rules')
  const view = await designView(guest.program, new URL(request.url).searchParams)
  return data({ view, reader: readerOf(guest) }, { status: view.faults.length > 0 ? 400 : 200 })
}

/** The design aid: how far the rules that are on carry people, by how much they do. */
export default function Design() {
  const { view, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Program design"
        lead="How far the rules that are on carry somebody who does little, something, or a lot. An estimate: their limits hold, multipliers are left out."
      />
      <div className="flex flex-col gap-10">
        {view.faults.length > 0 && (
          <Notice tone="danger" announce title="The usual number stands in for these">
            <ul className={view.faults.length > 1 ? 'list-disc pl-4' : undefined}>
              {view.faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        )}
        <DesignTables view={view} reader={reader} />
        <DesignForm view={view} />
      </div>
    </>
  )
}
