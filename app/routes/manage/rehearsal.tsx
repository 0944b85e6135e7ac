import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelsFrame } from '#app/components/manage/channels-frame.tsx'
import { RehearsalReport } from '#app/components/manage/rehearsal-report.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { rehearseProgram } from '#app/flows/rehearse-program.server.ts'
import { adapters } from '#integrations/registry.ts'
import { recordedTakes } from './rehearsal-takes.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rehearsal' }]

/** What would be played. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_channels')
  const [takes, rules] = await Promise.all([recordedTakes(), liveRules(guest.program.id, new Date())])
  return { takes: takes.length, channels: new Set(takes.map((take) => take.adapter)).size, rules: rules.length, reader: readerOf(guest) }
}

/** Plays it through in a program that nobody sees. Each time is a new one. */
export async function action({ request }: ActionFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_channels')
  const form = await request.formData()
  if (form.get('do') !== 'play') return data(null, { status: 400 })
  return data(await rehearseProgram(adapters, await recordedTakes(), program))
}

/** The rehearsal. */
export default function Rehearsal() {
  const { takes, channels, rules, reader } = useLoaderData<typeof loader>()
  const report = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  return (
    <ChannelsFrame
      current="rehearsal"
      lead="A synthetic community plays your rules through on every channel, in a program that nobody sees. Your members, points and boards are not touched."
    >
      <Form method="post" preventScrollReset className="flex flex-wrap items-center gap-4">
        <Button name="do" value="play" pending={busy}>
          Play it through
        </Button>
        <p className="text-sm text-muted">
          {takes.toLocaleString(reader.locale)} signed messages on {channels} channels, judged by your {rules} rules. It takes a few seconds.
        </p>
      </Form>
      {report && <RehearsalReport report={report} reader={reader} />}
    </ChannelsFrame>
  )
}
