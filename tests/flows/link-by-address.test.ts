import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { memberByIdentity } from '#app/domain/members/queries.server.ts'
import { addSource } from '#app/flows/add-source.server.ts'
import { linkByAddress } from '#app/flows/link-by-address.server.ts'
import { linkIdentity } from '#app/flows/link-identity.server.ts'
import { unlinkIdentity } from '#app/flows/unlink-identity.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { linkAccount, openHub } from '#tests/support/hub.ts'
import { addPerson } from '#tests/support/people.ts'

let sourceId = 0

beforeEach(async () => {
  await resetDatabase()
  await openHub()
  sourceId = (await sourceBySlug(1, 'github'))?.id ?? 0
})

const octo = () => ({ sourceId, foreignId: '583231', handle: 'Octo-Cat' })

const own = async () =>
  sqlAlone<{ member: number; account: string }>(
    `SELECT i.member_id AS member, s.slug || ' ' || i.foreign_id AS account FROM identity i JOIN source s ON s.id = i.source_id WHERE proof = 'address' AND foreign_id LIKE 'email:%' ORDER BY 2, 1`,
  )

test('[ME-02] accounts by an own address: a new channel has them too, somebody else’s stay theirs, no door opens, and they go with the address', async () => {
  const [ada, bob] = [await addPerson('ada'), await addPerson('bob')]
  await linkAccount(bob, 'email:ada@example.test', 1, 'zoom')
  expect(await linkByAddress({ program: 1, by: ada }, ada, ['luma', 'zoom'])).toEqual({ kind: 'linked', waited: 0 })
  expect(await own()).toEqual([{ member: ada, account: 'luma email:ada@example.test' }])
  expect(await addSource({ id: 'luma', byAddress: true }, 'Second', { program: 1, by: ada })).toMatchObject({ kind: 'added' })
  expect(await addSource({ id: 'segment' }, 'Shop', { program: 1, by: ada })).toMatchObject({ kind: 'added' })
  expect((await own()).map((row) => row.account)).toEqual(['luma email:ada@example.test', 'luma-second email:ada@example.test'])
  const luma = (await sourceBySlug(1, 'luma'))?.id ?? 0
  expect(await unlinkIdentity({ program: 1, by: ada }, ada, luma)).toEqual({ kind: 'none' })
  // Without a password, an account that opens a door is the only one: the address does not count.
  await linkIdentity({ program: 1, by: ada }, ada, octo())
  await sqlAlone('DELETE FROM credential WHERE member_id = $1', [ada])
  expect(await unlinkIdentity({ program: 1, by: ada }, ada, sourceId, [sourceId, luma])).toMatchObject({ kind: 'only_way_in' })
  await sqlAlone("UPDATE member SET email = 'ada@new.example' WHERE id = $1", [ada])
  expect(await own()).toEqual([])
  await sqlAlone("UPDATE member SET email = 'ada@example.test' WHERE id = $1", [bob])
  expect(await linkByAddress({ program: 1, by: bob }, bob, ['luma'])).toMatchObject({ kind: 'linked' })
  expect((await own()).map((row) => row.member)).toEqual([bob, bob])
})

test('[ME-02] whoever was merged into a person brings their address, and takes it along when they are split', async () => {
  const [ada, bob] = [await addPerson('ada'), await addPerson('bob')]
  await sqlAlone('UPDATE member SET merged_into = $1 WHERE id = $2', [ada, bob])
  await linkByAddress({ program: 1, by: ada }, ada, ['luma'])
  expect(await own()).toEqual([
    { member: ada, account: 'luma email:ada@example.test' },
    { member: bob, account: 'luma email:bob@example.test' },
  ])
  expect(await memberByIdentity(1, (await sourceBySlug(1, 'luma'))?.id ?? 0, 'email:bob@example.test')).toMatchObject({ holder: bob, person: ada })
})
