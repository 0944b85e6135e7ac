import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { SaveRow } from '#app/components/manage/badge-form.tsx'
import { Line, Lines } from '#app/components/manage/plain-fields.tsx'
import { RecognitionFrame } from '#app/components/manage/recognition-frame.tsx'
import { LevelEmblem } from '#app/components/standing/level-emblem.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { may } from '#app/domain/members/roles.ts'
import { levelsFrom } from '#app/domain/standing/forms.ts'
import { allBadges, levelsOf } from '#app/domain/standing/queries.server.ts'
import { saveLevels } from '#app/flows/save-levels.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Levels' }]

/** The levels, and the badges they may ask for. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_rules')
  const [levels, badges] = await Promise.all([levelsOf(guest.program.id), allBadges(guest.program.id)])
  const choices = badges
    .filter((badge) => !badge.retired)
    .flatMap((badge) =>
      (badge.tiers.length > 1 ? badge.tiers : [1]).map((tier) => ({ value: `${badge.slug}:${tier}`, label: `${badge.title}, tier ${tier}` })),
    )
  return {
    levels,
    choices,
    saved: new URL(request.url).searchParams.has('saved'),
    mayEdit: may(guest.member.roles, 'edit_rules'),
    reader: readerOf(guest),
  }
}

/** Saves all levels at once; everybody stands where they put them. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_rules')
  const read = levelsFrom(await request.formData())
  if ('faults' in read) return data(read, { status: 400 })
  await saveLevels(read.value, actor)
  return redirect('/manage/levels?saved', 303)
}

/** Levels, as managers see and write them. */
export default function Levels() {
  const { levels, choices, saved, mayEdit, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const rows = [...levels, null]
  return (
    <RecognitionFrame
      tab="levels"
      lead={`A level asks for ${reader.pointsName} ever earned, for badges, or for both. Every level also asks what the ones before it ask.`}
      saved={saved}
      faults={sent?.faults}
    >
      <Form method="post" preventScrollReset key={saved ? levels.length : 'form'}>
        <fieldset disabled={!mayEdit}>
          <ol className="mb-6 border-t">
            {rows.map((level, index) => (
              <li key={index} className="grid gap-x-6 gap-y-4 border-b py-5 lg:grid-cols-[auto_repeat(12,minmax(0,1fr))]">
                <LevelEmblem rank={index + 1} className={level ? undefined : 'opacity-40 grayscale'} />
                <div className="lg:col-span-3">
                  <Line
                    name="title"
                    id={`title-${index}`}
                    label={level ? `Level ${index + 1}` : 'A new level'}
                    start={level?.title}
                    hint={level ? 'Empty: it goes.' : 'Empty: none.'}
                  />
                </div>
                <div className="lg:col-span-2">
                  <Line
                    name="points"
                    id={`points-${index}`}
                    label={`Needs ${reader.pointsName}`}
                    start={level?.pointsNeeded ?? ''}
                    number={{ min: 0, max: 1_000_000_000 }}
                  />
                </div>
                <div className="lg:col-span-2">
                  <Line
                    name="badges"
                    id={`badges-${index}`}
                    label="and badges"
                    start={level?.badgesNeeded ?? ''}
                    number={{ min: 0, max: 1000 }}
                    hint="How many different ones."
                  />
                </div>
                <div className="lg:col-span-2">
                  <SelectField
                    field={{ id: `needs-${index}`, name: 'needs', defaultValue: level?.badgeNeeds[0] ?? '' }}
                    label="and this badge"
                    placeholder="none in particular"
                    choices={choices}
                  />
                </div>
                <div className="lg:col-span-3">
                  <Line name="story" id={`story-${index}`} label="Story" start={level?.story} />
                  <div className="mt-3">
                    <Lines name="perks" id={`perks-${index}`} label="Perks, one a line" start={level?.perks.join('\n')} />
                  </div>
                </div>
              </li>
            ))}
          </ol>
          {mayEdit && <SaveRow isNew={false} what="levels" back="/manage" />}
        </fieldset>
      </Form>
    </RecognitionFrame>
  )
}
