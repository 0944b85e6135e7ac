import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { cardOf } from '#app/components/hub/kinds.ts'
import { SaveRow } from '#app/components/manage/badge-form.tsx'
import { Inline, Line, Sentence } from '#app/components/manage/plain-fields.tsx'
import { RecognitionFrame } from '#app/components/manage/recognition-frame.tsx'
import { RetireButton } from '#app/components/manage/retire-button.tsx'
import { RuleKinds } from '#app/components/manage/rule-kinds.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { may } from '#app/domain/members/roles.ts'
import { listInWords } from '#app/domain/rules/sentence.ts'
import { streakFrom } from '#app/domain/standing/forms.ts'
import { allStreaks } from '#app/domain/standing/queries.server.ts'
import { retireKeeping } from '#app/flows/retire-keeping.server.ts'
import { saveStreak } from '#app/flows/save-streak.server.ts'
import { kindChoices } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Streaks' }]

/** Every streak. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'see_rules')
  const { cards, channels } = await kindChoices(program.id)
  const list = await allStreaks(program.id)
  return {
    list: list.map(({ slug, title, unit, kinds, freezeEvery, freezesMost, retired }) => {
      const what =
        kinds.length === 0
          ? 'any contribution'
          : listInWords(
              kinds.map((kind) => cardOf(cards, kind).noun[1]),
              'or',
            )
      const freezes = freezeEvery > 0 && freezesMost > 0 ? `A freeze for every ${freezeEvery} kept, at most ${freezesMost} saved.` : 'No freezes.'
      return { slug, title, retired, sentence: `Kept by ${what} every ${unit}. ${freezes}` }
    }),
    saved: new URL(request.url).searchParams.has('saved'),
    mayEdit: may(member.roles, 'edit_rules'),
    cards,
    channels,
    locale: member.locale,
  }
}

/** Adds a streak, or retires one. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_rules')
  const form = await request.formData()
  if (form.get('do') === 'retire') {
    await retireKeeping({ what: 'streak', slug: String(form.get('slug') ?? '') }, actor)
    return redirect('/manage/streaks?saved', 303)
  }
  const read = streakFrom(form)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveStreak(read.value, actor)
  if ('message' in saved) return data({ faults: [saved.message] }, { status: 409 })
  return redirect('/manage/streaks?saved', 303)
}

/** Streaks, as managers see and write them. */
export default function Streaks() {
  const { list, saved, mayEdit, cards, channels, locale } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <RecognitionFrame tab="streaks" lead="Days or weeks in a row, counted in each member’s own time zone." saved={saved} faults={sent?.faults}>
      {list.length === 0 && (
        <EmptyState title="No streaks yet">What was done before counts too: a new streak starts with everybody’s history.</EmptyState>
      )}
      <RetireButton list={list} mayEdit={mayEdit} locale={locale} />
      {mayEdit && (
        <Section title="A new streak">
          <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
            <Line name="title" label="Title" required />
            <Sentence>
              <span>Kept by something every</span>
              <span className="w-32">
                <Select
                  name="unit"
                  aria-label="Day or week"
                  choices={[
                    { value: 'day', label: 'day' },
                    { value: 'week', label: 'week' },
                  ]}
                />
              </span>
            </Sentence>
            <div>
              <p className="mb-1.5 text-sm font-semibold">Only when (nothing chosen: any contribution)</p>
              <RuleKinds field={{ id: 'kinds', name: 'kinds' }} chosen={[]} cards={cards} channels={channels} />
            </div>
            <Sentence>
              <span>A freeze is earned every</span> <Inline name="freezeEvery" label="A freeze every" start={7} min={0} max={365} />
              <span>kept, and at most</span> <Inline name="freezesMost" label="Freezes at most" start={2} min={0} max={30} />{' '}
              <span>are saved. A missed one takes a freeze by itself.</span>
            </Sentence>
            <SaveRow isNew what="streak" back="/manage/streaks" />
          </Form>
        </Section>
      )}
    </RecognitionFrame>
  )
}
