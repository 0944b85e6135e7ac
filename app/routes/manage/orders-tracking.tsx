import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { trackingFrom } from '#app/domain/store/csv.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'

export const meta: MetaFunction = () => [{ title: 'Tracking in' }]

/** The form for a table of tracking numbers. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireStaff(request, 'run_store')
  return { example: '1042,DHL,00340434161094021502,https://www.dhl.de/track?id=00340434161094021502' }
}

/** Sends on its way what a warehouse sent. A line that was taken before is refused by its order’s state and changes nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'run_store')
  const origin = await linkOrigin(request)
  const text = String((await request.formData()).get('table') ?? '').slice(0, 500_000)
  const refused: string[] = []
  let done = 0
  for (const line of trackingFrom(text)) {
    if ('fault' in line) {
      refused.push(`Line ${line.line}: ${line.fault}.`)
      continue
    }
    const { order, carrier, number, url } = line
    const moved = await moveOrder(actor, program, origin, order, { do: 'ship', parcel: { id: number || 'by-hand', carrier, number, url } })
    if ('message' in moved) refused.push(`Order ${order}: ${moved.message}`)
    else done += 1
  }
  return data({ done, refused }, { status: done === 0 && refused.length > 0 ? 400 : 200 })
}

/** Tracking numbers from a warehouse, many at once. */
export default function Tracking() {
  const { example } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Tracking in"
        lead="One line for each parcel: order, carrier, tracking number, link. Members hear of it at once."
        crumbs={[{ label: 'Orders', to: '/manage/orders' }, { label: 'Tracking in' }]}
      />
      <Form method="post" className="flex max-w-prose flex-col items-start gap-5">
        {sent && (
          <Notice
            tone={sent.refused.length > 0 ? 'warning' : 'good'}
            announce
            title={`${sent.done} ${sent.done === 1 ? 'order is' : 'orders are'} on the way.`}
          >
            {sent.refused.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Notice>
        )}
        <div className="w-full">
          <TextareaField
            field={{ id: 'table', name: 'table', required: true }}
            label="Lines, as the warehouse sent them"
            hint={`For example: ${example}`}
            rows={10}
            spellCheck={false}
          />
        </div>
        <Button>Send them on their way</Button>
      </Form>
    </>
  )
}
