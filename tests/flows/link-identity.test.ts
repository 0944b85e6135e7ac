import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { accountsOf, memberByIdentity } from '#app/domain/members/queries.server.ts'
import { type Arrived, joinByIdentity } from '#app/flows/join-by-identity.server.ts'
import { linkIdentity } from '#app/flows/link-identity.server.ts'
import { unlinkIdentity } from '#app/flows/unlink-identity.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { addPerson, visitor } from '#tests/support/people.ts'

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
