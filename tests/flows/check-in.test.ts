import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { eventSchema, readList } from '#app/domain/events/events.ts'
import { attendedBy, codeOf, eventBySlug } from '#app/domain/events/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { checkIn } from '#app/flows/check-in.server.ts'
import { importAttendees } from '#app/flows/import-attendees.server.ts'
import { passEventStages } from '#app/flows/pass-event-stages.server.ts'
import { saveEvent } from '#app/flows/save-event.server.ts'
import { begin, publish, stage } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, openHub, settleAll } from '#tests/support/hub.ts'
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
})

const by = (member: number) => ({ program: 1, by: member })
const day = (n: number) => new Date(Date.UTC(2026, 5, n))

async function openEvent(part: object = {}): Promise<string> {
  const form = eventSchema.parse({
    title: 'Meetup',
    startsAt: '2026-06-10T18:00',
    endsAt: '2026-06-10T21:00',
    timeZone: 'UTC',
    points: '25',
    ...part,
  })
  await saveEvent({ id: null, form }, by(manager), day(1))
  const event = await eventBySlug(1, 'meetup', true)
  await saveEvent({ id: event?.id ?? 0, to: 'published' }, by(manager), day(1))
  return 'meetup'
}
const hour = (h: number, seconds = 0) => new Date(Date.UTC(2026, 5, 10, 0, 0, seconds) + h * 3_600_000)

test('[MA-11] a rotating code works only in its window and once per member, and nobody finds one by trying', async () => {
  const slug = await openEvent()
  await addRule({ kinds: ['hub:event.attended'], points: 5 })
  const event = await eventBySlug(1, slug, false)
  if (!event) throw new Error('no event')
  const enter = (member: number, code: string, now: Date) => checkIn({ event: slug, code }, by(member), program, now)
  const { code, seconds } = await codeOf(1, event, hour(19, 5))
  expect([code.length, seconds]).toEqual([6, 25])
  expect(await enter(ines, (await codeOf(1, event, hour(17))).code, hour(17))).toMatchObject({ kind: 'closed' })
  expect(await enter(ines, (await codeOf(1, event, hour(21))).code, hour(21))).toMatchObject({ kind: 'closed' })
  expect(await enter(ines, code, hour(19, -1))).toMatchObject({ kind: 'wrong_code' })
  expect(await enter(ines, code, hour(19, 61))).toMatchObject({ kind: 'wrong_code' })
  const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3).replaceAll('0', 'o')} `
  const answers = await Promise.all(Array.from({ length: 6 }, () => enter(ines, typed, hour(19, 40))))
  expect(answers.map((answer) => answer.kind).sort()).toEqual(['checked_in', ...Array.from({ length: 5 }, () => 'was_here')])
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(30)
  const other = await addMember('ines-at-home', { linked: false })
  await sqlAlone('UPDATE member SET merged_into = $1 WHERE id = $2', [other, ines])
  expect(await enter(other, code, hour(19, 20))).toMatchObject({ kind: 'was_here' })
  await sqlAlone('UPDATE member SET merged_into = NULL WHERE id = $1', [ines])
  for (let n = 0; n < 8; n += 1) expect(await enter(tom, 'ZZZZZZ', hour(19, 5))).toMatchObject({ kind: 'wrong_code' })
  expect(await enter(tom, code, hour(19, 6))).toMatchObject({ kind: 'too_many' })
  expect((await attendedBy(1, ines)).map((one) => one.eventId)).toEqual([event.id])
  expect(await attendedBy(1, tom)).toEqual([])
  expect(await brokenInvariants()).toEqual([])
})

test('[MA-11] a step of a challenge that waits for an event passes by checking in, and for who was there before by itself', async () => {
  const slug = await openEvent()
  const event = await eventBySlug(1, slug, false)
  if (!event) throw new Error('no event')
  const stages = [stage({ type: 'event', title: 'Come by', settings: { eventId: event.id } })]
  const challenge = await publish({ stages, award: { points: 70 } })
  await begin(challenge, ines)
  const enter = async (member: number) => checkIn({ event: slug, code: (await codeOf(1, event, hour(19))).code }, by(member), program, hour(19))
  expect([(await enter(ines)).kind, (await enter(tom)).kind]).toEqual(['checked_in', 'checked_in'])
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]).toEqual([95, 25])
  await begin(challenge, tom)
  expect([await passEventStages(program, hour(20)), await passEventStages(program, hour(20))]).toEqual([1, 0])
  expect((await balanceOf(tom)).lifetime).toBe(95)
  expect(await brokenInvariants()).toEqual([])
})

test('[MA-11] a list of attendees is looked at before it is imported, says what is wrong row by row, and notes nobody twice', async () => {
  await openEvent({ startsAt: '2026-01-10T18:00', endsAt: '2026-01-10T21:00' })
  const people = readList([
    { 'E-mail': 'INES@example.test' },
    { Email: '', handle: '@tom' },
    { Email: 'nobody@example.test' },
    { Email: 'not an address' },
    { Name: 'No column' },
    { Email: 'ines@example.test' },
  ])
  const look = await importAttendees({ event: 'meetup', people, write: false }, by(manager), program)
  expect('rows' in look && look.rows.map(({ line, state }) => [line, state])).toEqual([
    [2, 'new'],
    [3, 'new'],
    [4, 'nobody'],
    [5, 'fault'],
    [6, 'fault'],
    [7, 'fault'],
  ])
  expect(await sqlAlone('SELECT 1 FROM attendance')).toEqual([])
  const done = await Promise.all([1, 2, 3].map(() => importAttendees({ event: 'meetup', people, write: true }, by(manager), program)))
  expect(done.map((one) => ('fresh' in one ? one.fresh : -1)).sort()).toEqual([0, 0, 2])
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]).toEqual([25, 25])
  await expect(sqlAlone('DELETE FROM attendance')).rejects.toThrow(/attendance/)
})
