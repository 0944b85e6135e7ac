import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { finishInbox } from '#app/domain/activities/commands.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { accountsOf, memberByIdentity } from '#app/domain/members/queries.server.ts'
import { memberForStaff, searchMembers } from '#app/domain/members/queries/manage.server.ts'
import { profileToken } from '#app/domain/members/queries/tokens.server.ts'
import { addSource } from '#app/flows/add-source.server.ts'
import { issueCode } from '#app/flows/issue-code.server.ts'
import { type Arrived, joinByIdentity } from '#app/flows/join-by-identity.server.ts'
import { linkByCode } from '#app/flows/link-by-code.server.ts'
import { linkByHub } from '#app/flows/link-by-hub.server.ts'
import { linkByProfile } from '#app/flows/link-by-profile.server.ts'
import { linkIdentity } from '#app/flows/link-identity.server.ts'
import { unlinkIdentity } from '#app/flows/unlink-identity.server.ts'
import { weighWaiting } from '#app/flows/weigh-waiting.server.ts'
import { loader as claimPage } from '#app/routes/hub/claim.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { addPerson, Browser, mails, visit, visitor } from '#tests/support/people.ts'
import { discourse } from '#integrations/discourse/adapter.ts'
import { github } from '#integrations/github/adapter.ts'
import { stripe } from '#integrations/stripe/adapter.ts'

let sourceId = 0

beforeEach(async () => {
  await resetDatabase()
  await openHub()
  sourceId = (await sourceBySlug(1, 'github'))?.id ?? 0
})

const octo = () => ({ sourceId, foreignId: '583231', handle: 'Octo-Cat' })
const arriving = (more: Partial<Arrived> = {}): Arrived => ({ ...octo(), displayName: 'Octo', email: 'octo@example.test', timeZone: 'UTC', ...more })

async function leaveWaiting(actorId: string, activityId: number): Promise<void> {
  await sqlAlone(`INSERT INTO inbox (program_id, activity_id, state, source_id, actor_id) VALUES (1, $1, 'unclaimed', $2, $3)`, [
    activityId,
    sourceId,
    actorId,
  ])
}

test('[ME-02] linking claims what waited for the account, by its number and by its login', async () => {
  const ada = await addPerson('ada')
  await leaveWaiting('583231', 1)
  await leaveWaiting('583231', 2)
  await leaveWaiting('login:octo-cat', 3)
  await leaveWaiting('999', 4)
  expect(await linkIdentity({ program: 1, by: ada }, ada, octo())).toEqual({ kind: 'linked', waited: 3 })
  expect(await sqlAlone(`SELECT activity_id AS id, state FROM inbox ORDER BY 1`)).toEqual([
    { id: 1, state: 'waiting' },
    { id: 2, state: 'waiting' },
    { id: 3, state: 'waiting' },
    { id: 4, state: 'unclaimed' },
  ])
  expect(await accountsOf(1, ada)).toMatchObject([{ foreignId: '583231', handle: 'Octo-Cat', proof: 'oauth' }])
  expect(await linkIdentity({ program: 1, by: ada }, ada, octo())).toEqual({ kind: 'linked', waited: 0 })
  expect(await sqlAlone('SELECT actor_id AS by, action FROM audit_entry LIMIT 1')).toEqual([{ by: ada, action: 'identity.linked' }])
})

test('[ME-02] an account that is linked to another member is refused, and nothing changes', async () => {
  const [ada, bob] = [await addPerson('ada'), await addPerson('bob')]
  await linkIdentity({ program: 1, by: ada }, ada, octo())
  expect(await linkIdentity({ program: 1, by: bob }, bob, octo())).toMatchObject({ kind: 'taken', message: expect.stringContaining('Octo-Cat') })
  expect(await memberByIdentity(1, sourceId, '583231')).toMatchObject({ holder: ada })
  expect(await memberByIdentity(1, sourceId, 'login:octo-cat')).toMatchObject({ holder: ada })
  expect(await accountsOf(1, bob)).toEqual([])
})

test('[ME-02] ten members who claim one account at once: one gets it', { timeout: 60_000 }, async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => addMember(`person${n}`, { linked: false })))
  const outcomes = await Promise.all(ids.map((id) => linkIdentity({ program: 1, by: id }, id, octo())))
  expect(outcomes.filter(({ kind }) => kind === 'linked')).toHaveLength(1)
})

test('[ME-02] signing in with an account makes a member once, however many come at once', { timeout: 60_000 }, async () => {
  await leaveWaiting('583231', 1)
  const outcomes = await Promise.all(Array.from({ length: 25 }, () => joinByIdentity(visitor, arriving())))
  expect(outcomes.filter(({ kind }) => kind === 'joined')).toMatchObject([{ waited: 1 }])
  expect(new Set(outcomes.map((outcome) => ('member' in outcome ? outcome.member : 0))).size).toBe(1)
  expect(await sqlAlone('SELECT handle, email FROM member')).toEqual([{ handle: 'octo-cat', email: 'octo@example.test' }])
})

test('[PV-08] an address that belongs to a member joins no accounts', async () => {
  await addPerson('octo')
  expect(await joinByIdentity(visitor, arriving())).toMatchObject({ kind: 'email_taken' })
  expect(await memberByIdentity(1, sourceId, '583231')).toBeNull()
  expect(await joinByIdentity(visitor, arriving({ email: null }))).toMatchObject({ kind: 'joined' })
})

test('[ME-02] a renamed login moves with its owner, and a login taken over goes to who proves it', async () => {
  const first = await joinByIdentity(visitor, arriving())
  await joinByIdentity(visitor, arriving({ handle: 'new-name' }))
  const second = await joinByIdentity(visitor, arriving({ foreignId: '777', email: null }))
  if (!('member' in first) || !('member' in second)) throw new Error('refused')
  expect(await memberByIdentity(1, sourceId, 'login:new-name')).toMatchObject({ holder: first.member })
  expect(await memberByIdentity(1, sourceId, 'login:octo-cat')).toMatchObject({ holder: second.member })
  expect(await memberByIdentity(1, sourceId, '583231')).toMatchObject({ holder: first.member })
})

test('[ME-02] unlinking takes the account away, unless it is the only way in', async () => {
  const ada = await addPerson('ada')
  await linkIdentity({ program: 1, by: ada }, ada, octo())
  expect(await unlinkIdentity({ program: 1, by: ada }, ada, sourceId)).toEqual({ kind: 'unlinked' })
  expect(await sqlAlone('SELECT foreign_id FROM identity')).toEqual([])
  expect(await unlinkIdentity({ program: 1, by: ada }, ada, sourceId)).toEqual({ kind: 'none' })
  const joined = await joinByIdentity(visitor, arriving())
  const octocat = 'member' in joined ? joined.member : 0
  expect(await unlinkIdentity({ program: 1, by: octocat }, octocat, sourceId)).toMatchObject({ kind: 'only_way_in' })
  expect(await accountsOf(1, octocat)).toHaveLength(1)
})

test('[ME-02][ME-03] a code told to a bot links who told it, once, and brings what waited', async () => {
  const ada = await addPerson('ada')
  await leaveWaiting('583231', 1)
  const { code: first } = await issueCode({ program: 1, by: ada }, ada)
  const { code } = await issueCode({ program: 1, by: ada }, ada)
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  expect(await linkByCode(1, octo(), first)).toMatchObject({ kind: 'code_gone' })
  const typed = code.toLowerCase().replace('-', ' ')
  const outcomes = await Promise.all(['583231', '2', '3'].map((foreignId) => linkByCode(1, { ...octo(), foreignId, handle: foreignId }, typed)))
  expect(outcomes.filter(({ kind }) => kind === 'linked')).toHaveLength(1)
  expect(await accountsOf(1, ada)).toMatchObject([{ proof: 'code' }])
  const { code: late } = await issueCode({ program: 1, by: ada }, ada)
  await sqlAlone(`UPDATE token SET expires_at = now() - interval '1 second'`)
  expect(await linkByCode(1, octo(), late)).toMatchObject({ kind: 'code_gone' })
  expect(await sqlAlone('SELECT 1 FROM token WHERE hash = $1', [code])).toEqual([])
})

test('[PV-08] an account that others could talk a member into linking opens nothing; each new one is told to its member once', async () => {
  const ada = await addPerson('ada')
  const { code } = await issueCode({ program: 1, by: ada }, ada)
  await linkByCode(1, octo(), code)
  expect(await joinByIdentity(visitor, arriving({ email: null }))).toMatchObject({ kind: 'no_key', message: expect.stringContaining('another way') })
  expect(await sqlAlone('SELECT id FROM member')).toEqual([{ id: ada }])
  const told = () => sqlAlone('SELECT member_id AS id, title, body, url FROM notice')
  const notice = { id: ada, title: 'An account was linked to yours', url: '/settings/accounts' }
  expect(await told()).toMatchObject([{ ...notice, body: expect.stringContaining('Octo-Cat on GitHub') }])
  expect(await mails()).toMatchObject([{ template: 'account-linked', to: 'ada@example.test', fill: { account: 'Octo-Cat', channel: 'GitHub' } }])
  // She signs in there while she is signed in here: from now on it opens the hub, and a code told later takes nothing away.
  await linkIdentity({ program: 1, by: ada }, ada, octo())
  expect(await joinByIdentity(visitor, arriving({ email: null }))).toEqual({ kind: 'known', member: ada })
  await linkByCode(1, octo(), (await issueCode({ program: 1, by: ada }, ada)).code)
  expect(await joinByIdentity(visitor, arriving({ email: null }))).toEqual({ kind: 'known', member: ada })
  expect([(await told()).length, (await mails()).length]).toEqual([1, 1])
  const newcomer = await joinByIdentity(visitor, arriving({ foreignId: '9', handle: 'new', email: 'new@example.test' }))
  expect([newcomer.kind, (await mails()).length]).toEqual(['joined', 1])
})

test('[ME-02] codes cannot be guessed: the eleventh try of one account in an hour is refused, even a right one', async () => {
  const ada = await addPerson('ada')
  for (let n = 0; n < 10; n += 1) expect(await linkByCode(1, octo(), `AAAA-AAA${n}`)).toMatchObject({ kind: 'code_gone' })
  const { code } = await issueCode({ program: 1, by: ada }, ada)
  expect(await linkByCode(1, octo(), code)).toMatchObject({ kind: 'too_many' })
  expect(await linkByCode(1, { ...octo(), foreignId: '7' }, code)).toMatchObject({ kind: 'linked' })
})

test('[ME-02] a token in a public profile proves the account; another member’s token, or none, proves nothing', async () => {
  const [ada, bob] = [await addPerson('ada'), await addPerson('bob')]
  let bio = 'I mend things.'
  const fetch = async (url: string) =>
    url === 'https://api.github.com/users/octo-cat'
      ? { status: 200, body: JSON.stringify({ id: 583231, login: 'Octo-Cat', bio, blog: '' }) }
      : { status: 404, body: '{}' }
  const read = (handle = 'octo-cat') => linkByProfile({ program: 1, by: ada }, { adapter: github, sourceId, handle, fetch })
  expect(await read()).toMatchObject({ kind: 'no_token' })
  bio = profileToken(1, bob, sourceId)
  expect(await read()).toMatchObject({ kind: 'no_token' })
  bio = `I mend things. ${profileToken(1, ada, sourceId)}`
  for (const handle of ['nobody', '../repos', 'a/b', '']) expect([handle, await read(handle)]).toMatchObject([handle, { kind: 'no_such_account' }])
  expect(await read('@octo-cat')).toEqual({ kind: 'linked', waited: 0 })
  expect(await accountsOf(1, ada)).toMatchObject([{ foreignId: '583231', handle: 'Octo-Cat', proof: 'profile' }])
})

test('[ME-02] where people sign in to the forum with the hub, the forum names the account by the hub’s own name for them', async () => {
  const ada = await addPerson('ada')
  const forum = (await sourceBySlug(1, 'discourse'))?.id ?? 0
  await sqlAlone(`UPDATE source SET settings = '{"access":{"site":"https://forum.example"}}' WHERE id = $1`, [forum])
  let asked = ''
  const answer = { status: 404, body: '{}' }
  const fetch = async (url: string) => ((asked = url), answer)
  const link = () => linkByHub({ program: 1, by: ada }, { adapter: discourse, sourceId: forum, fetch })
  expect(await link()).toMatchObject({ kind: 'no_such_account' })
  Object.assign(answer, { status: 200, body: JSON.stringify({ user: { id: 1077, username: 'ada-l' } }) })
  expect(await link()).toEqual({ kind: 'linked', waited: 0 })
  expect(asked).toBe(`https://forum.example/u/by-external/laurel-1-${ada}.json`)
  expect(await accountsOf(1, ada)).toMatchObject([{ foreignId: '1077', handle: 'ada-l', proof: 'hub' }])
})

test('[ME-03] a name is told what waits for it by the rules of today, and linking pays exactly that, once', async () => {
  const program = await openHub()
  await addRule({ kinds: ['generic:article.published'], points: 40, limits: [{ window: 'day', count: 2 }] })
  await send([
    message({ id: 'a1', actor: 'kim' }),
    message({ id: 'a2', actor: 'kim' }),
    message({ id: 'a3', actor: 'kim' }),
    message({ id: 'b1', actor: 'lee' }),
  ])
  await settleAll()
  const open = [(await sourceBySlug(1, 'generic'))?.id ?? 0]
  const look = () => weighWaiting(program, '@Kim', '203.0.113.1', open)
  expect(await look()).toMatchObject({ kind: 'weighed', channels: [{ channel: 'Signed JSON', handle: 'Kim', count: 3, points: 80 }] })
  // However much came since for others, of whom nobody asks.
  await sqlAlone(`WITH deed AS (
      INSERT INTO activity (program_id, id, source_id, kind, external_id, subject, actor_id, actor_handle, object_id, object_title, object_url, occurred_at, received_at, facts)
      SELECT 1, nextval('activity_id_seq'), source_id, kind, 'x' || n, gen_random_uuid(), 'other' || n % 900, 'other' || n % 900, 'x', '', '', now(), now(), '{}'
      FROM activity, generate_series(1, 50001) AS n WHERE external_id = 'b1' RETURNING id, source_id, actor_id)
    INSERT INTO inbox (program_id, activity_id, state, source_id, actor_id) SELECT 1, id, 'unclaimed', source_id, actor_id FROM deed`)
  const told = await look()
  expect(told).toMatchObject({ channels: [{ handle: 'Kim', count: 3, points: 80 }] })
  const points = 'channels' in told ? told.channels[0]?.points : 0
  const ada = await addPerson('ada')
  await linkAccount(ada, 'kim')
  await settleAll()
  expect((await balanceOf(ada)).lifetime).toBe(points)
  expect(await look()).toEqual({ kind: 'weighed', channels: [] })
  for (let n = 0; n < 60; n += 1) await weighWaiting(program, `guess-${n}`, '203.0.113.1', open)
  expect(await look()).toMatchObject({ kind: 'too_many' })
})

test('[PV-08] staff who may not see addresses find none among linked accounts, neither on the page nor by searching', async () => {
  const ada = await addPerson('ada')
  await linkIdentity({ program: 1, by: ada }, ada, octo())
  await linkAccount(ada, 'email:lovelace@mail.example', 1, 'github')
  const search = async (text: string, withContact: boolean) =>
    (await searchMembers(1, { text, withContact, order: 'name', skip: 0, limit: 10 })).map((row) => row.id)
  for (const text of ['email:lovelace@mail.example', 'lovelace']) {
    expect([text, await search(text, false), await search(text, true)]).toEqual([text, [], [ada]])
  }
  expect(await search('583231', false)).toEqual([ada])
  const [hidden, whole] = [await memberForStaff(1, ada, false), await memberForStaff(1, ada, true)]
  expect(JSON.stringify([hidden, await searchMembers(1, { text: '', withContact: false, order: 'name', skip: 0, limit: 10 })])).not.toContain(
    'lovelace',
  )
  expect(hidden?.identities.map((one) => one.foreignId)).toEqual(['583231', 'login:octo-cat'])
  expect(whole?.identities.map((one) => one.foreignId)).toContain('email:lovelace@mail.example')
})

test('[AB-04] a member has one account in a channel: a second one is refused in words, however it is proved; unlinking makes room', async () => {
  const ada = await addPerson('ada')
  const actor = { program: 1, by: ada }
  await linkAccount(ada, 'email:ada@example.test', 1, 'github')
  expect(await linkIdentity(actor, ada, octo())).toMatchObject({ kind: 'linked' })
  const second = { ...octo(), foreignId: '777', handle: 'throwaway' }
  await leaveWaiting('777', 9)
  const words = { kind: 'second', message: expect.stringContaining('already linked Octo-Cat there. Unlink it first') }
  expect(await linkIdentity(actor, ada, second)).toMatchObject(words)
  expect(await linkByCode(1, second, (await issueCode(actor, ada)).code)).toMatchObject(words)
  const bio = profileToken(1, ada, sourceId)
  const fetch = async () => ({ status: 200, body: JSON.stringify({ id: 777, login: 'throwaway', bio, blog: '' }) })
  expect(await linkByProfile(actor, { adapter: github, sourceId, handle: 'throwaway', fetch })).toMatchObject(words)
  expect((await accountsOf(1, ada)).map((one) => one.foreignId)).toEqual(['583231', 'email:ada@example.test'])
  expect(await sqlAlone('SELECT state FROM inbox')).toEqual([{ state: 'unclaimed' }])
  expect(await linkIdentity(actor, ada, { ...octo(), handle: 'Octo-Renamed' })).toMatchObject({ kind: 'linked' })
  const bob = await addMember('bob', { linked: false })
  await linkAccount(bob, '888', 1, 'github')
  await sqlAlone('UPDATE member SET merged_into = $1 WHERE id = $2', [ada, bob])
  expect(await linkIdentity(actor, ada, { ...second, foreignId: '888' })).toMatchObject({ kind: 'second' })
  await unlinkIdentity(actor, ada, sourceId)
  expect(await linkIdentity(actor, ada, second)).toEqual({ kind: 'linked', waited: 1 })
})

test('[ME-03][PV-08] strangers are told what waits only where anybody can prove an account, and never whose name or address it is', async () => {
  await addSource(stripe, 'Purchases', visitor)
  const shop = (await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE adapter = 'stripe'`))[0]?.id ?? 0
  const deed = (id: number, source: number, actor: string, handle: string) =>
    sqlAlone(
      `WITH deed AS (
         INSERT INTO activity (program_id, id, source_id, kind, external_id, subject, actor_id, actor_handle, object_id, object_title, object_url, occurred_at, received_at, facts)
         VALUES (1, $1::bigint, $2, 'x', 'x' || $1::bigint, gen_random_uuid(), $3, $4, 'x', '', '', now(), now(), '{}') RETURNING id, source_id, actor_id),
       waits AS (INSERT INTO inbox (program_id, activity_id, state, source_id, actor_id) SELECT 1, id, 'waiting', source_id, actor_id FROM deed)
       SELECT 1`,
      [id, source, actor, handle],
    )
  await deed(901, sourceId, '583231', 'Kim')
  await deed(902, sourceId, 'email:kim@private.example', 'kim')
  await deed(903, shop, 'cus_77', 'KIM')
  await inTransaction(visitor, (scope) => finishInbox(scope, [], [901, 902, 903]))
  // One that was put aside before addresses were left out.
  await sqlAlone(`INSERT INTO waiting_account (program_id, handle, source_id, actor_id) VALUES (1, 'kim', $1, 'email:kim@private.example')`, [
    sourceId,
  ])
  const seen = await visit(new Browser(), claimPage, '/claim?handle=@kIm')
  expect(seen.body).toMatchObject({ handle: 'kIm', channels: [{ adapter: 'github', handle: 'kIm', count: 1 }] })
  expect(JSON.stringify(seen.body)).not.toMatch(/Kim|KIM|private|Purchases/)
})
