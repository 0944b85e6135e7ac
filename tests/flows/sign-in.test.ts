import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { hashesComputed } from '#app/domain/access/passwords.server.ts'
import { saveConnection } from '#app/flows/save-connection.server.ts'
import { type From, signIn } from '#app/flows/sign-in.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, password, visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const here: From = { address: '203.0.113.7', device: null }
const attempt = (email: string, word: string, from: From = here) => signIn(visitor, { email, password: word }, from)

test('[ME-01] the right password signs in, in the right program', async () => {
  const id = await addPerson('ada')
  await openHub({ id: 2, slug: 'other' })
  expect(await attempt('ada@example.test', password)).toEqual({ kind: 'signed_in', member: id })
  expect(await signIn({ program: 2, by: null }, { email: 'ada@example.test', password }, here)).toMatchObject({ kind: 'wrong' })
})

test('[PV-08] an unknown address and a wrong password cost the same and are answered the same', async () => {
  await addPerson('ada')
  await attempt('ada@example.test', 'warm up the hash of nobody')
  const answers = []
  for (const email of ['ada@example.test', 'nobody@example.test']) {
    const before = hashesComputed()
    answers.push([await attempt(email, 'not the password'), hashesComputed() - before])
  }
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]).toEqual([{ kind: 'wrong', message: 'The address or the password is not right.' }, 1])
})

test('[PV-08] an attacker cannot lock a victim out of a browser that signed in before', { timeout: 60_000 }, async () => {
  const id = await addPerson('ada')
  const kinds = new Set<string>()
  for (let round = 0; round < 14; round += 1)
    kinds.add((await attempt('ada@example.test', `guess ${round}`, { address: `198.51.100.${round}`, device: null })).kind)
  expect([...kinds]).toEqual(['wrong', 'too_many'])
  // From a new browser even the right password waits; from a known one it does not.
  expect(await attempt('ada@example.test', password)).toMatchObject({ kind: 'too_many' })
  expect(await attempt('ada@example.test', password, { ...here, device: 'ada’s laptop' })).toEqual({ kind: 'signed_in', member: id })
})

test('[PV-08] a stolen known browser has ten tries of its own', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  const from = { address: '198.51.100.1', device: 'stolen' }
  for (let round = 0; round < 10; round += 1) await attempt('ada@example.test', `guess ${round}`, from)
  expect(await attempt('ada@example.test', password, from)).toMatchObject({ kind: 'too_many' })
  expect(await attempt('ada@example.test', password, { ...from, device: 'another' })).toMatchObject({ kind: 'signed_in' })
})

test('[PV-08] one client address has twenty failures for all accounts together, and unknown accounts count alike', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  const kinds: string[] = []
  for (let round = 0; round < 21; round += 1) kinds.push((await attempt(`person${round}@example.test`, 'guess guess')).kind)
  expect(kinds.filter((kind) => kind === 'too_many')).toHaveLength(1)
  expect(await attempt('ada@example.test', password)).toMatchObject({ kind: 'too_many' })
  expect(await attempt('ada@example.test', password, { address: '192.0.2.1', device: null })).toMatchObject({ kind: 'signed_in' })
})

test('[ME-01] signing in rightly never runs into a limit', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  for (let round = 0; round < 30; round += 1) expect(await attempt('ada@example.test', password)).toMatchObject({ kind: 'signed_in' })
})

test('[ME-01][PV-08] the sealed secret of a way in stays with the address it was entered for: another one asks for it anew', async () => {
  const by = { program: 1, by: await addPerson('olga', ['owner']) }
  const save = (site: string, secret: string, title = 'Example Corp') =>
    saveConnection({ kind: 'oidc', title, site, clientId: 'laurel', idClaim: 'sub', secret }, 'example', by)
  const kept = () => sqlAlone('SELECT site, title, hint FROM sign_in_provider')
  const site = 'https://login.example/realms/main'
  expect(await save(site, 'a-secret-1111')).toMatchObject({ kind: 'saved' })
  expect(await save(site, '', 'Example')).toMatchObject({ kind: 'saved' })
  for (const elsewhere of ['https://evil.example/realms/main', 'https://login.example/realms/other', 'http://login.example/realms/main']) {
    expect(await save(elsewhere, '', 'Moved')).toEqual({ kind: 'secret_again', message: expect.stringContaining('Enter the secret again') as string })
    expect(await kept()).toEqual([{ site, title: 'Example', hint: '1111' }])
  }
  expect(await save('https://login.example/realms/other', 'a-secret-2222')).toMatchObject({ kind: 'saved' })
  expect(await kept()).toEqual([{ site: 'https://login.example/realms/other', title: 'Example Corp', hint: '2222' }])
})
