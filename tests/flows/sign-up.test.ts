import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { hashesComputed } from '#app/domain/access/passwords.server.ts'
import { signedInMember } from '#app/domain/members/queries.server.ts'
import { confirmSignUp } from '#app/flows/confirm-sign-up.server.ts'
import { signIn } from '#app/flows/sign-in.server.ts'
import { type Joining, signUp } from '#app/flows/sign-up.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, lastToken, mails, password, visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const joining = (email: string, more: Partial<Joining> = {}): Joining => ({
  ...{ displayName: 'Noor', email, password, programName: 'Laurel', origin: 'http://localhost:3000', address: '203.0.113.7' },
  ...more,
})
const members = async (): Promise<number> => (await sqlAlone('SELECT id FROM member')).length

test('[ME-01] signing up makes a member only when the mailed link is opened, with the password chosen', async () => {
  expect(await signUp(visitor, joining('noor@example.test'))).toMatchObject({ kind: 'sent' })
  expect(await members()).toBe(0)
  expect(await mails()).toMatchObject([{ template: 'confirm-address', to: 'noor@example.test' }])
  const joined = await confirmSignUp(visitor, { token: await lastToken(), password: null, timeZone: 'Asia/Tokyo' })
  if (joined.kind !== 'joined') throw new Error(joined.message)
  expect(await signedInMember(1, joined.member)).toMatchObject({
    handle: 'noor',
    displayName: 'Noor',
    email: 'noor@example.test',
    timeZone: 'Asia/Tokyo',
  })
  const from = { address: '203.0.113.7', device: null }
  expect(await signIn(visitor, { email: 'noor@example.test', password }, from)).toEqual({ kind: 'signed_in', member: joined.member })
})

test('[ME-01] fifty clicks on one link at once make one member', { timeout: 60_000 }, async () => {
  await signUp(visitor, joining('noor@example.test'))
  const token = await lastToken()
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => confirmSignUp(visitor, { token, password: null, timeZone: 'UTC' })))
  expect(outcomes.filter(({ kind }) => kind === 'joined')).toHaveLength(1)
  expect(outcomes.filter(({ kind }) => kind === 'link_gone')).toHaveLength(49)
  expect(await members()).toBe(1)
})

test('[ME-01] two links for one address make one member', async () => {
  await signUp(visitor, joining('noor@example.test'))
  const first = await lastToken()
  await signUp(visitor, joining('noor@example.test'))
  const second = await lastToken()
  expect(await confirmSignUp(visitor, { token: second, password: null, timeZone: 'UTC' })).toMatchObject({ kind: 'joined' })
  expect(await confirmSignUp(visitor, { token: first, password: null, timeZone: 'UTC' })).toMatchObject({ kind: 'email_taken' })
  expect(await members()).toBe(1)
})

test('[PV-08] a taken address is answered like a new one: same outcome, one mail, same work', async () => {
  await addPerson('ada')
  const answers: [string, number, number][] = []
  for (const email of ['ada@example.test', 'nobody@example.test']) {
    const before = { hashes: hashesComputed(), mails: (await mails()).length }
    const outcome = await signUp(visitor, joining(email))
    answers.push([outcome.kind, hashesComputed() - before.hashes, (await mails()).length - before.mails])
  }
  expect(answers).toEqual([
    ['sent', 1, 1],
    ['sent', 1, 1],
  ])
  expect((await mails()).map(({ template, to }) => [template, to])).toEqual([
    ['already-member', 'ada@example.test'],
    ['confirm-address', 'nobody@example.test'],
  ])
})

test('[PV-08] another browser than the one that signed up needs the password, and cannot try for long', { timeout: 60_000 }, async () => {
  await signUp(visitor, joining('victim@example.test', { password: 'the attacker knows this' }))
  const token = await lastToken()
  const attempt = (word: string) => confirmSignUp(visitor, { token, password: word, timeZone: 'UTC' })
  for (let round = 0; round < 10; round += 1) expect(await attempt(`a wrong password ${round}`)).toMatchObject({ kind: 'wrong' })
  expect(await attempt('the attacker knows this')).toMatchObject({ kind: 'wrong' })
  expect(await members()).toBe(0)
})

test('[PV-08] a mailbox gets five mails an hour at most, whoever asks', { timeout: 60_000 }, async () => {
  const kinds: string[] = []
  for (let round = 0; round < 7; round += 1) kinds.push((await signUp(visitor, joining('ada@example.test', { address: `203.0.113.${round}` }))).kind)
  expect(kinds).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'too_many', 'too_many'])
  expect(await mails()).toHaveLength(5)
})
