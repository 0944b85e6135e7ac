// The doors of contests and company, for the test that asks every role at every managers' page.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { eventSchema } from '#app/domain/events/events.ts'
import { saveEvent } from '#app/flows/save-event.server.ts'
import * as contest from '#app/routes/manage/contest.tsx'
import * as contests from '#app/routes/manage/contests.tsx'
import * as event from '#app/routes/manage/event.tsx'
import * as eventScreen from '#app/routes/manage/event-screen.tsx'
import * as events from '#app/routes/manage/events.tsx'
import * as goals from '#app/routes/manage/goals.tsx'
import * as raffles from '#app/routes/manage/raffles.tsx'
import * as spotlights from '#app/routes/manage/spotlights.tsx'
import * as surprises from '#app/routes/manage/surprises.tsx'
import * as teams from '#app/routes/manage/teams.tsx'

type Door = { loader: (args: LoaderFunctionArgs) => Promise<unknown>; action?: (args: ActionFunctionArgs) => Promise<unknown> }

/** Writes an event for its screen, and answers every page with where it lies. All of them ask for one permission. */
export async function togetherDoors() {
  const meetup = { title: 'Meetup', startsAt: '2026-06-10T18:00', endsAt: '2026-06-10T21:00', timeZone: 'UTC' }
  await saveEvent({ id: null, form: eventSchema.parse(meetup) }, { program: 1, by: null })
  await sqlAlone(`UPDATE event SET state = 'published'`)
  const doors: [string, Door, string][] = [
    ['contests.tsx', contests, ''],
    ['contest.tsx', contest, 'new'],
    ['raffles.tsx', raffles, ''],
    ['events.tsx', events, ''],
    ['event.tsx', event, 'new'],
    ['event-screen.tsx', eventScreen, 'meetup'],
    ['teams.tsx', teams, ''],
    ['goals.tsx', goals, ''],
    ['spotlights.tsx', spotlights, ''],
    ['surprises.tsx', surprises, ''],
  ]
  return doors.map(([file, door, slug]) => {
    const change = door.action ? [{ form: { title: '' }, needs: 'edit_contests' as const }] : []
    return { file, door, params: { slug }, see: 'edit_contests' as const, change }
  })
}
