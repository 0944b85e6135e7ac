import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { RaffleForm } from '#app/components/manage/raffle-form.tsx'
import { movesFrom, StateButtons } from '#app/components/manage/state-buttons.tsx'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { rafflePhaseWords } from '#app/components/together/raffle-words.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { localIn } from '#app/domain/boards/seasons.ts'
import { rafflesOf } from '#app/domain/raffles/queries.server.ts'
import { type Raffle, rafflePhase, raffleSchema } from '#app/domain/raffles/raffles.ts'
import { saveRaffle } from '#app/flows/save-raffle.server.ts'
import { type Draft, draftOf, readForm } from './read-form.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Raffles' }]

function draftFrom(raffle: Raffle | undefined, zone: string): Draft {
  if (!raffle) return { timeZone: zone, winners: '1', points: '0', levelFrom: '0' }
  const at = (instant: Date): string => localIn(raffle.timeZone, instant).slice(0, 16)
  const { id, title, about, prize, timeZone, winners, points, levelFrom, badge } = raffle
  return {
    ...{ id: String(id), title, about, prize, timeZone, winners: String(winners), points: String(points), levelFrom: String(levelFrom) },
    ...{ badge: badge ?? '', opensAt: at(raffle.opensAt), closesAt: at(raffle.closesAt) },
  }
}

/** Every raffle, and the form for the next or for a draft. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const query = new URL(request.url).searchParams
  const raffles = await rafflesOf(guest.program.id)
  const now = new Date()
  const edited = raffles.find((raffle) => raffle.state === 'draft' && raffle.id === numberFrom(query.get('edit')))
  return {
    raffles: raffles.map((raffle) => ({
      ...{ id: raffle.id, slug: raffle.slug, title: raffle.title, state: raffle.state, entrants: raffle.entrants, winners: raffle.winners },
      ...{ phase: rafflePhase(raffle, now), closesAt: raffle.closesAt.toISOString(), own: raffle.origin === 'raffle' },
    })),
    draft: draftFrom(edited, guest.program.timeZone),
    told: query.get('told'),
    reader: readerOf(guest),
  }
}

/** Writes a raffle, or moves one on. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_contests')
  const form = await request.formData()
  const id = numberFrom(form.get('id'))
  const to = form.get('to')
  if (form.get('do') === 'move') {
    if (to !== 'published' && to !== 'paused' && to !== 'archived')
      return data({ faults: ['There is nothing like that to do.'], draft: null }, { status: 400 })
    const done = await saveRaffle({ id: id ?? 0, to }, actor)
    return 'message' in done ? data({ faults: [done.message], draft: null }, { status: 409 }) : redirect('/manage/raffles?told=moved', 303)
  }
  const read = readForm(form, raffleSchema)
  if ('faults' in read) return data(read, { status: 400 })
  const done = await saveRaffle({ id, form: read.value, publish: form.get('publish') === 'yes' }, actor)
  if ('message' in done) return data({ faults: [done.message], draft: draftOf(form) }, { status: 409 })
  return redirect('/manage/raffles?told=saved', 303)
}

const toldWords: Record<string, string> = { saved: 'Saved. The fingerprint of its seed stands on its page.', moved: 'Done.' }

/** Raffles, as managers see and write them. */
export default function ManageRaffles() {
  const { raffles, draft, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <TogetherFrame
      tab="raffles"
      lead="One ticket each, drawn by itself, and anyone can compute the draw again."
      told={told && !sent ? toldWords[told] : null}
      faults={sent?.faults}
    >
      <div className="flex flex-col gap-10">
        {raffles.length > 0 && (
          <Table
            caption="Raffles"
            dense
            rows={raffles}
            rowKey={(raffle) => raffle.id}
            columns={[
              {
                key: 'title',
                title: 'Raffle',
                heading: true,
                cell: (raffle) => (
                  <Link
                    to={raffle.state === 'draft' ? `/manage/raffles?edit=${raffle.id}#raffle-form` : `/raffles/${raffle.slug}`}
                    className="text-link"
                  >
                    {raffle.title}
                  </Link>
                ),
              },
              {
                key: 'state',
                title: 'State',
                cell: (raffle) => {
                  const words = rafflePhaseWords[raffle.phase]
                  return raffle.phase === 'paused' ? <Pill>{raffle.state}</Pill> : <Pill tone={words.tone}>{words.label}</Pill>
                },
              },
              { key: 'entrants', title: 'Tickets', numeric: true, cell: (raffle) => raffle.entrants },
              { key: 'winners', title: 'Winners', numeric: true, cell: (raffle) => raffle.winners },
              { key: 'closes', title: 'Draw', cell: (raffle) => <Time iso={raffle.closesAt} {...reader} look="full" /> },
              {
                key: 'do',
                title: 'Change',
                titleHidden: true,
                cell: (raffle) => raffle.own && <StateButtons id={raffle.id} title={raffle.title} moves={movesFrom(raffle.state)} />,
              },
            ]}
          />
        )}
        <Section id="raffle-form" title={draft.id ? 'Change the draft' : 'A new raffle'}>
          <RaffleForm key={JSON.stringify(draft)} draft={sent?.draft ?? draft} />
        </Section>
      </div>
    </TogetherFrame>
  )
}
