import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { type MemberGuest, requireStaff } from '#app/auth/guests.server.ts'
import { SeasonForm } from '#app/components/manage/season-form.tsx'
import { SeasonTable } from '#app/components/manage/season-table.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { SwitchField } from '#app/components/ui/checkbox-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { boardSetting } from '#app/domain/boards/queries/choices.server.ts'
import { seasonsOf } from '#app/domain/boards/queries/seasons.server.ts'
import { instantIn, localIn, seasonSchema, seasonState } from '#app/domain/boards/seasons.ts'
import { boardSettingSchema } from '#app/domain/boards/segments.ts'
import { changeBoards } from '#app/flows/change-boards.server.ts'
import { planSeason } from '#app/flows/plan-season.server.ts'
import { removeSeason } from '#app/flows/remove-season.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Boards' }]

/** The seasons, and what the program settles for its boards. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_boards')
  const { program } = guest
  const query = new URL(request.url).searchParams
  const [seasons, setting] = await Promise.all([seasonsOf(program.id), boardSetting(program.id)])
  const now = new Date()
  const edited = seasons.find((one) => one.id === numberFrom(query.get('season')) && seasonState(one, now) === 'planned')
  const local = (at: Date): string => localIn(program.timeZone, at)
  return {
    seasons: seasons.map((one) => ({
      ...{ id: one.id, slug: one.slug, title: one.title, winners: one.winners },
      ...{ startsAt: one.startsAt.toISOString(), endsAt: one.endsAt.toISOString(), state: seasonState(one, now) },
    })),
    start: edited
      ? { id: edited.id, title: edited.title, startsAt: local(edited.startsAt), endsAt: local(edited.endsAt), winners: edited.winners }
      : { id: null, title: '', startsAt: '', endsAt: '', winners: 3 },
    setting,
    zone: program.timeZone,
    told: query.get('told'),
    reader: readerOf(guest),
  }
}

/** Plans, changes or takes back a season, or saves the settings. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireStaff(request, 'edit_boards')
  const form = await request.formData()
  const id = numberFrom(form.get('id'))
  if (form.get('do') === 'plan') return plan(guest, id, form)
  if (form.get('do') === 'remove') {
    const done = await removeSeason(id ?? 0, guest.actor)
    if ('message' in done) return data({ result: null, refusal: done.message, invalid: null }, { status: done.kind === 'not_found' ? 404 : 409 })
    return redirect('/manage/boards?told=removed', 303)
  }
  const submission = parseWithZod(form, { schema: boardSettingSchema })
  if (submission.status !== 'success')
    return data({ result: null, refusal: null, invalid: 'Use 1 to 3,650 days. Nothing was changed.' }, { status: 400 })
  await changeBoards(submission.value, guest.actor)
  return redirect('/manage/boards?told=saved', 303)
}

async function plan({ program, actor }: MemberGuest, id: number | null, form: FormData) {
  const submission = parseWithZod(form, { schema: seasonSchema })
  const answer = (refusal: string | null, status: number) => data({ result: submission.reply(), refusal, invalid: null }, { status })
  if (submission.status !== 'success') return answer(null, 400)
  const { title, winners } = submission.value
  const [startsAt, endsAt] = [instantIn(program.timeZone, submission.value.startsAt), instantIn(program.timeZone, submission.value.endsAt)]
  if (!startsAt || !endsAt) return answer('Say when it starts and ends, with date and time. Nothing was changed.', 400)
  const done = await planSeason({ id, title, startsAt, endsAt, winners }, actor)
  if ('message' in done) return answer(done.message, done.kind === 'not_found' ? 404 : 409)
  return redirect('/manage/boards?told=planned', 303)
}

const toldWords: Record<string, string> = {
  planned: 'The season is planned. Its board opens by itself at its first moment, at zero for everybody.',
  removed: 'The season is taken back.',
  saved: 'Boards follow your choice from now on.',
}

/** Seasons and settings of the boards. */
export default function ManageBoards() {
  const { seasons, start, setting, zone, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const words = told ? toldWords[told] : undefined
  return (
    <>
      <PageHeader
        dense
        title="Boards"
        lead="Seasons, and how places are shown. Points themselves come from rules."
        actions={
          <ButtonLink to="/manage/boards/segments" variant="outline">
            Segments
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-10">
        {words && !sent && (
          <Notice tone="good" announce>
            {words}
          </Notice>
        )}
        <Section title="Seasons" lead="A season counts by when a deed was done, from its first to its last moment. Then its places stand for good.">
          <SeasonTable seasons={seasons} reader={reader} />
        </Section>
        <Section id="season-form" title={start.id === null ? 'Plan a season' : `Change ${start.title}`}>
          <SeasonForm key={`${start.id} ${seasons.length}`} start={start} zone={zone} lastResult={sent?.result} refusal={sent?.refusal} />
        </Section>
        <Section title="How boards look">
          {sent?.invalid && (
            <Notice tone="danger" announce>
              {sent.invalid}
            </Notice>
          )}
          <Form method="post" preventScrollReset className="flex max-w-xl flex-col gap-5">
            <input type="hidden" name="do" value="settings" />
            <TextField
              field={{ id: 'newcomer-days', name: 'newcomerDays' }}
              type="number"
              min={1}
              max={3650}
              label="Who joined within so many days is a newcomer"
              defaultValue={setting.newcomerDays}
            />
            <SwitchField
              field={{ id: 'neighbors-only', name: 'neighborsOnly' }}
              label="Members see only their neighbors"
              hint="Each member sees the five places above and below their own, and visitors see none. Winners of seasons stay public."
              defaultChecked={setting.neighborsOnly}
            />
            <div>
              <Button>Save</Button>
            </div>
          </Form>
        </Section>
      </div>
    </>
  )
}
