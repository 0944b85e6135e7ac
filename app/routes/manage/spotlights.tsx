import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { SpotlightForm } from '#app/components/manage/spotlight-form.tsx'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { PersonLine } from '#app/components/together/person-line.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { spotlightsOf } from '#app/domain/spotlights/queries.server.ts'
import { spotlightSchema } from '#app/domain/spotlights/spotlights.ts'
import { badgesOf } from '#app/domain/standing/queries.server.ts'
import { listCandidates } from '#app/flows/list-candidates.server.ts'
import { publishSpotlight } from '#app/flows/publish-spotlight.server.ts'
import { faceReader } from '#app/routes/hub/contest-ground.server.ts'
import { draftOf, readForm } from './read-form.server.ts'
import { numberFrom } from './reader.server.ts'
import { chosenMonth, reasonsFor } from './spotlight-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Spotlights' }]

/** The shortlist of a month, and what was published. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const { program } = guest
  const query = new URL(request.url).searchParams
  const month = chosenMonth(query.get('month'), new Date(), program.timeZone)
  const [candidates, spotlights, badges] = await Promise.all([
    listCandidates({ program: program.id }, month.from, month.until),
    spotlightsOf(program.id, true),
    badgesOf(program.id),
  ])
  const faces = await facesOf(
    program.id,
    [...candidates, ...spotlights].map((one) => one.memberId),
    faceReader(guest),
  )
  return {
    month: { value: month.value, name: month.name, choices: month.choices },
    candidates: candidates.map((one) => ({
      ...{ memberId: one.memberId, honored: one.honored, face: faces[one.memberId] ?? null, reasons: reasonsFor(one, program) },
    })),
    spotlights: spotlights.map((one) => ({ id: one.id, slug: one.slug, title: one.title, hidden: one.hidden, face: faces[one.memberId] ?? null })),
    badges: badges.filter((badge) => badge.kinds.length === 0).map((badge) => ({ value: badge.slug, label: badge.title })),
    told: query.get('told'),
  }
}

/** Publishes somebody, or hides and shows a page. What the book says is taken from the book, not from the form. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_contests')
  const form = await request.formData()
  if (form.get('do') === 'show') {
    const done = await publishSpotlight({ id: numberFrom(form.get('id')) ?? 0, shown: form.get('shown') === 'yes' }, actor, program)
    return 'message' in done ? data({ faults: [done.message], draft: null }, { status: 404 }) : redirect('/manage/spotlights?told=shown', 303)
  }
  const read = readForm(form, spotlightSchema)
  if ('faults' in read) return data(read, { status: 400 })
  const month = chosenMonth(read.value.month, new Date(), program.timeZone)
  const candidates = await listCandidates({ program: program.id }, month.from, month.until)
  const picked = candidates.find((one) => one.memberId === read.value.memberId)
  if (!picked) return data({ faults: ['Choose somebody from the list.'], draft: draftOf(form) }, { status: 400 })
  const done = await publishSpotlight({ form: read.value, reasons: reasonsFor(picked, program) }, actor, program)
  if ('message' in done) return data({ faults: [done.message], draft: draftOf(form) }, { status: 409 })
  return redirect('/manage/spotlights?told=published', 303)
}

const toldWords: Record<string, string> = { published: 'The page stands in the hall of fame, and the award is given.', shown: 'Done.' }

/** Whom to honor this month. */
export default function ManageSpotlights() {
  const { month, candidates, spotlights, badges, told } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const draft = sent?.draft ?? { title: `Member of the month, ${month.name}`, points: '500' }
  return (
    <TogetherFrame
      tab="spotlights"
      lead="The list says what the book knows. You pick, and say why."
      told={told && !sent ? toldWords[told] : null}
      faults={sent?.faults}
    >
      <div className="flex flex-col gap-12">
        <Section
          title={`Shortlist for ${month.name}`}
          lead="Whoever was honored least within a year comes first, then more points, then more kinds of work."
          actions={
            <Form method="get" className="flex items-center gap-2">
              <Select name="month" aria-label="Month" defaultValue={month.value} choices={month.choices} />
              <Button variant="outline" size="sm" children="Show" />
            </Form>
          }
        >
          <SpotlightForm key={month.value} draft={draft} candidates={candidates} badges={badges} month={month.value} />
        </Section>
        {spotlights.length > 0 && (
          <Section title="Published">
            <ul className="border-t">
              {spotlights.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3">
                  <PersonLine face={one.face} />
                  {one.hidden ? (
                    <span className="text-muted">{one.title}</span>
                  ) : (
                    <Link to={`/hall-of-fame/${one.slug}`} className="text-link" children={one.title} />
                  )}
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="do" value="show" />
                    <input type="hidden" name="id" value={one.id} />
                    <input type="hidden" name="shown" value={one.hidden ? 'yes' : 'no'} />
                    <Button
                      variant="ghost"
                      size="sm"
                      children={one.hidden ? 'Show again' : 'Hide'}
                      aria-label={`${one.hidden ? 'Show' : 'Hide'} ${one.title}`}
                    />
                  </Form>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </TogetherFrame>
  )
}
