import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { addSession } from '#app/domain/access/commands.server.ts'
import { sessionsOf } from '#app/domain/access/queries.server.ts'
import { signedInMember } from '#app/domain/members/queries.server.ts'
import { changeRoles } from '#app/flows/change-roles.server.ts'
import { updateProfile } from '#app/flows/update-profile.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

test('roles are set exactly, sessions end everywhere, and the change is on record', async () => {
  const [owner, ada] = [await addPerson('olu', ['owner']), await addPerson('ada', ['analyst'])]
  const session = { idHash: 'one', memberId: ada, expiresAt: new Date(Date.now() + 3_600_000), userAgent: '' }
  await inTransaction(visitor, (scope) => addSession(scope, session))
  const change = (roles: ('manager' | 'reviewer')[]) => changeRoles({ program: 1, by: owner }, { member: ada, roles, reason: 'helps with rules' })
  expect(await change(['reviewer', 'manager'])).toEqual({ kind: 'changed' })
  expect((await signedInMember(1, ada))?.roles.sort()).toEqual(['manager', 'reviewer'])
  expect(await sessionsOf(1, ada)).toEqual([])
  expect(
    await sqlAlone('SELECT e.actor_id AS by, e.action, d.before, d.after, d.reason FROM audit_entry e JOIN audit_detail d ON d.audit_id = e.id'),
  ).toEqual([{ by: owner, action: 'roles.changed', before: ['analyst'], after: ['manager', 'reviewer'], reason: 'helps with rules' }])
  expect(await change(['manager', 'reviewer'])).toEqual({ kind: 'unchanged' })
})

test('the last owner stays one, even when two owners drop each other at once', async () => {
  const [one, two] = [await addPerson('one', ['owner']), await addPerson('two', ['owner'])]
  const outcomes = await Promise.all([
    changeRoles({ program: 1, by: one }, { member: two, roles: [] }),
    changeRoles({ program: 1, by: two }, { member: one, roles: [] }),
  ])
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'last_owner'])
  expect(await changeRoles({ program: 1, by: one }, { member: 999_999, roles: ['analyst'] })).toMatchObject({ kind: 'not_found' })
})

test('a profile is saved in part, and a taken handle is refused', async () => {
  const [ada, bob] = [await addPerson('ada'), await addPerson('bob')]
  const save = (change: Parameters<typeof updateProfile>[2]) => updateProfile({ program: 1, by: ada }, ada, change)
  expect(await save({ displayName: 'Ada L', timeZone: 'Europe/London', hidden: ['grid'], onBoards: false })).toEqual({ kind: 'saved' })
  expect(await save({ handle: 'bob', displayName: 'Eve' })).toMatchObject({ kind: 'handle_taken', message: expect.stringContaining('bob') })
  const rows = await sqlAlone('SELECT handle, display_name AS name, time_zone AS zone, hidden, on_boards AS listed FROM member WHERE id = $1', [ada])
  expect(rows).toEqual([{ handle: 'ada', name: 'Ada L', zone: 'Europe/London', hidden: ['grid'], listed: false }])
  const race = await Promise.all([save({ handle: 'same' }), updateProfile({ program: 1, by: bob }, bob, { handle: 'same' })])
  expect(race.map(({ kind }) => kind).sort()).toEqual(['handle_taken', 'saved'])
})
