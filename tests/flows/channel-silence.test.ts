import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { tellSilence } from '#app/flows/tell-silence.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson } from '#tests/support/people.ts'

const at = (hours: number) => new Date(Date.parse('2026-11-22T00:00:00Z') + hours * 3_600_000)

test('[IN-20] a channel that is silent beyond its own rhythm raises one alert that names it, and the next silence another', async () => {
  await resetDatabase()
  await openHub()
  const manager = await addPerson('manager', ['manager'])
  await addPerson('reader', ['analyst'])
  const hear = (hours: number, key: string) =>
    sqlAlone(
      `INSERT INTO delivery (program_id, source_id, delivery_key, event, headers, body, digest, received_at, state)
       SELECT 1, id, $2, 'x', '{}', '', '', $1, 'ignored' FROM source WHERE slug = 'generic'`,
      [at(hours), key],
    )
  for (let hour = 0; hour < 30; hour += 1) await hear(hour, `d${hour}`)
  const notices = () => sqlAlone<{ member: number; title: string; url: string }>('SELECT member_id AS member, title, url FROM notice ORDER BY id')
  expect(await tellSilence(1, at(30.5))).toBe(0)
  expect(await tellSilence(1, at(32))).toBe(1)
  expect(await tellSilence(1, at(33))).toBe(1)
  expect(await notices()).toEqual([{ member: manager, title: 'Signed JSON has been silent for 3 hours', url: '/manage/channels/generic' }])
  // It spoke again, and fell silent again: its longest pause is four hours now, so nine must pass.
  await hear(33, 'd33')
  expect(await tellSilence(1, at(36))).toBe(0)
  expect(await tellSilence(1, at(42))).toBe(1)
  expect(await notices()).toHaveLength(2)
})
