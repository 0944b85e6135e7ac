import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { StateButtons } from '#app/components/manage/state-buttons.tsx'
import { SurpriseForm } from '#app/components/manage/surprise-form.tsx'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { surprisesOf } from '#app/domain/surprises/queries.server.ts'
import { rhythms, surpriseSchema } from '#app/domain/surprises/surprises.ts'
import { saveSurprise } from '#app/flows/save-surprise.server.ts'
import { draftOf, readForm } from './read-form.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { kindChoices } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Surprises' }]

/** Every surprise with what it cost so far. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const surprises = await surprisesOf(guest.program.id)
  return {
    surprises: surprises.map((one) => ({
      ...{ id: one.id, title: one.title, words: one.words, state: one.state, budget: one.budget, spent: one.spent, reached: one.reached },
      ...{ every: rhythms[one.every], nextAt: one.nextAt?.toISOString() ?? null },
    })),
    ...(await kindChoices(guest.program.id)),
    zone: guest.program.timeZone,
    told: new URL(request.url).searchParams.get('told'),
    reader: readerOf(guest),
  }
}

/** Plans a surprise, or switches one on or off. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_contests')
  const form = await request.formData()
  if (form.get('do') === 'move') {
    const to = form.get('to') === 'on' ? 'on' : 'off'
    const done = await saveSurprise({ id: numberFrom(form.get('id')) ?? 0, to }, actor, program)
    return 'message' in done ? data({ faults: [done.message], draft: null }, { status: 409 }) : redirect(`/manage/surprises?told=${to}`, 303)
  }
  const read = readForm(form, surpriseSchema, ['kinds'])
  if ('faults' in read) return data(read, { status: 400 })
  const done = await saveSurprise({ form: read.value }, actor, program)
  if ('message' in done) return data({ faults: [done.message], draft: draftOf(form, ['kinds']) }, { status: 409 })
  return redirect('/manage/surprises?told=planned', 303)
}

const toldWords: Record<string, string> = {
  planned: 'It is planned, and still off. Switch it on when you are sure.',
  on: 'It is on. Nobody is told before it happens.',
  off: 'It is off.',
}
const tones = { on: 'good', off: 'quiet', done: 'gold' } as const

/** Surprises, as managers plan them. */
export default function ManageSurprises() {
  const { surprises, cards, channels, zone, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const start = { least: '3', days: '7', levelFrom: '0', winners: '3', amount: '50', budget: '600', every: 'week' }
  return (
    <TogetherFrame
      tab="surprises"
      lead="Thank some of those who did something, unannounced, by a draw that can be done again."
      told={told && !sent ? toldWords[told] : null}
      faults={sent?.faults}
    >
      <div className="flex flex-col gap-10">
        <Table
          caption="Surprises"
          dense
          rows={surprises}
          rowKey={(one) => one.id}
          empty={
            <EmptyState title="No surprise so far" leaves={1} children="A small thank-you that nobody saw coming is worth more than its points." />
          }
          columns={[
            {
              key: 'title',
              title: 'Surprise',
              heading: true,
              cell: (one) => (
                <>
                  {one.title}
                  <span className="block text-sm font-normal text-muted">{one.words}</span>
                </>
              ),
            },
            { key: 'state', title: 'State', cell: (one) => <Pill tone={tones[one.state]}>{one.state}</Pill> },
            { key: 'every', title: 'How often', cell: (one) => one.every },
            { key: 'next', title: 'Next', cell: (one) => (one.nextAt ? <Time iso={one.nextAt} {...reader} look="full" /> : 'never') },
            { key: 'reached', title: 'Reached', numeric: true, cell: (one) => one.reached },
            {
              key: 'spent',
              title: 'Spent',
              numeric: true,
              cell: (one) => `${one.spent.toLocaleString(reader.locale)} of ${one.budget.toLocaleString(reader.locale)}`,
            },
            {
              key: 'do',
              title: 'Switch',
              titleHidden: true,
              cell: (one) =>
                one.state !== 'done' && (
                  <StateButtons
                    id={one.id}
                    title={one.title}
                    moves={[one.state === 'on' ? { to: 'off', label: 'Switch off' } : { to: 'on', label: 'Switch on', variant: 'primary' }]}
                  />
                ),
            },
          ]}
        />
        <Section title="Plan a surprise">
          <SurpriseForm draft={sent?.draft ?? start} cards={cards} channels={channels} zone={zone} />
        </Section>
      </div>
    </TogetherFrame>
  )
}
