import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { anyone } from '#app/auth/guests.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { issueCode } from '#app/flows/issue-code.server.ts'
import { linkByCode } from '#app/flows/link-by-code.server.ts'
import { action as accounts, loader as accountsPage } from '#app/routes/hub/settings-accounts.tsx'
import { action as leave } from '#app/routes/sign-in/leave.ts'
import { saveConnection } from '#app/flows/save-connection.server.ts'
import { loader as askedByForum } from '#app/routes/sign-in/connect-discourse.ts'
import { loader as callback } from '#app/routes/sign-in/return.ts'
import { action as setUp, loader as setUpPage } from '#app/routes/manage/sign-in.tsx'
import { action as signIn } from '#app/routes/sign-in/sign-in.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { startGithub } from '#tests/support/emulate-github.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, Browser, password, visit, visitor } from '#tests/support/people.ts'
import { type Person, startDiscordSignIn, startOidc } from '#tests/support/sign-in-peers.ts'

const [company, discordPeer] = [await startOidc(), await startDiscordSignIn()]
const github = await startGithub(['http://localhost:3000/auth/github/callback'])
Object.assign(process.env, {
  GITHUB_CLIENT_ID: github.clientId,
  GITHUB_CLIENT_SECRET: github.clientSecret,
  GITHUB_URL: github.url,
  GITHUB_API_URL: github.url,
  ...{ DISCORD_URL: discordPeer.url, DISCORD_CLIENT_ID: discordPeer.client.id, DISCORD_CLIENT_SECRET: discordPeer.client.secret },
  OUTBOUND_PRIVATE: '1',
})
afterAll(() => Promise.all([github.close(), company.close(), discordPeer.close()]))

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

const at = { provider: 'github' }

async function travel(browser: Browser, login: string, form: Record<string, string> = { purpose: 'sign_in' }) {
  const left = await visit(browser, leave, '/auth/github', form, at)
  expect(left.status).toBe(303)
  return visit(browser, callback, await pressButton(left.to ?? '', login), undefined, at)
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
  expect(await travel(hers, 'yuki-tan', { purpose: 'link' })).toMatchObject({ status: 303, to: '/settings/accounts?linked=1&by=github' })
  expect(await visit(hers, accountsPage, '/settings/accounts?linked=1&by=github')).toMatchObject({ body: { linked: 'GitHub', waited: 1 } })
  expect(await travel(his, 'yuki-tan', { purpose: 'link' })).toMatchObject({ to: '/settings/accounts?note=taken&by=github' })
  expect(await travel(new Browser(), 'yuki-tan')).toMatchObject({ to: '/' })
  expect(await memberCount()).toBe(2)
  expect((await who(hers))?.id).toBe(ada)
  expect(await visit(hers, accounts, '/settings/accounts', { do: 'unlink', source: String(source?.id) })).toMatchObject({
    to: '/settings/accounts?unlinked',
  })
  expect(await travel(his, 'yuki-tan', { purpose: 'link' })).toMatchObject({ to: '/settings/accounts?linked=0&by=github' })
})

test('[PV-08] who talks a member into linking their account cannot sign in as that member', { timeout: 60_000 }, async () => {
  const ada = await addPerson('ada')
  const theirs = { sourceId: (await sourceBySlug(1, 'github'))?.id ?? 0, foreignId: await github.idOf('tomasz-w'), handle: 'tomasz-w' }
  await linkByCode(1, theirs, (await issueCode({ program: 1, by: ada }, ada)).code)
  const attacker = new Browser()
  expect(await travel(attacker, 'tomasz-w')).toMatchObject({ to: '/sign-in?note=no_key&by=github' })
  expect([await who(attacker), await memberCount()]).toEqual([null, 1])
})

test('[PV-08] an address of a member joins no accounts', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  await sqlAlone(`UPDATE member SET email = 'amara-diallo@mail.example'`)
  const browser = new Browser()
  expect(await travel(browser, 'amara-diallo')).toMatchObject({ to: '/sign-in?note=email_taken&by=github' })
  expect([await who(browser), await memberCount()]).toEqual([null, 1])
})

test('[PV-08] the way back needs the state of the same browser, once, for the same member', { timeout: 60_000 }, async () => {
  await addPerson('ada')
  await addPerson('bob')
  const [attacker, victim] = [new Browser(), new Browser()]
  await visit(victim, signIn, '/sign-in', { email: 'ada@example.test', password })
  // An attacker makes the victim open the attacker's own way back.
  const left = await visit(attacker, leave, '/auth/github', { purpose: 'sign_in' }, at)
  const back = await pressButton(left.to ?? '', 'tomasz-w')
  expect(await visit(victim, callback, back, undefined, at)).toMatchObject({ to: '/sign-in?note=stale&by=github' })
  expect((await who(victim))?.handle).toBe('ada')
  expect(await visit(attacker, callback, back.replace(/state=[^&]+/, 'state=guessed'), undefined, at)).toMatchObject({
    to: '/sign-in?note=stale&by=github',
  })
  expect(await visit(attacker, callback, back, undefined, at)).toMatchObject({ to: '/sign-in?note=stale&by=github' })
  // Somebody else signs in while the first is away to link.
  const away = await visit(victim, leave, '/auth/github', { purpose: 'link' }, at)
  await visit(victim, signIn, '/sign-in', { email: 'bob@example.test', password })
  expect(await visit(victim, callback, await pressButton(away.to ?? '', 'tomasz-w'), undefined, at)).toMatchObject({
    to: '/settings/accounts?note=stale&by=github',
  })
  expect(await sqlAlone('SELECT 1 FROM identity')).toEqual([])
})

test('[ME-01] turning back at GitHub, and GitHub failing, each get a sentence', { timeout: 60_000 }, async () => {
  const browser = new Browser()
  const state = async () =>
    new URL((await visit(browser, leave, '/auth/github', { purpose: 'sign_in' }, at)).to ?? '').searchParams.get('state') ?? ''
  expect(await visit(browser, callback, `/auth/github/callback?error=access_denied&state=${await state()}`, undefined, at)).toMatchObject({
    to: '/sign-in?note=declined&by=github',
  })
  expect(await visit(browser, callback, `/auth/github/callback?code=wrong&state=${await state()}`, undefined, at)).toMatchObject({
    to: '/sign-in?note=unreachable&by=github',
  })
  expect(await visit(browser, leave, '/auth/github', { purpose: 'link' }, at)).toMatchObject({
    status: 303,
    to: '/sign-in?to=%2Fsettings%2Faccounts',
  })
  const address = new URL((await visit(browser, leave, '/auth/github', { purpose: 'sign_in' }, at)).to ?? '')
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    scope: 'read:user user:email',
    response_type: 'code',
  })
})

/** Sets up the company's provider on the owner's page, and answers its name in addresses. */
async function setUpCompany(): Promise<string> {
  await addPerson('olga', ['owner'])
  const owner = new Browser()
  await visit(owner, signIn, '/sign-in', { email: 'olga@example.test', password })
  const form = { do: 'save', kind: 'oidc', title: 'Example Corp', site: company.issuer, clientId: company.client.id, secret: company.client.secret }
  expect(await visit(owner, setUp, '/manage/sign-in', form)).toMatchObject({ status: 303, to: '/manage/sign-in?told=saved' })
  const page = await visit(owner, setUpPage, '/manage/sign-in')
  expect(JSON.stringify(page.body)).not.toContain(company.client.secret)
  return 'example-corp'
}

async function byCompany(browser: Browser, person: Person, form: Record<string, string> = { purpose: 'sign_in' }) {
  const to = { provider: 'example-corp' }
  const left = await visit(browser, leave, '/auth/example-corp', form, to)
  return visit(browser, callback, company.press(left.to ?? '', person), undefined, to)
}

test('[ME-01] a company’s own sign-in, set up on a page, makes one record however often somebody comes', { timeout: 60_000 }, async () => {
  await setUpCompany()
  const kim = { sub: 'u-1001', preferred_username: 'kim.larsen', name: 'Kim Larsen', email: 'Kim@corp.example', email_verified: true }
  const [first, second] = [new Browser(), new Browser()]
  expect(await byCompany(first, kim)).toMatchObject({ status: 303, to: '/' })
  expect(await who(first)).toMatchObject({ handle: 'kim-larsen', displayName: 'Kim Larsen', email: 'kim@corp.example' })
  // Renamed, with another address: the subject is who they are. The provider has changed its keys in between.
  await company.rotate()
  expect(
    await byCompany(second, { ...kim, preferred_username: 'kim', email: 'kim@new.example' }, { purpose: 'sign_in', to: '/board' }),
  ).toMatchObject({
    to: '/board',
  })
  expect((await who(second))?.id).toBe((await who(first))?.id)
  expect(await memberCount()).toBe(2)
  expect(await sqlAlone(`SELECT sealed FROM sign_in_provider WHERE position($1::bytea IN sealed) > 0`, [Buffer.from(company.client.secret)])).toEqual(
    [],
  )
  expect(await sqlAlone(`SELECT proof FROM identity WHERE foreign_id = 'u-1001'`)).toEqual([{ proof: 'oidc' }])
})

test('[PV-08][ME-01] an address that the provider did not verify is nobody’s, and one of a member lets nobody in', { timeout: 60_000 }, async () => {
  await setUpCompany()
  const claims = { sub: 'u-9', preferred_username: 'mallory', email: 'olga@example.test' }
  const [unverified, verified] = [new Browser(), new Browser()]
  expect(await byCompany(unverified, { ...claims, email_verified: false })).toMatchObject({ to: '/' })
  expect(await who(unverified)).toMatchObject({ handle: 'mallory', email: null })
  expect(await byCompany(verified, { ...claims, sub: 'u-10', email_verified: true })).toMatchObject({
    to: '/sign-in?note=email_taken&by=example-corp',
  })
  expect(await who(verified)).toBeNull()
})

test('[PV-08][ME-01] an id token with a wrong signature, issuer, audience, nonce or date lets nobody in', { timeout: 60_000 }, async () => {
  await setUpCompany()
  const soon = Math.floor(Date.now() / 1000)
  const wrong = [
    { unsigned: true },
    { otherKey: true },
    { claims: { iss: 'https://other.example' } },
    { claims: { aud: 'another-client' } },
    { claims: { aud: [company.client.id, 'another-client'], azp: 'another-client' } },
    { claims: { nonce: 'guessed' } },
    { claims: { exp: soon - 120 } },
  ]
  for (const fault of wrong) {
    company.fail(fault)
    const browser = new Browser()
    expect([fault, await byCompany(browser, { sub: 'u-1' })]).toMatchObject([fault, { to: '/sign-in?note=unreachable&by=example-corp' }])
    expect(await who(browser)).toBeNull()
  }
  company.fail({})
  expect(await memberCount()).toBe(1)
})

test('[ME-01][ME-02] Discord opens the hub and links, by the number that the gateway knows', { timeout: 60_000 }, async () => {
  const nadia = { sub: '175928847299117063', username: 'nadia_r', global_name: 'Nadia', email: 'nadia@mail.example', verified: true }
  const to = { provider: 'discord' }
  const [first, second] = [new Browser(), new Browser()]
  for (const browser of [first, second]) {
    const left = await visit(browser, leave, '/auth/discord', { purpose: 'sign_in' }, to)
    expect(await visit(browser, callback, discordPeer.press(left.to ?? '', nadia), undefined, to)).toMatchObject({ to: '/' })
  }
  expect((await who(second))?.id).toBe((await who(first))?.id)
  expect(await who(first)).toMatchObject({ displayName: 'Nadia', email: 'nadia@mail.example' })
  const rows = await sqlAlone(
    `SELECT s.adapter, i.foreign_id AS id FROM identity i JOIN source s ON s.program_id = 1 AND s.id = i.source_id ORDER BY id`,
  )
  expect(rows[0]).toEqual({ adapter: 'discord', id: nadia.sub })
})

const forumSecret = 'd836444a9e4084d5b224a60c208dce14'
const signed = (said: Record<string, string>, secret = forumSecret, breakLine = '') => {
  const sso = Buffer.from(new URLSearchParams(said).toString()).toString('base64') + breakLine
  return new URLSearchParams({ sso, sig: createHmac('sha256', secret).update(sso).digest('hex') })
}

test('[ME-01][ME-02] a forum says who somebody is: its signature and our nonce must both fit', { timeout: 60_000 }, async () => {
  await saveConnection({ kind: 'discourse', title: 'Forum', site: 'https://forum.example', secret: forumSecret }, null, visitor)
  const ada = await addPerson('ada')
  const browser = new Browser()
  await visit(browser, signIn, '/sign-in', { email: 'ada@example.test', password })
  const to = { provider: 'discourse' }
  const away = async () => {
    const left = new URL((await visit(browser, leave, '/auth/discourse', { purpose: 'link' }, to)).to ?? '')
    expect(left.origin + left.pathname).toBe('https://forum.example/session/sso_provider')
    return new URLSearchParams(Buffer.from(left.searchParams.get('sso') ?? '', 'base64').toString())
  }
  const asked = await away()
  const said = { nonce: asked.get('nonce') ?? '', external_id: '1077', username: 'ines-duarte', email: 'ines@mail.example' }
  const back = (query: URLSearchParams) => visit(browser, callback, `/auth/discourse/callback?${query}`, undefined, to)
  expect(await back(signed(said, 'another-secret'))).toMatchObject({ to: '/sign-in?note=stale&by=discourse' })
  await away()
  expect(await back(signed(said))).toMatchObject({ to: '/sign-in?note=stale&by=discourse' })
  const fresh = { ...said, nonce: (await away()).get('nonce') ?? '' }
  // The documented vector ends in a line break, which is signed too.
  expect(await back(signed(fresh, forumSecret, '\n'))).toMatchObject({ to: '/settings/accounts?linked=0&by=discourse' })
  expect(await sqlAlone(`SELECT member_id AS id, handle, proof FROM identity WHERE foreign_id = '1077'`)).toEqual([
    { id: ada, handle: 'ines-duarte', proof: 'discourse' },
  ])
})

test('[ME-01] a forum signs its people in with the hub: only a signed question of that forum is answered, with a verified address', async () => {
  await saveConnection({ kind: 'for_discourse', title: 'Forum', site: 'https://forum.example', secret: forumSecret }, null, visitor)
  const ada = await addPerson('ada')
  const browser = new Browser()
  const question = { nonce: 'cb68251eefb5211e58c00ff1395f0c0b', return_sso_url: 'https://forum.example/session/sso_login' }
  const ask = (query: URLSearchParams) => visit(browser, askedByForum, `/connect/discourse?${query}`)
  expect((await ask(signed(question))).to).toMatch(/^\/sign-in\?to=%2Fconnect%2Fdiscourse/)
  await visit(browser, signIn, '/sign-in', { email: 'ada@example.test', password })
  expect(await ask(signed(question, 'another-secret'))).toMatchObject({ status: 400 })
  expect(await ask(signed({ ...question, return_sso_url: 'https://evil.example/session/sso_login' }))).toMatchObject({ status: 400 })
  const answer = new URL((await ask(signed(question))).to ?? '')
  expect(answer.origin + answer.pathname).toBe('https://forum.example/session/sso_login')
  const [sso, sig] = [answer.searchParams.get('sso') ?? '', answer.searchParams.get('sig')]
  expect(sig).toBe(createHmac('sha256', forumSecret).update(sso).digest('hex'))
  expect(Object.fromEntries(new URLSearchParams(Buffer.from(sso, 'base64').toString()))).toEqual({
    ...{ nonce: question.nonce, external_id: `laurel-1-${ada}`, email: 'ada@example.test', username: 'ada', name: 'ada' },
  })
})
