import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { FulfillerAccess, FulfillerSteps } from '#app/components/store/fulfiller-setup.tsx'
import { healthWords } from '#app/components/store/fulfiller-views.ts'
import { HandedList, SaidList } from '#app/components/store/handed-list.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { Fulfiller } from '#app/contract/fulfiller.ts'
import { fulfillerHealth, lastHanded, lastMessages } from '#app/domain/store/queries/fulfillers.server.ts'
import { askFulfiller } from '#app/flows/ask-fulfiller.server.ts'
import { setUpFulfiller } from '#app/flows/set-up-fulfiller.server.ts'
import { reachPublic } from '#app/foundation/fetch-public.server.ts'
import { fulfillerById } from '#integrations/fulfillers.ts'
import { webhookUrl } from './channel-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Who hands it out' }]

function fulfillerOr404(id: string | undefined): Fulfiller {
  const fulfiller = fulfillerById(id ?? '')
  if (!fulfiller) throw new Response('Nobody of that name hands out rewards.', { status: 404, statusText: 'Not Found' })
  return fulfiller
}

const iso = <Row extends object, Key extends keyof Row>(row: Row, key: Key) =>
  ({ ...row, [key]: (row[key] as Date).toISOString() }) as Omit<Row, Key> & Record<Key, string>

/** One fulfiller: how to set it up, how it does, which orders it got and what it said. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_store')
  const fulfiller = fulfillerOr404(params.id)
  const program = guest.program.id
  const [health, handed, said] = await Promise.all([fulfillerHealth(program), lastHanded(program, fulfiller.id), lastMessages(program, fulfiller.id)])
  const own = health.find((one) => one.fulfiller === fulfiller.id) ?? null
  const needed = fulfiller.access.filter((field) => !field.optional).map((field) => field.name)
  return {
    title: fulfiller.title,
    about: fulfiller.about,
    setup: fulfiller.setup,
    access: fulfiller.access,
    needs: fulfiller.needs,
    connects: fulfiller.connect !== undefined,
    names: own?.names ?? [],
    health: healthWords(own, needed),
    tested: own?.testedAt ? { at: own.testedAt.toISOString(), words: own.testedWords } : null,
    refusedAt: own?.refusedAt?.toISOString() ?? null,
    url: webhookUrl(request, `store/${fulfiller.id}`),
    handed: handed.map((row) => iso(row, 'changedAt')),
    said: said.map((row) => iso(row, 'at')),
    reader: readerOf(guest),
  }
}

/** Keeps what was entered, asks for a test, or tells the vendor our address. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_store')
  const fulfiller = fulfillerOr404(params.id)
  const form = await request.formData()
  const what = form.get('do')
  if (what === 'test' || what === 'connect') {
    const ask = what === 'test' ? ({ do: 'test' } as const) : ({ do: 'connect', url: webhookUrl(request, `store/${fulfiller.id}`) } as const)
    const said = await askFulfiller(actor, fulfiller, ask, reachPublic)
    return data({ ...said, made: null }, { status: said.well ? 200 : 409 })
  }
  const sent = Object.fromEntries(
    fulfiller.access.map(({ name }) => [
      name,
      String(form.get(`access.${name}`) ?? '')
        .trim()
        .slice(0, 500),
    ]),
  )
  if (what !== 'save' || Object.values(sent).every((value) => value === ''))
    return data({ well: false, words: 'Nothing was entered, so nothing was changed.', made: null }, { status: 400 })
  if (sent.secret && !/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(sent.secret))
    return data({ well: false, words: 'The secret begins with whsec_ and goes on in base64. Nothing was changed.', made: null }, { status: 400 })
  const done = await setUpFulfiller(actor, fulfiller, sent)
  if ('message' in done) return data({ well: false, words: done.message, made: null }, { status: 400 })
  return data({ well: true, words: 'Saved and sealed. Send a test next.', made: done.made })
}

const needWords = { address: 'the address', email: 'the mail address', name: 'the name' }

/** The page of one fulfiller. */
export default function StoreFulfiller() {
  const view = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { title, about, health, tested, refusedAt, needs, handed, said, reader } = view
  return (
    <>
      <PageHeader
        dense
        title={title}
        lead={about}
        crumbs={[{ label: 'Store', to: '/manage/store' }, { label: 'Who hands it out', to: '/manage/store/fulfillers' }, { label: title }]}
        actions={<Pill tone={health.tone}>{health.words}</Pill>}
      />
      {sent && (
        <div className="mb-8">
          <Notice tone={sent.well ? 'good' : 'danger'} announce>
            {sent.words}
          </Notice>
        </div>
      )}
      <div className="grid items-start gap-10 lg:grid-cols-[1fr_420px]">
        <div className="flex min-w-0 flex-col gap-10">
          <FulfillerSteps setup={view.setup} url={view.url} />
          <Section title="Orders it got">
            <HandedList rows={handed} reader={reader} />
          </Section>
          <Section title="What it told us">
            <SaidList rows={said} reader={reader} />
          </Section>
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <FulfillerAccess access={view.access} names={view.names} url={view.url} connects={view.connects} made={sent?.made ?? null} />
          <Section look="card" title="Good to know">
            <p>Of the member it gets {needs.map((need) => needWords[need]).join(', ')}, and nothing else.</p>
            {tested && (
              <p className="mt-3 text-sm text-muted">
                Last test <Time iso={tested.at} {...reader} />: {tested.words}
              </p>
            )}
            {refusedAt && (
              <p className="mt-3 text-sm text-danger">
                <Time iso={refusedAt} {...reader} /> something came that nothing proved, and was refused. Check that the secret is the same on both
                sides.
              </p>
            )}
          </Section>
        </aside>
      </div>
    </>
  )
}
