import { beforeEach, expect, test } from 'vitest'
import { anyone } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { action as privacy, loader as privacyPage } from '#app/routes/hub/settings-privacy.tsx'
import { action as profile, loader as profilePage } from '#app/routes/hub/settings.tsx'
import { action as confirm, loader as confirmPage } from '#app/routes/sign-in/confirm.tsx'
import { loader as sentPage } from '#app/routes/sign-in/sign-up-sent.tsx'
import { action as signIn } from '#app/routes/sign-in/sign-in.tsx'
import { action as signUp } from '#app/routes/sign-in/sign-up.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, Browser, lastToken, password, visit } from '#tests/support/people.ts'

process.env.DEMO = '1'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const form = { displayName: 'Noor', email: 'Noor@Example.test ', password }
const who = async (browser: Browser) => (await anyone(browser.request('/'))).member

test('[ME-01] a stranger of the demo signs up, opens the kept mail’s link in the same browser, and is in', async () => {
  const browser = new Browser()
  expect(await visit(browser, signUp, '/sign-up', form)).toMatchObject({ status: 303, to: '/sign-up/sent' })
  const { body } = await visit(browser, sentPage, '/sign-up/sent')
  const { path, email } = body as { path: string; email: string }
  expect([email, path]).toEqual(['noor@example.test', expect.stringMatching(/^\/sign-up\/confirm\?token=/)])
  expect(await visit(browser, confirmPage, path)).toMatchObject({ body: { kind: 'open', name: 'Noor', here: true } })
  const token = await lastToken()
  expect(await visit(browser, confirm, '/sign-up/confirm', { token, timeZone: 'Europe/Paris' })).toMatchObject({ status: 303, to: '/' })
  expect(await who(browser)).toMatchObject({ handle: 'noor', timeZone: 'Europe/Paris', roles: [] })
  expect(await visit(new Browser(), confirmPage, path)).toMatchObject({ status: 410, body: { kind: 'gone' } })
})

test('[PV-08] the note with the link is for the browser that signed up alone', async () => {
  const browser = new Browser()
  await visit(browser, signUp, '/sign-up', form)
  expect(await visit(new Browser(), sentPage, '/sign-up/sent')).toMatchObject({ status: 303, to: '/sign-up' })
  const forger = new Browser()
  forger.cookies.set('__Host-laurel-joining', Buffer.from(JSON.stringify({ message: 1 })).toString('base64url'))
  expect(await visit(forger, sentPage, '/sign-up/sent')).toMatchObject({ status: 303 })
  const elsewhere = new Browser()
  const token = await lastToken()
  expect(await visit(elsewhere, confirmPage, `/sign-up/confirm?token=${token}`)).toMatchObject({ body: { here: false } })
  expect(await visit(elsewhere, confirm, '/sign-up/confirm', { token })).toMatchObject({ status: 400 })
  expect(await visit(elsewhere, confirm, '/sign-up/confirm', { token, password })).toMatchObject({ status: 303, to: '/' })
})

test('[PV-08] a taken address gets the same answer, cookie for cookie', async () => {
  await addPerson('ada')
  const answers = []
  for (const email of ['ada@example.test', 'nemo@example.test']) {
    const browser = new Browser()
    const answer = await visit(browser, signUp, '/sign-up', { ...form, email })
    answers.push({ ...answer, cookies: browser.set.map((line) => line.replace(/=[\w-]+/, '=…')) })
  }
  expect(answers[0]).toEqual(answers[1])
})

test('[ME-01] a form with faults comes back filled, with a sentence at each field and without the password', async () => {
  const { status, body } = await visit(new Browser(), signUp, '/sign-up', { displayName: ' ', email: 'noor', password: 'tiny pw' })
  expect(status).toBe(400)
  expect(body).toMatchObject({
    initialValue: { email: 'noor' },
    error: { displayName: ['Enter the name that others will see.'], email: ['Enter an e-mail address like name@example.org.'] },
  })
  expect(JSON.stringify(body)).not.toContain('tiny pw')
})

test('[PV-08] links in mails lead to the public address, whatever the Host header says', async () => {
  const poisoned = new Request('http://evil.example/sign-up', { headers: { host: 'evil.example', 'x-laurel-origin': 'http://evil.example' } })
  expect(await linkOrigin(poisoned)).toBe('http://localhost:3000')
  await sqlAlone(`INSERT INTO program_host (host, program_id) VALUES ('hub.example', 1)`)
  const own = new Request('http://hub.example/', { headers: { host: 'hub.example', 'x-laurel-origin': 'https://hub.example' } })
  expect(await linkOrigin(own)).toBe('https://hub.example')
})

test('settings keep name, zone and what the profile shows', async () => {
  await addPerson('ada')
  const browser = new Browser()
  await visit(browser, signIn, '/sign-in', { email: 'ada@example.test', password })
  const start = { displayName: 'Ada L', handle: 'ada-l', bio: '', timeZone: 'Europe/London', theme: 'dark' }
  expect(await visit(browser, profile, '/settings', start)).toMatchObject({ status: 303, to: '/settings?saved' })
  expect(await visit(browser, profilePage, '/settings?saved')).toMatchObject({ body: { start, saved: true } })
  expect(await visit(browser, profile, '/settings', { ...start, timeZone: 'Mars/Olympus' })).toMatchObject({
    status: 400,
    body: { error: { timeZone: [expect.any(String)] } },
  })
  expect(await visit(browser, privacy, '/settings/privacy', { profile: 'members', shown: 'level' })).toMatchObject({ status: 303 })
  expect(await visit(browser, privacyPage, '/settings/privacy')).toMatchObject({
    body: {
      profile: 'members',
      onBoards: false,
      items: [
        { key: 'level', shown: true },
        { key: 'grid', shown: false },
      ],
    },
  })
  expect(await visit(browser, privacy, '/settings/privacy', { profile: 'friends' })).toMatchObject({ status: 400 })
})

test('a form sent after the session ended comes back filled after signing in, without passwords', async () => {
  await addPerson('ada')
  const browser = new Browser()
  const words = { displayName: 'Ada L', handle: 'ada', bio: 'Words to keep.', timeZone: 'Europe/London', theme: 'dark' }
  expect(await visit(browser, profile, '/settings', { ...words, password: 'not kept' })).toMatchObject({
    status: 401,
    body: expect.stringContaining('comes back filled'),
  })
  expect(await visit(browser, signIn, '/sign-in', { email: 'ada@example.test', password, to: '/settings' })).toMatchObject({
    status: 303,
    to: '/settings',
  })
  const { body } = await visit(browser, profilePage, '/settings')
  expect(body).toMatchObject({ start: words, draft: true })
  expect(JSON.stringify(body)).not.toContain('not kept')
  const long = await visit(new Browser(), profile, '/settings', { ...words, bio: 'x'.repeat(4_000) })
  expect(long).toMatchObject({ status: 401, body: expect.stringContaining('send it again') })
})
