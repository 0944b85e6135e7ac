import { beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#app/db/transaction.server.ts'
import { addMember, setRoles } from '#app/domain/members/commands.server.ts'
import { handleFrom, nameSchema, privacySchema, profileSchema } from '#app/domain/members/members.ts'
import { accountsOf, memberByEmail, signedInMember } from '#app/domain/members/queries.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const ada = { handleFrom: 'Ada Lovelace', displayName: 'Ada Lovelace', email: null, timeZone: 'Europe/London' }

test('a handle is made from any name', () => {
  expect(handleFrom('Ada Lovelace')).toBe('ada-lovelace')
  expect(handleFrom('  Zoë  Ångström ')).toBe('zoe-angstrom')
  expect(handleFrom('李小龙')).toBe('member')
  expect(handleFrom('-x-')).toBe('member')
  expect(handleFrom('a'.repeat(60))).toHaveLength(32)
})

test('[ME-01] forty people of one name who join at once get forty handles', async () => {
  const joined = await Promise.all(Array.from({ length: 40 }, () => inTransaction(visitor, (scope) => addMember(scope, ada))))
  const handles = joined.map(({ handle }) => handle)
  expect(new Set(handles).size).toBe(40)
  expect(handles).toContain('ada-lovelace')
  expect(handles.every((handle) => /^ada-lovelace(-\d+)?$/.test(handle))).toBe(true)
})

test('an address belongs to one member, and the guard knows roles', async () => {
  const { id } = await inTransaction(visitor, (scope) => addMember(scope, { ...ada, email: 'ada@example.test' }))
  await expect(inTransaction(visitor, (scope) => addMember(scope, { ...ada, email: 'ada@example.test' }))).rejects.toMatchObject({
    kind: 'email_taken',
  })
  await inTransaction(visitor, (scope) => setRoles(scope, id, ['analyst', 'reviewer']))
  expect(await signedInMember(1, id)).toMatchObject({
    handle: 'ada-lovelace',
    timeZone: 'Europe/London',
    roles: expect.arrayContaining(['analyst', 'reviewer']),
  })
  expect(await memberByEmail(1, 'ada@example.test')).toEqual({ id, person: id, displayName: 'Ada Lovelace', staff: true })
  expect(await signedInMember(2, id)).toBeNull()
  expect(await accountsOf(1, id)).toEqual([])
})

test('names and words are cleaned, handles and zones checked', () => {
  expect(nameSchema.parse(' Ada \u202e\n Lovelace ')).toBe('Ada Lovelace')
  expect(nameSchema.safeParse('   ').error?.issues[0]?.message).toBe('Enter the name that others will see.')
  const good = { displayName: 'Ada', handle: ' Ada-L ', bio: 'one\r\ntwo\u0007', timeZone: 'Asia/Kathmandu', theme: 'dark' }
  expect(profileSchema.parse(good)).toEqual({ displayName: 'Ada', handle: 'ada-l', bio: 'one\ntwo', timeZone: 'Asia/Kathmandu', theme: 'dark' })
  for (const handle of ['a', 'a--b', '-a-', 'a_b', 'ä-b', 'a'.repeat(40)])
    expect(profileSchema.safeParse({ ...good, handle }).success, handle).toBe(false)
  expect(profileSchema.safeParse({ ...good, timeZone: 'Mars/Olympus' }).success).toBe(false)
})

test('privacy takes known items alone', () => {
  expect(privacySchema.parse({ profile: 'members', shown: ['grid', 'channel:3', 'badge:12'] })).toEqual({
    profile: 'members',
    onBoards: false,
    shown: ['grid', 'channel:3', 'badge:12'],
  })
  expect(privacySchema.safeParse({ profile: 'friends' }).success).toBe(false)
  expect(privacySchema.safeParse({ profile: 'public', shown: ['email'] }).success).toBe(false)
})
