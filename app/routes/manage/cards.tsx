import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { cardOf } from '#app/components/hub/kinds.ts'
import { SaveRow } from '#app/components/manage/badge-form.tsx'
import { Inline, Line, Lines, Sentence, Tick } from '#app/components/manage/plain-fields.tsx'
import { RecognitionFrame } from '#app/components/manage/recognition-frame.tsx'
import { RetireButton } from '#app/components/manage/retire-button.tsx'
import { RuleKinds } from '#app/components/manage/rule-kinds.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { may } from '#app/domain/members/roles.ts'
import { listInWords } from '#app/domain/rules/sentence.ts'
import { cardFrom } from '#app/domain/standing/forms.ts'
import { allCards } from '#app/domain/standing/queries.server.ts'
import { retireKeeping } from '#app/flows/retire-keeping.server.ts'
import { saveCard } from '#app/flows/save-card.server.ts'
import { readerOf } from './reader.server.ts'
import { kindChoices } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Stamp cards' }]

/** Every stamp card with how often it was filled. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_rules')
  const { cards, channels } = await kindChoices(guest.program.id)
  const list = await allCards(guest.program.id)
  return {
    list: list.map(({ slug, title, places, repeating, offerHours, retired, filled, kinds }) => {
      const nouns = listInWords(
        kinds.map((kind) => cardOf(cards, kind).noun[1]),
        'and',
      )
      const offer = offerHours > 0 ? ` At four fifths the next one counts double for ${offerHours} hours.` : ''
      return { slug, title, retired, filled, sentence: `${places} places for ${nouns}${repeating ? ', again and again' : ', once'}.${offer}` }
    }),
    saved: new URL(request.url).searchParams.has('saved'),
    mayEdit: may(guest.member.roles, 'edit_rules'),
    cards,
    channels,
    reader: readerOf(guest),
  }
}

/** Adds a card, with the rule that pays for a full one, or retires one. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_rules')
  const form = await request.formData()
  if (form.get('do') === 'retire') {
    await retireKeeping({ what: 'card', slug: String(form.get('slug') ?? '') }, actor)
    return redirect('/manage/cards?saved', 303)
  }
  const read = cardFrom(form, new Date())
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveCard(read.value.card, read.value.points, actor)
  if ('message' in saved) return data({ faults: [saved.message] }, { status: 409 })
  return redirect('/manage/cards?saved', 303)
}

/** Stamp cards, as managers see and write them. */
export default function Cards() {
  const { list, saved, mayEdit, cards, channels, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <RecognitionFrame
      tab="cards"
      lead="So many of something fill a card. What a full card pays is an ordinary rule."
      saved={saved}
      faults={sent?.faults}
    >
      {list.length === 0 && <EmptyState title="No stamp cards yet">A card fits what people do often: reviews, answers, translations.</EmptyState>}
      <RetireButton list={list.map((card) => ({ ...card, figure: card.filled, unit: 'times full' }))} mayEdit={mayEdit} locale={reader.locale} />
      {mayEdit && (
        <Section title="A new stamp card">
          <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
            <div className="grid gap-5 sm:grid-cols-2">
              <Line name="title" label="Title" required />
              <Lines name="story" label="Story" />
            </div>
            <div>
              <p className="mb-1.5 text-sm font-semibold">It gets a stamp when</p>
              <RuleKinds field={{ id: 'kinds', name: 'kinds' }} chosen={[]} cards={cards} channels={channels} />
            </div>
            <Sentence>
              <span>It has</span> <Inline name="places" label="Places" start={10} min={2} max={50} /> <span>places, and a full card gives</span>
              <Inline name="points" label={`How many ${reader.pointsName}`} start={250} min={0} max={1_000_000} /> <span>{reader.pointsName}.</span>
            </Sentence>
            <Sentence>
              <span>At four fifths, the next stamp counts double for</span>{' '}
              <Inline name="offerHours" label="Hours of the offer" start={72} min={0} max={2160} />
              <span>hours (0: no offer). The member gets one mail about it.</span>
            </Sentence>
            <Tick name="repeating" label="Starts again when it is full" start />
            <SaveRow isNew what="card" back="/manage/cards" />
          </Form>
        </Section>
      )}
    </RecognitionFrame>
  )
}
