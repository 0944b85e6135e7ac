import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { inviteOwner } from '#app/flows/invite-owner.server.ts'
import { resetPassword } from '#app/flows/reset-password.server.ts'
import { openHub } from '#tests/support/hub.ts'

test('[MA-03][OP-06] the terminal names an owner, once or again, and only the newest link sets the password', async () => {
  await openHub()
  const actor = { program: 1, by: null }
  const order = { email: 'Boss@Company.Example', origin: 'http://hub.test', timeZone: 'UTC' }
  const first = await inviteOwner(actor, order)
  const second = await inviteOwner(actor, order)
  expect(second.member).toBe(first.member)
  expect(await sqlAlone('SELECT email, role FROM member JOIN member_role ON member_id = id')).toEqual([
    { email: 'boss@company.example', role: 'owner' },
  ])
  const choose = (link: string) => {
    const token = new URL(link).searchParams.get('token') ?? ''
    return resetPassword(actor, { token, password: 'a long enough phrase', programName: 'Laurel', origin: order.origin })
  }
  expect((await choose(first.link)).kind).toBe('link_gone')
  expect((await choose(second.link)).kind).toBe('changed')
})
