// The demo community together: contests, raffles, events, teams, goals, spotlights and a surprise, told by the hub's own stories.
import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import { type Actor, sqlAlone } from '#app/db/transaction.server.ts'
import { localIn } from '#app/domain/boards/seasons.ts'
import { contestSchema, entrySchema } from '#app/domain/contests/contests.ts'
import { contestBySlug, entriesOf } from '#app/domain/contests/queries.server.ts'
import { eventSchema, readList } from '#app/domain/events/events.ts'
import { goalSchema } from '#app/domain/goals/goals.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { raffleSchema } from '#app/domain/raffles/raffles.ts'
import { monthOf } from '#app/domain/spotlights/spotlights.ts'
import { surpriseSchema } from '#app/domain/surprises/surprises.ts'
import { teamGoalSchema, teamSchema } from '#app/domain/teams/teams.ts'
import { castVote } from '#app/flows/cast-vote.server.ts'
import { decideContests } from '#app/flows/decide-contests.server.ts'
import { enterContest } from '#app/flows/enter-contest.server.ts'
import { enterRaffle } from '#app/flows/enter-raffle.server.ts'
import { importAttendees } from '#app/flows/import-attendees.server.ts'
import { joinTeam } from '#app/flows/join-team.server.ts'
import { listCandidates } from '#app/flows/list-candidates.server.ts'
import { moveContest } from '#app/flows/move-contest.server.ts'
import { publishSpotlight } from '#app/flows/publish-spotlight.server.ts'
import { saveContest } from '#app/flows/save-contest.server.ts'
import { saveEvent } from '#app/flows/save-event.server.ts'
import { saveRaffle } from '#app/flows/save-raffle.server.ts'
import { saveSurprise } from '#app/flows/save-surprise.server.ts'
import { saveTeam } from '#app/flows/save-team.server.ts'
import { setGoal } from '#app/flows/set-goal.server.ts'
import { reasonsFor } from '#app/routes/manage/spotlight-view.server.ts'
import { citations, contests, type DemoContest, events, teams } from './together-words.ts'

type Ground = { program: Program; staff: Actor; people: Map<string, number>; now: Date }

const dayLong = 86_400_000
const after = (now: Date, days: number): Date => new Date(now.getTime() + days * dayLong)
const as = ({ staff, people }: Ground, handle: string): Actor => ({ program: staff.program, by: people.get(handle) ?? null })

/** Lets the demo community do things together. A second run finds them done. */
export async function bringTogether(actor: Actor, now: Date): Promise<void> {
  const program = await programById(actor.program)
  const rows = await sqlAlone<{ id: number; handle: string; email: string }>(
    'SELECT id, handle, email FROM member WHERE program_id = $1 AND handle IS NOT NULL',
    [actor.program],
  )
  const manager = rows.find((row) => row.email === 'manager@laurel.example')
  const [done] = await sqlAlone('SELECT 1 AS done FROM contest WHERE program_id = $1 LIMIT 1', [actor.program])
  if (!program || !manager || done) return
  const people = new Map(rows.map((row) => [row.handle, row.id]))
  const ground: Ground = { program, staff: { program: program.id, by: manager.id }, people, now }
  for (const contest of contests) await holdContest(ground, contest)
  await decideContests(program)
  await holdRaffles(ground)
  await meet(ground)
  await team(ground)
  await aim(ground)
  await honor(ground)
}

async function holdContest(ground: Ground, demo: DemoContest): Promise<void> {
  const { program, staff, people, now } = ground
  const [entriesFrom, entriesUntil, votesFrom, votesUntil] = demo.days.map((days) => localIn(program.timeZone, after(now, days)).slice(0, 16))
  const { entries, days, ...words } = demo
  const form = contestSchema.parse({ ...words, entriesFrom, entriesUntil, votesFrom, votesUntil, timeZone: program.timeZone })
  const saved = await saveContest(null, form, staff)
  if (saved.kind !== 'saved') throw new Error(`The contest “${demo.title}” was not written: ${saved.message}`)
  const { slug } = saved
  const contest = await contestBySlug(program.id, slug, true)
  await moveContest({ id: contest?.id ?? 0, to: 'published' }, staff)
  for (const { by, ...entry } of entries)
    await enterContest(
      { contest: slug, entryId: null, entry: entrySchema.parse({ kind: 'text', url: '', ...entry }) },
      as(ground, by),
      after(now, days[0] + 1),
    )
  if (days[2] >= 0 || demo.way !== 'vote') return
  const ids = (await entriesOf(program.id, contest?.id ?? 0, null)).map((one) => one.id)
  const voters = [...people.values()].slice(0, 24)
  for (const [index, voter] of voters.entries())
    for (const step of [0, 1]) {
      const entryId = ids[(index * index + step * 3) % ids.length] ?? 0
      await castVote({ contest: slug, entryId, matchId: 0, way: 'give' }, { ...staff, by: voter }, after(now, days[2] + 1 + index / 24))
    }
}

async function holdRaffles(ground: Ground): Promise<void> {
  const { program, staff, people, now } = ground
  const at = (days: number): string => localIn(program.timeZone, after(now, days)).slice(0, 16)
  const terms = { timeZone: program.timeZone, about: 'One ticket each. It is drawn by itself, and everybody can compute the draw again.' }
  const open = [
    { title: 'Five shirts from the first print', prize: 'A shirt', winners: '5', opensAt: at(-40), closesAt: at(-26), points: '0' },
    { title: 'Two seats at the summit', prize: 'A seat, and the train to get there', winners: '2', opensAt: at(-7), closesAt: at(9), points: '100' },
  ]
  for (const [index, words] of open.entries()) {
    await saveRaffle({ id: null, form: raffleSchema.parse({ ...terms, ...words }), publish: true }, staff)
    const slug = ['five-shirts-from-the-first-print', 'two-seats-at-the-summit'][index] ?? ''
    const holders = [...people.values()].slice(0, index === 0 ? 26 : 14)
    for (const holder of holders) await enterRaffle({ raffle: slug, way: 'enter' }, { ...staff, by: holder }, after(now, index === 0 ? -30 : -3))
  }
}

async function meet({ program, staff, now }: Ground): Promise<void> {
  for (const event of events) {
    const day = DateTime.fromJSDate(after(now, event.day), { zone: event.zone }).startOf('day')
    const at = (days: number, hour: number): string => day.plus({ days }).set({ hour }).toFormat("yyyy-MM-dd'T'HH:mm")
    const { title, summary, body, place, points, zone, hours } = event
    const [opens = 9, ends = 18] = hours
    const length = 'length' in event ? event.length : 0
    const words = { title, summary, body, place, points: String(points), timeZone: zone, startsAt: at(0, opens), endsAt: at(length, ends) }
    const saved = await saveEvent({ id: null, form: eventSchema.parse(words) }, staff)
    if (saved.kind !== 'saved' || !saved.slug) throw new Error(`The event “${title}” was not written.`)
    const [row] = await sqlAlone<{ id: number }>('SELECT id FROM event WHERE program_id = $1 AND slug = $2', [program.id, saved.slug])
    await saveEvent({ id: row?.id ?? 0, to: 'published' }, staff)
    const list = readList(event.there.map((handle) => ({ handle })))
    if (list.length > 0) await importAttendees({ event: saved.slug, people: list, write: true }, staff, program)
  }
}

async function team(ground: Ground): Promise<void> {
  const { program, staff, now } = ground
  const at = (days: number): string => localIn(program.timeZone, after(now, days)).slice(0, 16)
  for (const { name, about, who } of teams) {
    await saveTeam({ id: null, team: teamSchema.parse({ name, about }) }, staff, program)
    const slug = name.toLowerCase().replaceAll(' ', '-')
    for (const handle of who) await joinTeam({ team: slug, way: 'join' }, as(ground, handle), after(now, -70))
  }
  const goals = [
    { title: 'Thirty contributions in a month', counts: 'deeds', target: '30', startsAt: at(-25), endsAt: at(5), bonus: '150', share: '3' },
    {
      title: 'Twenty thousand points this quarter',
      counts: 'points',
      target: '20000',
      startsAt: at(-60),
      endsAt: at(30),
      bonus: '300',
      share: '500',
    },
  ]
  for (const goal of goals) await saveTeam({ goal: teamGoalSchema.parse({ team: 'all', ...goal }) }, staff, program, after(now, -25))
}

async function aim(ground: Ground): Promise<void> {
  const { staff, now } = ground
  const until = after(now, 12).toISOString().slice(0, 10)
  const own = { title: 'Eight merged pull requests', kinds: ['github:pull_request.merged'], target: '8', until, key: randomUUID() }
  await setGoal({ form: goalSchema.parse(own), staff: false }, as(ground, 'maya-lindqvist'), after(now, -18))
  const given = { title: 'Three articles this winter', kinds: ['generic:article.published'], target: '3', until, key: randomUUID(), bonus: '250' }
  await setGoal({ form: goalSchema.parse({ ...given, member: '@maya-lindqvist' }), staff: true }, staff, after(now, -18))
}

async function honor({ program, staff, now }: Ground): Promise<void> {
  const present = DateTime.fromJSDate(now, { zone: program.timeZone }).startOf('month')
  for (const back of [3, 2, 1]) {
    const month = present.minus({ months: back }).toFormat('yyyy-MM')
    const bounds = monthOf(month, program.timeZone)
    if (!bounds) continue
    const [first] = (await listCandidates({ program: program.id }, bounds.from, bounds.until)).filter((one) => one.memberId !== staff.by)
    if (!first) continue
    const words = { title: `Member of the month, ${bounds.name}`, citation: citations[back - 1] ?? '', points: 500, badge: 'thank-you' }
    await publishSpotlight({ form: { month, memberId: first.memberId, ...words }, reasons: reasonsFor(first, program) }, staff, program)
  }
  const surprise = surpriseSchema.parse({
    ...{ title: 'Out of the blue', words: 'For three contributions in one week. Nobody asked, you did.', kinds: [], least: '3', days: '7' },
    ...{ winners: '3', amount: '50', budget: '1200', every: 'week', firstAt: localIn(program.timeZone, after(now, 4)).slice(0, 16) },
  })
  await saveSurprise({ form: surprise }, staff, program, now)
  const [row] = await sqlAlone<{ id: number }>('SELECT max(id) AS id FROM surprise WHERE program_id = $1', [program.id])
  await saveSurprise({ id: row?.id ?? 0, to: 'on' }, staff, program, now)
}
