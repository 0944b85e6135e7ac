import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { goalSchema } from '#app/domain/goals/goals.ts'
import { goalsOf } from '#app/domain/goals/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { drawOrder } from '#app/domain/raffles/draw.server.ts'
import { monthOf, spotlightSchema } from '#app/domain/spotlights/spotlights.ts'
import { spotlightBySlug, spotlightsOf } from '#app/domain/spotlights/queries.server.ts'
import { addBadge } from '#app/domain/standing/commands.server.ts'
import { surpriseSchema } from '#app/domain/surprises/surprises.ts'
import { surprisesOf } from '#app/domain/surprises/queries.server.ts'
import { goalsOfTeams, teamsOf } from '#app/domain/teams/queries.server.ts'
import { teamGoalSchema, teamSchema } from '#app/domain/teams/teams.ts'
import { closeGoals } from '#app/flows/close-goals.server.ts'
import { closeTeamGoals } from '#app/flows/close-team-goals.server.ts'
import { drawSurprises } from '#app/flows/draw-surprises.server.ts'
import { joinTeam } from '#app/flows/join-team.server.ts'
import { listCandidates } from '#app/flows/list-candidates.server.ts'
import { measureGoal } from '#app/flows/measure-goal.server.ts'
import { publishSpotlight } from '#app/flows/publish-spotlight.server.ts'
import { rankTeams } from '#app/flows/rank-teams.server.ts'
import { saveSurprise } from '#app/flows/save-surprise.server.ts'
import { saveTeam } from '#app/flows/save-team.server.ts'
import { setGoal } from '#app/flows/set-goal.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
let program: Program
let manager: number
let ines: number
let tom: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines')
  tom = await addMember('tom')
  await addRule({ kinds: ['generic:article.published'], points: 10 })
})

const by = (member: number) => ({ program: 1, by: member })
const day = (n: number) => new Date(Date.UTC(2026, 5, n))
const deed = (actor: string, n: number, id: string = randomUUID()) =>
  message({ id, actor, time: new Date(day(n).getTime() + 3_600_000).toISOString() })
const undo = (id: string) => message({ id: `${id}-undone`, type: 'reversal', reverses: id, time: new Date().toISOString() })
async function deliver(...messages: ReturnType<typeof message>[]): Promise<void> {
  await send(messages)
  await settleAll()
}

async function addTeam(name: string): Promise<number> {
  await saveTeam({ id: null, team: teamSchema.parse({ name }) }, by(manager), program)
  return (await teamsOf(1, false)).find((team) => team.name === name)?.id ?? 0
}
const setTeamGoal = (part: object) =>
  saveTeam(
    {
      goal: teamGoalSchema.parse({
        ...{ team: 'all', title: 'Three articles', counts: 'deeds', kinds: ['generic:article.published'], target: '3' },
        ...{ startsAt: '2026-06-01T00:00', endsAt: '2026-06-30T00:00', bonus: '100', share: '1', ...part },
      }),
    },
    by(manager),
    program,
    day(1),
  )

test('[PR-16] a team reaches its target from what its members did while in it, and every eligible member is paid once: exact in a race and under undo', async () => {
  const team = await addTeam('Docs')
  const idle = await addMember('idle')
  const gone = await addMember('gone')
  for (const id of [ines, tom, idle, gone]) expect(await joinTeam({ team: 'docs', way: 'join' }, by(id), day(2))).toEqual({ kind: 'joined' })
  await addTeam('Code')
  expect(await joinTeam({ team: 'code', way: 'join' }, by(ines), day(2))).toMatchObject({ kind: 'elsewhere' })
  await setTeamGoal({ team: String(team) })
  await deliver(deed('ines', 3, 'first'), deed('ines', 1), deed('gone', 3), deed('tom', 28))
  expect((await joinTeam({ team: 'docs', way: 'leave' }, by(gone), day(4))).kind).toBe('left')
  await deliver(deed('gone', 5))
  await sqlAlone(`UPDATE team_goal SET target = 4`)
  await closeTeamGoals(program, day(6))
  expect((await goalsOfTeams(1, [team]))[0]?.state).toBe('open')
  await sqlAlone(`UPDATE team_goal SET target = 3`)
  await Promise.all(Array.from({ length: 10 }, () => closeTeamGoals(program, day(6))))
  // Ines 1 (the other was before she joined), gone 1 while there, tom 1; idle did nothing, gone has left.
  expect(await sqlAlone('SELECT member_id, done FROM team_goal_share ORDER BY 1')).toEqual([
    { member_id: ines, done: 1 },
    { member_id: tom, done: 1 },
  ])
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime, (await balanceOf(idle)).lifetime]).toEqual([120, 110, 0])
  await deliver(undo('first'))
  await closeTeamGoals(program, day(7))
  expect((await goalsOfTeams(1, [team]))[0]).toMatchObject({ state: 'open', reachedAt: null })
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]).toEqual([10, 10])
  await deliver(deed('ines', 8))
  await closeTeamGoals(program, day(9))
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]).toEqual([120, 110])
  await closeTeamGoals(program, day(30))
  expect((await goalsOfTeams(1, [team]))[0]).toMatchObject({ state: 'reached', closedAt: day(30) })
  expect(await closeTeamGoals(program, day(31))).toBe(0)
  expect(await brokenInvariants()).toEqual([])
})

test('[PR-16] a goal in points is not reached by its own bonus, and one that is not reached closes as missed', async () => {
  const team = await addTeam('Docs')
  await joinTeam({ team: 'docs', way: 'join' }, by(ines), day(1))
  await setTeamGoal({ counts: 'points', target: '20' })
  await setTeamGoal({ target: '99', title: 'Many' })
  await deliver(deed('ines', 3, 'one'), deed('ines', 3, 'two'))
  await closeTeamGoals(program, day(4))
  expect((await balanceOf(ines)).lifetime).toBe(120)
  await deliver(undo('two'))
  await closeTeamGoals(program, day(5))
  expect((await balanceOf(ines)).lifetime).toBe(10)
  await closeTeamGoals(program, day(30))
  expect((await goalsOfTeams(1, [team])).map((goal) => goal.state)).toEqual(['missed', 'missed'])
})

test('[PR-13] the board of teams equals an independent sum of the book for who was in which team when, with stated order of equals', async () => {
  await addTeam('Docs')
  await addTeam('Code')
  await addTeam('Art')
  await joinTeam({ team: 'docs', way: 'join' }, by(ines), day(2))
  await joinTeam({ team: 'code', way: 'join' }, by(tom), day(2))
  await deliver(deed('ines', 3), deed('ines', 4), deed('ines', 1), deed('tom', 3), deed('tom', 9, 'gone'))
  await joinTeam({ team: 'docs', way: 'leave' }, by(ines), day(5))
  await joinTeam({ team: 'code', way: 'join' }, by(ines), day(5))
  await deliver(deed('ines', 6), undo('gone'))
  const sums = await sqlAlone<{ name: string; points: number }>(
    `SELECT t.name, coalesce(sum(CASE WHEN x.to_account = 1 THEN x.amount ELSE -x.amount END), 0)::int AS points FROM team t
     LEFT JOIN team_member m ON m.team_id = t.id LEFT JOIN transfer x ON x.member_id = m.member_id AND x.effective_at >= m.joined_at
       AND x.effective_at < coalesce(m.left_at, 'infinity') GROUP BY t.name ORDER BY 2 DESC, 1`,
  )
  expect(sums).toEqual([
    { name: 'Code', points: 20 },
    { name: 'Docs', points: 20 },
    { name: 'Art', points: 0 },
  ])
  const board = await rankTeams(program, day(1), day(30))
  expect(board.map(({ place, name, points }) => ({ place, name, points }))).toEqual(sums.map((row, index) => ({ place: index + 1, ...row })))
})

const ownGoal = (part: object = {}) =>
  goalSchema.parse({ key: randomUUID(), title: 'Two articles', kinds: ['generic:article.published'], target: '2', until: '2026-06-20', ...part })

test('[PR-17] a goal on counts shows live progress and closes as met or missed, following undo; a manager’s goal pays its bonus once', async () => {
  const form = ownGoal()
  await Promise.all([1, 2, 3].map(() => setGoal({ form, staff: false }, by(ines), day(1))))
  await setGoal({ form: ownGoal({ member: '@tom', bonus: '40', target: '1' }), staff: true }, by(manager), day(1))
  expect(await setGoal({ form: ownGoal({ member: 'manager', bonus: '40' }), staff: true }, by(manager), day(1))).toMatchObject({ kind: 'own_bonus' })
  const [mine] = await goalsOf(1, ines)
  if (!mine) throw new Error('no goal')
  await deliver(deed('ines', 2, 'a'), deed('tom', 2, 't'))
  expect(await measureGoal({ program: 1 }, mine)).toBe(1)
  await closeGoals(program, day(3))
  await deliver(deed('ines', 4), undo('a'))
  await deliver(deed('ines', 5))
  await Promise.all([1, 2, 3].map(() => closeGoals(program, day(6))))
  expect((await goalsOf(1, ines)).map(({ state, reached }) => [state, reached])).toEqual([['met', 2]])
  expect((await balanceOf(tom)).lifetime).toBe(50)
  await deliver(undo('t'))
  await closeGoals(program, day(7))
  expect((await balanceOf(tom)).lifetime).toBe(0)
  await closeGoals(program, day(22))
  expect((await goalsOf(1, tom)).map((goal) => goal.state)).toEqual(['missed'])
  expect(await sqlAlone(`SELECT actor_id, facts ->> 'set_by' AS by FROM activity WHERE kind = 'goal.met'`)).toEqual([
    { actor_id: String(ines), by: 'self' },
  ])
})

test('[PR-17] a goal on a metric is fed by the signed channel: latest, highest or summed, and a report taken back counts no more', async () => {
  const report = (id: string, n: number, value: number, metric = 'coverage') =>
    message({ id, actor: 'ines', type: 'metric.reported', time: day(n).toISOString(), facts: { metric, value } })
  for (const reading of ['latest', 'highest', 'sum'])
    await setGoal(
      { form: ownGoal({ title: reading, counts: 'metric', metric: 'coverage', reading, kinds: [], target: '90' }), staff: false },
      by(ines),
      day(1),
    )
  await deliver(report('r1', 2, 40), report('r2', 3, 70), report('r3', 4, 55), report('r4', 4, 99, 'other'))
  const figures = async () => Promise.all((await goalsOf(1, ines)).map(async (goal) => [goal.title, await measureGoal({ program: 1 }, goal)]))
  expect(Object.fromEntries(await figures())).toEqual({ latest: 55, highest: 70, sum: 165 })
  await deliver(undo('r3'))
  expect(Object.fromEntries(await figures())).toEqual({ latest: 70, highest: 70, sum: 110 })
  await closeGoals(program, day(22))
  expect((await goalsOf(1, ines)).map(({ title, state }) => `${title} ${state}`).sort()).toEqual(['highest missed', 'latest missed', 'sum met'])
})

test('[PR-12] a surprise pays only eligible members, each once, within its budget, as its seed says, and the ledger tells what it was for', async () => {
  const people: string[] = []
  for (let n = 0; n < 8; n += 1) {
    people.push(`p${n}`)
    await addMember(`p${n}`)
  }
  await deliver(...people.flatMap((name) => [deed(name, 3), deed(name, 4)]), deed('ines', 3))
  await sqlAlone(`UPDATE member SET state = 'paused' WHERE handle = 'p7'`)
  const form = surpriseSchema.parse({
    ...{ title: 'Thank you, writers', words: 'For two articles in one week.', kinds: ['generic:article.published'], least: '2', days: '7' },
    ...{ winners: '3', amount: '30', budget: '130', every: 'day', firstAt: '2026-06-06T09:00' },
  })
  await saveSurprise({ form }, by(manager), program, day(1))
  const [surprise] = await surprisesOf(1)
  const at = (n: number) => new Date(day(n).getTime() + 9 * 3_600_000)
  expect(await drawSurprises(program, at(6))).toBe(0)
  await saveSurprise({ id: surprise?.id ?? 0, to: 'on' }, by(manager), program, day(1))
  expect(await drawSurprises(program, new Date(at(6).getTime() - 1))).toBe(0)
  expect((await Promise.all([1, 2, 3].map(() => drawSurprises(program, at(6))))).reduce((sum, one) => sum + one)).toBe(3)
  const [draw] = await sqlAlone<{ seed: string; eligible: string[] }>('SELECT seed, eligible::text[] AS eligible FROM surprise_draw')
  const winners = (await sqlAlone<{ id: string }>('SELECT member_id::text AS id FROM surprise_gift')).map((row) => row.id)
  expect(draw?.eligible).toHaveLength(7)
  expect(winners.sort()).toEqual(
    drawOrder(draw?.seed ?? '', draw?.eligible ?? [])
      .slice(0, 3)
      .sort(),
  )
  // 130 pays four: three on the first day, one on the second, and then it is over.
  expect([await drawSurprises(program, at(7)), await drawSurprises(program, at(8))]).toEqual([1, 0])
  expect((await surprisesOf(1))[0]).toMatchObject({ state: 'done', spent: 120, reached: 4 })
  expect(await sqlAlone('SELECT count(*)::int AS gifts, count(DISTINCT member_id)::int AS people FROM surprise_gift')).toEqual([
    { gifts: 4, people: 4 },
  ])
  expect(
    await sqlAlone(`SELECT DISTINCT explanation -> 'correction' ->> 'reason' AS reason, points FROM judgement WHERE kind = 'hub:surprise.given'`),
  ).toEqual([{ reason: 'For two articles in one week.', points: 30 }])
  expect(await brokenInvariants()).toEqual([])
})

test('[PR-15] a manager picks from a ranked shortlist with reasons and publishes: the page and the award appear together, or neither', async () => {
  await inTransaction(by(manager), (scope) => addBadge(scope, { slug: 'thank-you', title: 'Thank you', story: 'From us.', kinds: [], tiers: [1] }))
  await deliver(deed('ines', 3), deed('ines', 4), deed('tom', 5), deed('tom', 40))
  const month = monthOf('2026-06', 'UTC')
  if (!month) throw new Error('no month')
  const list = await listCandidates({ program: 1 }, month.from, month.until)
  expect(list).toEqual([
    { memberId: ines, points: 20, kinds: [{ kind: 'generic:article.published', count: 2, first: true }], honored: 0 },
    { memberId: tom, points: 10, kinds: [{ kind: 'generic:article.published', count: 1, first: true }], honored: 0 },
  ])
  const form = spotlightSchema.parse({
    ...{ month: '2026-06', memberId: String(ines), title: 'Member of the month', citation: 'Two articles that many read.', points: '200' },
    badge: 'thank-you',
  })
  const reasons = [{ label: 'Articles', value: '2' }]
  expect(await publishSpotlight({ form: { ...form, badge: 'lost' }, reasons }, by(manager), program)).toMatchObject({ kind: 'unknown' })
  expect(await publishSpotlight({ form: { ...form, memberId: manager }, reasons }, by(manager), program)).toMatchObject({ kind: 'own_award' })
  expect([await spotlightsOf(1, true), (await balanceOf(ines)).lifetime]).toEqual([[], 20])
  const answers = await Promise.all([1, 2, 3].map(() => publishSpotlight({ form, reasons }, by(manager), program)))
  expect(answers.map((answer) => answer.kind).sort()).toEqual(['published', 'taken', 'taken'])
  expect(await spotlightsOf(1, false)).toHaveLength(1)
  const slug = (await spotlightsOf(1, false))[0]?.slug ?? ''
  expect(await spotlightBySlug(1, slug)).toMatchObject({ memberId: ines, reasons, points: 200 })
  expect((await balanceOf(ines)).lifetime).toBe(220)
  expect(await sqlAlone('SELECT member_id FROM badge_grant')).toEqual([{ member_id: ines }])
  expect((await listCandidates({ program: 1 }, month.until, day(60))).map((one) => one.memberId)).toEqual([tom])
  await publishSpotlight({ id: (await spotlightsOf(1, false))[0]?.id ?? 0, shown: false }, by(manager), program)
  expect([await spotlightsOf(1, false), await spotlightBySlug(1, slug)]).toEqual([[], null])
})
