import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'

export const meta: MetaFunction = () => [{ title: 'As members see it' }]

/** Nothing stands here without a text. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireStaff(request, 'enter_manage')
  return null
}

/** The text of the field that `show` names, as members would see it. Keeps nothing. */
export async function action({ request }: ActionFunctionArgs) {
  await requireStaff(request, 'enter_manage')
  const form = await request.formData()
  const text = form.get(String(form.get('show') ?? 'text'))
  return { html: renderMarkdown(typeof text === 'string' ? text.slice(0, 20_000) : '') }
}

/** For those without script: the text on a page of its own. */
export default function Markdown() {
  const html = useActionData<typeof action>()?.html ?? ''
  return (
    <>
      <PageHeader dense title="As members see it" lead="Nothing was saved. Close this page to go on writing." />
      <div className="card max-w-prose p-6">
        <Prose html={html} />
      </div>
    </>
  )
}
