import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { describeAgent, limits, passwordFault } from '#app/domain/access/access.ts'
import { countTry, forgiveTry, issueLink, useLink } from '#app/domain/access/commands.server.ts'
import { hashPassword, passwordFits } from '#app/domain/access/passwords.server.ts'
import { peekLink } from '#app/domain/access/queries.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

test('[ME-01] a password has ten characters, is not the address, and is none of the commonest', () => {
  expect(passwordFault('ninechars', 'ada@example.test')).toMatch(/10 characters/)
  expect(passwordFault('Ada@Example.Test', 'ada@example.test')).toMatch(/address/)
  expect(passwordFault('ada-lovelace', 'ada-lovelace@example.test')).toMatch(/address/)
  expect(passwordFault('Password123!', '')).toMatch(/attackers/)
  expect(passwordFault('aaaaaaaaaaaaaaa', '')).toMatch(/attackers/)
  expect(passwordFault('ten 😀 chars', '')).toBeNull()
  expect(passwordFault('laurel-demo-1', 'member@laurel.example')).toBeNull()
})

test('[PV-08] a password is kept as argon2id with 19 MiB and two passes, and fits itself alone', async () => {
  const kept = await hashPassword('a sentence to remember')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordFits(kept, 'a sentence to remember')).toBe(true)
  expect(await passwordFits(kept, 'a sentence to remembeR')).toBe(false)
  expect(await passwordFits(null, 'nobody has this password')).toBe(false)
})

test('[PV-08] hashing is bounded: beyond four at work and sixty-four waiting it says that the hub is busy', { timeout: 60_000 }, async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 80 }, () => hashPassword('a sentence to remember')))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(80 - 68)
  expect(refused.every(({ reason }) => reason instanceof Refusal && reason.kind === 'busy')).toBe(true)
  expect(await hashPassword('and then it goes on')).toMatch(/^\$argon2id/)
})

test('[PV-08] a limit counts every try at once and forgets what was rightful', async () => {
  const limit = { name: 'a-test', tries: 10, minutes: 10 }
  const now = new Date('2026-11-22T12:01:00Z')
  const attempt = (who: string, at = now) => inTransaction(visitor, (scope) => countTry(scope, limit, who), at)
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => attempt('198.51.100.1')))
  expect(outcomes.filter(Boolean)).toHaveLength(10)
  expect(await attempt('198.51.100.2')).toBe(true)
  expect(await attempt('198.51.100.1', new Date('2026-11-22T12:10:00Z'))).toBe(true)
  for (let round = 0; round < 25; round += 1) {
    expect(await attempt('somebody rightful')).toBe(true)
    await inTransaction(visitor, (scope) => forgiveTry(scope, limit, 'somebody rightful'), now)
  }
  const kept = await sqlAlone<{ bucket: string }>('SELECT bucket FROM rate_window')
  expect(kept.every(({ bucket }) => /^[0-9a-f]{64}$/.test(bucket))).toBe(true)
})

test('[PV-08] a link works once, for its purpose, in its time, and only its hash is kept', async () => {
  const payload = { email: 'ada@example.test' }
  const { token } = await inTransaction(visitor, (scope) => issueLink(scope, { purpose: 'sign_up', member: null, payload }))
  const rows = JSON.stringify(await sqlAlone('SELECT * FROM token'))
  expect([rows.includes(token), rows.includes('ada@example.test')]).toEqual([false, false])
  expect(await peekLink(1, 'sign_up', token)).toEqual(payload)
  expect(await peekLink(1, 'reset', token)).toBeNull()
  const use = (purpose: 'sign_up' | 'reset', at = new Date()) => inTransaction(visitor, (scope) => useLink(scope, purpose, token), at)
  await expect(use('reset')).rejects.toThrow(Refusal)
  await expect(use('sign_up', new Date(Date.now() + 25 * 3_600_000))).rejects.toThrow(Refusal)
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => use('sign_up')))
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  expect(await peekLink(1, 'sign_up', token)).toBeNull()
})

test('browsers are named in the words people use', () => {
  expect(describeAgent('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux')
  expect(describeAgent('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')).toBe(
    'Safari on an iPhone',
  )
  expect(describeAgent('')).toBe('An unknown browser')
  expect(limits.signInFrom.tries).toBe(20)
})
