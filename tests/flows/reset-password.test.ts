import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { addSession } from '#app/domain/access/commands.server.ts'
import { sessionsOf } from '#app/domain/access/queries.server.ts'
import { changePassword } from '#app/flows/change-password.server.ts'
import { endSessions } from '#app/flows/end-sessions.server.ts'
import { requestReset } from '#app/flows/request-reset.server.ts'
import { resetPassword } from '#app/flows/reset-password.server.ts'
import { signIn } from '#app/flows/sign-in.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, lastToken, mails, password, visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const place = { programName: 'Laurel', origin: 'http://localhost:3000' }
const ask = (email: string) => requestReset(visitor, { email, ...place, address: '203.0.113.7' })
const next = 'quite another sentence'
const enter = (word: string) => signIn(visitor, { email: 'ada@example.test', password: word }, { address: '203.0.113.7', device: null })

async function openThree(member: number): Promise<void> {
  for (const idHash of ['one', 'two', 'three']) {
    const session = { idHash, memberId: member, expiresAt: new Date(Date.now() + 3_600_000), userAgent: '' }
    await inTransaction(visitor, (scope) => addSession(scope, session))
  }
}

test('[ME-01] a forgotten password is reset by a mailed link, once, and every session ends', async () => {
  const id = await addPerson('ada')
  await openThree(id)
  expect(await ask('ada@example.test')).toEqual({ kind: 'sent' })
  const token = await lastToken()
  expect(await resetPassword(visitor, { token, password: next, ...place })).toEqual({ kind: 'changed' })
  expect(await sessionsOf(1, id)).toEqual([])
  expect(await resetPassword(visitor, { token, password: 'and a third sentence', ...place })).toMatchObject({ kind: 'link_gone' })
  expect([await enter(password), await enter(next)]).toMatchObject([{ kind: 'wrong' }, { kind: 'signed_in' }])
  expect((await mails()).map(({ template }) => template)).toEqual(['reset-password', 'password-changed'])
  expect(await sqlAlone('SELECT action FROM audit_entry')).toEqual([{ action: 'password.reset' }])
})

test('[PV-08] asking for an unknown address answers the same and sends nothing', async () => {
  await addPerson('ada')
  expect(await ask('nobody@example.test')).toEqual(await ask('ada@example.test'))
  expect((await mails()).map(({ to }) => to)).toEqual(['ada@example.test'])
})

test('[PV-08] a newer link makes the older void, and a link of staff is guarded', async () => {
  await addPerson('ada', ['owner'])
  await ask('ada@example.test')
  const older = await lastToken()
  await ask('ada@example.test')
  expect(await resetPassword(visitor, { token: older, password: next, ...place })).toMatchObject({ kind: 'link_gone' })
  expect((await mails()).every(({ guarded }) => guarded)).toBe(true)
})

test('[PV-08] a reset refuses the address as a password, and the link stays good', async () => {
  await addPerson('ada')
  await ask('ada@example.test')
  const token = await lastToken()
  expect(await resetPassword(visitor, { token, password: 'ada@example.test', ...place })).toMatchObject({ kind: 'poor' })
  expect(await resetPassword(visitor, { token, password: next, ...place })).toEqual({ kind: 'changed' })
})

test('changing the password wants the present one and ends every session', async () => {
  const member = await addPerson('ada')
  await openThree(member)
  const actor = { program: 1, by: member }
  const change = (current: string, to = next) => changePassword(actor, { member, current, next: to, ...place })
  expect(await change('not the present one')).toMatchObject({ kind: 'wrong' })
  expect(await change(password, password)).toMatchObject({ kind: 'poor' })
  expect(await sessionsOf(1, member)).toHaveLength(3)
  expect(await change(password)).toEqual({ kind: 'changed' })
  expect(await sessionsOf(1, member)).toEqual([])
  expect(await enter(next)).toMatchObject({ kind: 'signed_in' })
})

test('sessions are ended one by one or all but this, and nobody ends those of others', async () => {
  const [ada, bob] = [await addPerson('ada'), await addPerson('bob')]
  await openThree(ada)
  expect(await endSessions({ program: 1, by: bob }, bob, { one: 'one' })).toEqual({ kind: 'ended', count: 0 })
  expect(await endSessions({ program: 1, by: ada }, ada, { one: 'one' })).toEqual({ kind: 'ended', count: 1 })
  expect(await endSessions({ program: 1, by: ada }, ada, { allBut: 'two' })).toEqual({ kind: 'ended', count: 1 })
  expect((await sessionsOf(1, ada)).map(({ idHash }) => idHash)).toEqual(['two'])
})
