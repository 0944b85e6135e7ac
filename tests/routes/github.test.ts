import { afterAll, beforeEach, expect, test } from 'vitest'
import { anyone } from '#app/auth/guests.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { action as accounts, loader as accountsPage } from '#app/routes/hub/settings-accounts.tsx'
import { loader as callback } from '#app/routes/sign-in/github-callback.ts'
import { action as leave } from '#app/routes/sign-in/github.ts'
import { action as signIn } from '#app/routes/sign-in/sign-in.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { startGithub } from '#tests/support/emulate-github.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, Browser, password, visit } from '#tests/support/people.ts'

const github = await startGithub(['http://localhost:3000/auth/github/callback'])
Object.assign(process.env, {
  GITHUB_CLIENT_ID: github.clientId,
  GITHUB_CLIENT_SECRET: github.clientSecret,
  GITHUB_URL: github.url,
  GITHUB_API_URL: github.url,
})
afterAll(() => github.close())

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

/** Goes to GitHub's page, presses the button of this person, and answers where GitHub sends the browser. */
async function pressButton(address: string, login: string): Promise<string> {
  const page = await fetch(address)
  expect([page.status, (await page.text()).includes(login)]).toEqual([200, true])
  const asked = new URL(address).searchParams
  const form = new URLSearchParams({ login })
  for (const name of ['redirect_uri', 'scope', 'state', 'client_id']) form.set(name, asked.get(name) ?? '')
  const chosen = await fetch(`${github.url}/login/oauth/callback`, { method: 'POST', redirect: 'manual', body: form })
  const back = new URL(chosen.headers.get('location') ?? '')
  return back.pathname + back.search
}

async function travel(browser: Browser, login: string, form: Record<string, string> = { purpose: 'sign_in' }) {
  const left = await visit(browser, leave, '/auth/github', form)
  expect(left.status).toBe(303)
  return visit(browser, callback, await pressButton(left.to ?? '', login))
}

const who = async (browser: Browser) => (await anyone(browser.request('/'))).member
const memberCount = async () => (await sqlAlone('SELECT id FROM member')).length

test('[ME-01] a visitor signs in with GitHub, and a second sign-in reaches the same member', { timeout: 60_000 }, async () => {
  const [first, second] = [new Browser(), new Browser()]
  expect(await travel(first, 'ines-okafor', { purpose: 'sign_in', timeZone: 'Africa/Lagos' })).toMatchObject({ status: 303, to: '/' })
  const joined = await who(first)
  expect(joined).toMatchObject({ handle: 'ines-okafor', email: 'ines-okafor@mail.example', timeZone: 'Africa/Lagos' })
  expect(await travel(second, 'ines-okafor', { purpose: 'sign_in', to: '/board' })).toMatchObject({ status: 303, to: '/board' })
  expect((await who(second))?.id).toBe(joined?.id)
  expect(await memberCount()).toBe(1)
  const rows = await sqlAlone('SELECT foreign_id AS id, proof FROM identity ORDER BY foreign_id')
  expect(rows).toEqual([
    { id: await github.idOf('ines-okafor'), proof: 'oauth' },
    { id: 'login:ines-okafor', proof: 'oauth' },
  ])
})

test('[ME-02][ME-03] a member links GitHub, is told what waited, and the account of another is refused', { timeout: 60_000 }, async () => {
  const [ada] = [await addPerson('ada'), await addPerson('bob')]
  const source = await sourceBySlug(1, 'github')
  await sqlAlone(`INSERT INTO inbox (program_id, activity_id, state, source_id, actor_id) VALUES (1, 1, 'unclaimed', $1, $2)`, [
    source?.id,
    await github.idOf('yuki-tan'),
  ])
  const [hers, his] = [new Browser(), new Browser()]
  await visit(hers, signIn, '/sign-in', { email: 'ada@example.test', password })
  await visit(his, signIn, '/sign-in', { email: 'bob@example.test', password })
  expect(await travel(hers, 'yuki-tan', { purpose: 'link' })).toMatchObject({ status: 303, to: '/settings/accounts?linked=1' })
  expect(await visit(hers, accountsPage, '/settings/accounts?linked=1')).toMatchObject({ body: { account: { handle: 'yuki-tan' }, waited: 1 } })
  expect(await travel(his, 'yuki-tan', { purpose: 'link' })).toMatchObject({ to: '/settings/accounts?note=taken' })
  expect(await travel(new Browser(), 'yuki-tan')).toMatchObject({ to: '/' })
  expect(await memberCount()).toBe(2)
  expect((await who(hers))?.id).toBe(ada)
  expect(await visit(hers, accounts, '/settings/accounts', {})).toMatchObject({ to: '/settings/accounts?unlinked' })
  expect(await travel(his, 'yuki-tan', { purpose: 'link' })).toMatchObject({ to: '/settings/accounts?linked=0' })
})

test('[PV-08] an address of a member joins no accounts', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  await sqlAlone(`UPDATE member SET email = 'amara-diallo@mail.example'`)
  const browser = new Browser()
  expect(await travel(browser, 'amara-diallo')).toMatchObject({ to: '/sign-in?note=email_taken' })
  expect([await who(browser), await memberCount()]).toEqual([null, 1])
})

test('[PV-08] the way back needs the state of the same browser, once, for the same member', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  await addPerson('bob')
  const [attacker, victim] = [new Browser(), new Browser()]
  await visit(victim, signIn, '/sign-in', { email: 'ada@example.test', password })
  // An attacker makes the victim open the attacker's own way back.
  const left = await visit(attacker, leave, '/auth/github', { purpose: 'sign_in' })
  const back = await pressButton(left.to ?? '', 'tomasz-w')
  expect(await visit(victim, callback, back)).toMatchObject({ to: '/sign-in?note=stale' })
  expect((await who(victim))?.handle).toBe('ada')
  expect(await visit(attacker, callback, back.replace(/state=[^&]+/, 'state=guessed'))).toMatchObject({ to: '/sign-in?note=stale' })
  expect(await visit(attacker, callback, back)).toMatchObject({ to: '/sign-in?note=stale' })
  // Somebody else signs in while the first is away to link.
  const away = await visit(victim, leave, '/auth/github', { purpose: 'link' })
  await visit(victim, signIn, '/sign-in', { email: 'bob@example.test', password })
  expect(await visit(victim, callback, await pressButton(away.to ?? '', 'tomasz-w'))).toMatchObject({ to: '/settings/accounts?note=stale' })
  expect(await sqlAlone('SELECT 1 FROM identity')).toEqual([])
})

test('[ME-01] turning back at GitHub, and GitHub failing, each get a sentence', { timeout: 60_000 }, async () => {
  const browser = new Browser()
  const state = async () => new URL((await visit(browser, leave, '/auth/github', { purpose: 'sign_in' })).to ?? '').searchParams.get('state') ?? ''
  expect(await visit(browser, callback, `/auth/github/callback?error=access_denied&state=${await state()}`)).toMatchObject({
    to: '/sign-in?note=declined',
  })
  expect(await visit(browser, callback, `/auth/github/callback?code=wrong&state=${await state()}`)).toMatchObject({ to: '/sign-in?note=unreachable' })
  expect(await visit(browser, leave, '/auth/github', { purpose: 'link' })).toMatchObject({ status: 303, to: '/sign-in?to=%2Fsettings%2Faccounts' })
  const address = new URL((await visit(browser, leave, '/auth/github', { purpose: 'sign_in' })).to ?? '')
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    scope: 'read:user user:email',
    response_type: 'code',
  })
})
