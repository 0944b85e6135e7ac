import { beforeEach, expect, test } from 'vitest'
import { anyone, requireMember, requireStaff } from '#app/auth/guests.server.ts'
import { knownDevice } from '#app/auth/sealed-cookies.server.ts'
import { closeSession, openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { changeRoles } from '#app/flows/change-roles.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { action as settingsSessions, loader as settingsSessionsPage } from '#app/routes/hub/settings-sessions.tsx'
import { action as reset } from '#app/routes/sign-in/reset.tsx'
import { action as forgot } from '#app/routes/sign-in/forgot.tsx'
import { action as signIn, loader as signInPage } from '#app/routes/sign-in/sign-in.tsx'
import { action as signOut } from '#app/routes/sign-in/sign-out.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, Browser, lastToken, password, visit, visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const credentials = { email: 'ada@example.test', password }
const who = async (browser: Browser): Promise<number | null> => (await anyone(browser.request('/'))).member?.id ?? null
const thrown = async (work: Promise<unknown>): Promise<Response> => {
  const answer = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(answer instanceof Response)) throw new Error('It was let in.')
  return answer
}

test('[PV-08] the session cookie is __Host-, HttpOnly, Secure and Lax on https and localhost, and has a plain name elsewhere', async () => {
  await addPerson('ada')
  const flags = async (browser: Browser) => {
    expect(await visit(browser, signIn, '/sign-in', credentials)).toMatchObject({ status: 303, to: '/' })
    return browser.set.find((line) => /^(__Host-)?laurel=/.test(line))?.replace(/=[a-z0-9]+/, '=ID')
  }
  expect(await flags(new Browser())).toBe('__Host-laurel=ID; HttpOnly; Max-Age=34560000; Path=/; SameSite=Lax; Secure')
  const safari = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15'
  expect(await flags(new Browser('http://localhost:3000', '203.0.113.7', safari))).toBe('laurel=ID; HttpOnly; Max-Age=34560000; Path=/; SameSite=Lax')
  const session = await sqlAlone<{ idHash: string }>('SELECT id_hash AS "idHash" FROM session')
  expect(session.every(({ idHash }) => /^[0-9a-f]{64}$/.test(idHash))).toBe(true)
})

test('[PV-08] signing in changes the session id, and the former session is gone', async () => {
  const ada = await addPerson('ada')
  const browser = new Browser()
  await visit(browser, signIn, '/sign-in', credentials)
  const first = browser.cookies.get('__Host-laurel') ?? ''
  expect(await visit(browser, signInPage, '/sign-in?to=/activity')).toMatchObject({ status: 303, to: '/activity' })
  await visit(browser, signIn, '/sign-in', { ...credentials, to: '/activity' })
  expect(browser.cookies.get('__Host-laurel')).not.toBe(first)
  expect(await sqlAlone('SELECT 1 FROM session WHERE id_hash = $1', [sha256(first)])).toEqual([])
  expect(await who(browser)).toBe(ada)
})

test('[PV-08] a session planted by somebody else, a strange cookie or one of another program opens nothing', async () => {
  const ada = await addPerson('ada')
  await openHub({ id: 2, slug: 'other' })
  await sqlAlone(`INSERT INTO program_host (host, program_id) VALUES ('other.localhost', 2)`)
  const browser = new Browser()
  await visit(browser, signIn, '/sign-in', credentials)
  const other = new Browser('http://other.localhost:3000')
  for (const [name, value] of browser.cookies) other.cookies.set(name, value)
  expect([await who(browser), await who(other)]).toEqual([ada, null])
  const planted = new Browser()
  for (const value of ['planted', '%E0%A4%A', '', sha256('planted')]) {
    planted.cookies.set('__Host-laurel', value)
    expect(await who(planted)).toBeNull()
  }
  expect(knownDevice(browser.request('/'), 1, 'ada@example.test')).not.toBeNull()
  expect(knownDevice(browser.request('/'), 1, 'bob@example.test')).toBeNull()
  expect(knownDevice(browser.request('/'), 2, 'ada@example.test')).toBeNull()
})

test('[PV-08] a session ends after thirty days without use and is extended by use', async () => {
  const ada = await addPerson('ada')
  const browser = new Browser()
  browser.take(new Response(null, { headers: { 'set-cookie': await openSession(browser.request('/'), 1, ada) } }))
  await sqlAlone(`UPDATE session SET expires_at = now() + interval '10 days', seen_at = now() - interval '2 hours'`)
  expect((await anyone(browser.request('/'))).member?.lastSeenAt).toBeInstanceOf(Date)
  expect(
    await sqlAlone(`SELECT expires_at > now() + interval '29 days' AS longer, seen_at > now() - interval '1 minute' AS seen FROM session`),
  ).toEqual([{ longer: true, seen: true }])
  await sqlAlone(`UPDATE session SET expires_at = now() - interval '1 second'`)
  expect(await who(browser)).toBeNull()
  expect(await sqlAlone('SELECT 1 FROM session')).toEqual([])
})

test('[PV-08] sessions end everywhere when the password or a role changes, and this browser gets a fresh one for its own change', async () => {
  const ada = await addPerson('ada')
  const [laptop, phone] = [new Browser(), new Browser()]
  const both = async () => [await who(laptop), await who(phone)]
  for (const browser of [laptop, phone]) await visit(browser, signIn, '/sign-in', credentials)
  expect(await both()).toEqual([ada, ada])
  const changed = await visit(laptop, settingsSessions, '/settings/sessions', { current: password, next: 'quite another sentence' })
  expect(changed).toMatchObject({ status: 303, to: '/settings/sessions?done=password' })
  expect(await both()).toEqual([ada, null])
  await visit(phone, signIn, '/sign-in', { email: 'ada@example.test', password: 'quite another sentence' })
  expect(await both()).toEqual([ada, ada])
  await changeRoles(visitor, { member: ada, roles: ['analyst'] })
  expect(await both()).toEqual([null, null])
  await visit(phone, signIn, '/sign-in', { email: 'ada@example.test', password: 'quite another sentence' })
  await visit(new Browser(), forgot, '/forgot', { email: 'ada@example.test' })
  const done = await visit(laptop, reset, '/reset', { token: await lastToken(), password: 'and then a third one' })
  expect(done).toMatchObject({ status: 303, to: '/sign-in?note=password_changed' })
  expect(await both()).toEqual([null, null])
})

test('the page of sessions marks this browser and ends the others', async () => {
  const ada = await addPerson('ada')
  const [laptop, phone] = [new Browser(), new Browser('http://localhost:3000', '203.0.113.8', 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile')]
  for (const browser of [laptop, phone]) await visit(browser, signIn, '/sign-in', credentials)
  const { body } = await visit(laptop, settingsSessionsPage, '/settings/sessions')
  const listed = (body as { sessions: { browser: string; own: boolean }[] }).sessions
  expect(listed.map(({ browser, own }) => [browser, own])).toEqual(
    expect.arrayContaining([
      ['Firefox on Linux', true],
      ['Chrome on Android', false],
    ]),
  )
  await visit(laptop, settingsSessions, '/settings/sessions', { end: 'others' })
  expect([await who(laptop), await who(phone)]).toEqual([ada, null])
  expect(await visit(laptop, signOut, '/sign-out', {})).toMatchObject({ status: 303, to: '/' })
  expect(await who(laptop)).toBeNull()
  expect(await closeSession(laptop.request('/'), 1)).toContain('Max-Age=0')
})

test('[PV-08] visitors are led to sign in and come back, a form without a session is not done, and a role is needed where it says so', async () => {
  await addPerson('ada')
  const nobody = new Browser()
  const led = await thrown(requireMember(nobody.request('/activity?page=2')))
  expect([led.status, led.headers.get('location')]).toEqual([303, '/sign-in?to=%2Factivity%3Fpage%3D2'])
  const kept = await thrown(requireMember(nobody.request('/settings', { displayName: 'Ada' })))
  expect([kept.status, await kept.text()]).toEqual([401, expect.stringContaining('Sign in, and send it again')])
  const ada = new Browser()
  await visit(ada, signIn, '/sign-in', credentials)
  const refused = await thrown(requireStaff(ada.request('/manage/rules'), 'see_rules'))
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('no role')])
  expect((await requireMember(ada.request('/activity'))).member.handle).toBe('ada')
})

test('[PV-08] a wrong password and an unknown address get one answer, and no password comes back', async () => {
  await addPerson('ada')
  const answers = []
  for (const email of ['ada@example.test', 'nobody@example.test']) {
    const { status, body } = await visit(new Browser(), signIn, '/sign-in', { email, password: 'not the password' })
    answers.push([status, JSON.stringify(body).replace(email, 'EMAIL')])
  }
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.[0]).toBe(400)
  expect(answers[0]?.[1]).not.toContain('not the password')
})
