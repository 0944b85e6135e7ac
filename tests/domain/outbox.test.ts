import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { claimMessages, noteUnsent, put } from '#app/domain/outbox/commands.server.ts'
import type { Outgoing } from '#app/domain/outbox/messages.ts'
import { contentOf, messageById, messageCounts, messages } from '#app/domain/outbox/queries.server.ts'
import { drainOutbox } from '#app/jobs/drain-outbox.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { visitor } from '#tests/support/people.ts'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

const link = 'http://localhost:3000/reset?token=a-very-secret-token'
const letter = (key: string): Outgoing => ({
  ...{ key, template: 'reset-password', member: null, to: 'ada@example.test' },
  fill: { program: 'Laurel', name: 'Ada', link },
})
const post = (message: Outgoing) => inTransaction(visitor, (scope) => put(scope, message))

test('[I10] a message is put once per key, and not at all when the story rolls back', async () => {
  const ids = await Promise.all([post(letter('one')), post(letter('one')), post(letter('one'))])
  expect(new Set(ids).size).toBe(1)
  const undone = inTransaction(visitor, async (scope) => {
    await put(scope, letter('two'))
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  expect(await messages(1)).toHaveLength(1)
})

test('without a mail server a mail is kept, written and sealed, where managers read it', async () => {
  const id = await post(letter('one'))
  expect(await drainOutbox(1)).toBe(1)
  expect(await drainOutbox(1)).toBe(0)
  expect(JSON.stringify(await sqlAlone('SELECT * FROM message'))).not.toContain('a-very-secret-token')
  const kept = await messageById(1, id, false)
  expect(kept).toMatchObject({ state: 'kept', subject: 'Choose a new password for Laurel', withheld: null })
  expect(kept?.text).toContain(link)
  expect(kept?.html).toContain(`href="${link}"`)
  expect(await messageById(2, id, true)).toBeNull()
  expect(await messageCounts(1)).toEqual({ kept: 1 })
})

test('[PV-08] a mail that opens an account of staff is read by owners alone', async () => {
  const id = await post({ ...letter('one'), guarded: true })
  await drainOutbox(1)
  expect(await messageById(1, id, false)).toMatchObject({ text: null, html: null, withheld: expect.stringContaining('owner') })
  expect((await messageById(1, id, true))?.text).toContain(link)
})

test('[I10] a claim that ran out is parked with a sentence, never sent again', async () => {
  const id = await post(letter('one'))
  expect(await inTransaction(visitor, (scope) => claimMessages(scope, 5, 1))).toHaveLength(1)
  await sqlAlone(`UPDATE message SET retry_at = now() - interval '1 minute'`)
  expect(await drainOutbox(1)).toBe(0)
  expect(await messageById(1, id, true)).toMatchObject({ state: 'parked', error: expect.stringContaining('not sent again') })
})

test('a message that did not leave waits longer each time and is parked after eight tries', async () => {
  await post(letter('one'))
  let at = new Date()
  const waits: number[] = []
  for (let round = 0; round < 8; round += 1) {
    const [claimed] = await inTransaction(visitor, (scope) => claimMessages(scope, 1, 300), at)
    if (!claimed) throw new Error('nothing to claim')
    await inTransaction(visitor, (scope) => noteUnsent(scope, claimed, 'The mail server said: 451 later'), at)
    const [row] = await sqlAlone<{ retryAt: Date }>('SELECT retry_at AS "retryAt" FROM message')
    waits.push(Math.round(((row?.retryAt.getTime() ?? 0) - at.getTime()) / 1000))
    at = new Date((row?.retryAt.getTime() ?? 0) + 1)
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600])
  expect(await messages(1, { state: 'parked' })).toMatchObject([{ attempts: 8, error: 'The mail server said: 451 later' }])
  expect(await contentOf(1, (await messages(1))[0]?.id ?? 0)).toMatchObject({ template: 'reset-password', fill: { link } })
})
