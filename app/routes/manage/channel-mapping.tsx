import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelFrame } from '#app/components/manage/channel-frame.tsx'
import { MappingForm, type MappingStart } from '#app/components/manage/mapping-form.tsx'
import { type MappingResult, MappingResultView } from '#app/components/manage/mapping-result.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { prettyJson } from '#app/components/ui/code-block.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { mappingSchema } from '#app/contract/mapping.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { foreignSample } from '#app/domain/activities/queries/deliveries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { saveMapping } from '#app/flows/save-mapping.server.ts'
import { sendTest } from '#app/flows/send-test.server.ts'
import { channelOr404, channelTabs } from './channel-view.server.ts'
import { mappingStart, tryMapping } from './mapping-view.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `${view.title}: messages in another form` : 'Channel' }]

const notFound = () => new Response('This channel has no messages in another form.', { status: 404, statusText: 'Not Found' })

/** A message that came in another form, and what is said of it so far. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'see_deliveries')
  const { adapter, source } = await channelOr404(program.id, params.slug)
  if (!channelTabs(adapter).mapping) throw notFound()
  const asked = numberFrom(new URL(request.url).searchParams.get('delivery'))
  const [sample, access] = source ? await Promise.all([foreignSample(program.id, source.id, asked), accessOf(program.id, source.id)]) : [null, {}]
  return {
    title: source?.title ?? adapter.title,
    slug: source?.slug ?? adapter.id,
    tabs: channelTabs(adapter),
    delivery: sample?.id ?? null,
    sample: sample ? prettyJson(Buffer.from(sample.body).toString('utf8')) : '',
    start: mappingStart((access as Record<string, string>).mapping),
    version: numberFrom((access as Record<string, string>).mapping_version ?? null),
    kinds: Object.entries(adapter.kinds)
      .filter(([, card]) => !card.undo)
      .map(([name, { when }]) => ({ name, when })),
    mayEdit: may(member.roles, 'edit_channels'),
  }
}

type Answer = {
  told: { tone: 'good' | 'danger'; words: string } | null
  result?: MappingResult
  start?: MappingStart
  sample?: string
  delivery?: number
}

/** Tries a mapping on a message, saves it once it fits, or sends a test event. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { adapter, source } = await channelOr404(program.id, params.slug)
  if (!channelTabs(adapter).mapping) throw notFound()
  const form = await request.formData()
  const tell = (answer: Answer, status = 200) => data(answer, { status })
  if (form.get('do') === 'test') {
    const delivery = await sendTest(adapter, { program: program.id, slug: source?.slug ?? '' })
    if (delivery === null) return tell({ told: { tone: 'danger', words: 'The channel is closed or has no secret yet. Nothing was sent.' } }, 409)
    return tell({
      told: { tone: 'good', words: 'Sent, signed, and received. It says of itself that it is a test, so it gives nothing to anybody.' },
      delivery,
    })
  }
  const start = mappingStart(JSON.stringify(Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))))
  const sample = String(form.get('sample') ?? '').slice(0, 300_000)
  const parsed = mappingSchema.safeParse(start)
  if (!parsed.success) {
    return tell(
      { told: { tone: 'danger', words: 'Fill in what makes it one of its kind, who did it and what with. Nothing was saved.' }, start, sample },
      400,
    )
  }
  const result = await tryMapping(adapter, parsed.data, sample, new Date())
  if (form.get('do') !== 'save') return tell({ told: null, result, start, sample })
  if (result.kind === 'fault') return tell({ told: { tone: 'danger', words: 'Not saved: it does not fit the message.' }, result, start, sample }, 400)
  const saved = await saveMapping({ sourceId: source?.id ?? 0, mapping: parsed.data }, actor)
  if ('message' in saved) return tell({ told: { tone: 'danger', words: saved.message }, result, start, sample }, 409)
  const waiting =
    saved.waiting === 0
      ? ''
      : ` ${saved.waiting === 1 ? 'One message that waited is' : `${saved.waiting} messages that waited are`} read in a moment.`
  return tell({ told: { tone: 'good', words: `Saved as version ${saved.version}.${waiting}` }, result, start, sample })
}

/** Saying what messages in another form mean. */
export default function ChannelMapping() {
  const { title, slug, tabs, delivery, sample, start, version, kinds, mayEdit } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <ChannelFrame title={title} slug={slug} tabs={tabs} current="mapping" told={sent?.told ?? null}>
      {sent?.delivery && (
        <p>
          <Link to={`/manage/channels/${slug}/deliveries/${sent.delivery}`} className="text-link">
            Look at the test event
          </Link>
        </p>
      )}
      <Section
        title="What a message means"
        lead="A program that cannot send the hub’s own form sends what it has. Name each part as a path in the message, such as data.user.id; longer JSONata expressions work too."
      >
        {sent?.result && (
          <div className="mb-6">
            <MappingResultView result={sent.result} />
          </div>
        )}
        <MappingForm key={version} start={sent?.start ?? start} sample={sent?.sample ?? sample} delivery={delivery} kinds={kinds} mayEdit={mayEdit} />
      </Section>
      {mayEdit && (
        <Section title="Send a test event" lead="It is signed like any other, goes through the same door, and gives nothing to anybody.">
          <Form method="post" preventScrollReset>
            <Button name="do" value="test" variant="outline">
              Send a test event
            </Button>
          </Form>
        </Section>
      )}
    </ChannelFrame>
  )
}
