import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { tellHealth } from '#app/flows/tell-health.server.ts'
import { tellSilence } from '#app/flows/tell-silence.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'
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

test('[F6] a silent rule, a sudden spike, an event under a new name and messages that no longer fit are told to managers once', async () => {
  await resetDatabase()
  await openHub()
  const manager = await addPerson('manager', ['manager'])
  await addMember('ines')
  await addRule({ title: 'Articles', kinds: ['generic:article.published'], points: 10 })
  await addRule({ title: 'Talks', kinds: ['generic:talk.given'], points: 10 })
  const day = (n: number) => at(-24 * n).toISOString()
  const deed = (type: string, n: number, id: string) => message({ id, type, actor: 'ines', time: day(n) })
  await send([30, 29, 28, 27].map((n) => deed('article.published', n, `a${n}`)))
  await send([12, 9, 6, 3].map((n) => deed('talk.given', n, `t${n}`)))
  await send(Array.from({ length: 12 }, (_, n) => deed('talk.given', 0, `now${n}`)))
  await settleAll()
  const hear = (hours: number, event: string, state: string, note: string) =>
    sqlAlone(
      `INSERT INTO delivery (program_id, source_id, delivery_key, event, headers, body, digest, received_at, state, note)
       SELECT 1, id, gen_random_uuid()::text, $2, '{}', '', '', $1, $3, $4 FROM source WHERE slug = 'generic'`,
      [at(hours), event, state, note],
    )
  for (let n = 0; n < 12; n += 1) await hear(-30 - n, 'post.created', 'read', '')
  await hear(-40, 'old.one', 'unsupported', 'old.one')
  await hear(-1, 'old.one', 'unsupported', 'old.one')
  await hear(-1, 'post.made', 'unsupported', 'post.made')
  for (let n = 0; n < 6; n += 1) await hear(-1, 'post.made', 'malformed', 'id: missing')
  expect(await tellHealth(1, at(1))).toBe(4)
  expect(await tellHealth(1, at(1))).toBe(4)
  const told = await sqlAlone<{ title: string; body: string }>('SELECT title, body FROM notice WHERE member_id = $1 ORDER BY title', [manager])
  expect(told.map(({ title }) => title)).toEqual([
    'Signed JSON sends something new: post.made',
    'Signed JSON: 6 of 8 messages could not be read',
    '“Articles” has paid nothing for 27 days',
    '“Talks” paid 12 times today',
  ])
  expect(told[0]?.body).toContain('post.created')
})
