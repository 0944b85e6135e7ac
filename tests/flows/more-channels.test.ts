import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Adapter, Reading } from '#app/contract/adapter.ts'
import { completeDelivery } from '#app/flows/complete-delivery.server.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { replayDelivery } from '#app/flows/replay-delivery.server.ts'
import { rotateSecret } from '#app/flows/rotate-secret.server.ts'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { shopify } from '#integrations/shopify/adapter.ts'
import { slack } from '#integrations/slack/adapter.ts'
import { stripe } from '#integrations/stripe/adapter.ts'
import { deliveryOf, fixture, fixturesOf } from '#tests/integrations/fixtures.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'

const secret = 'the-secret-that-the-platform-made'
let server: Server
let door = ''
let actor = { program: 1, by: 0 }

beforeAll(async () => {
  await resetDatabase()
  await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
  server = createServer((request, response) => void webhookDoor(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  door = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function connect(adapter: Adapter): Promise<void> {
  const done = await connectSource(adapter, actor)
  if (!('sourceId' in done)) throw new Error(done.message)
  expect(done.secrets).toEqual([])
  expect(await rotateSecret(adapter, { sourceId: done.sourceId, name: 'webhook', theirs: 'short' }, actor)).toMatchObject({ kind: 'no_secret' })
  expect(await rotateSecret(adapter, { sourceId: done.sourceId, name: 'webhook', theirs: ` ${secret} ` }, actor)).toMatchObject({ kind: 'rotated' })
}

async function knock(adapter: Adapter, body: unknown, headers: Record<string, string> = {}, with_ = secret): Promise<Response> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return fetch(`${door}/webhooks/${adapter.id}`, { method: 'POST', body: bytes, headers: adapter.sign(bytes, headers, with_, new Date()) })
}
const tell = async (adapter: Adapter, name: string): Promise<number> => {
  const { body, headers } = fixture(adapter, name)
  const { status } = await knock(adapter, body, headers)
  await settleAll()
  return status
}

/** Learns the rest of what came in incomplete; nobody is asked for it. */
async function learn(): Promise<void> {
  const fetch = () => Promise.reject(new Error('Nobody is to be asked.'))
  while (await completeDelivery({ program: 1, adapterById, fetch, now: new Date() }));
  await settleAll()
}

test('[IN-11] Slack is greeted with its own challenge, once it proves itself; a reaction is given, removed and given again', async () => {
  await connect(slack)
  const asked = fixture(slack, 'url_verification__asked').body as { challenge: string }
  const greeted = await knock(slack, asked)
  expect([greeted.status, await greeted.text()]).toEqual([200, asked.challenge])
  expect((await knock(slack, asked, {}, 'somebody-elses-secret')).status).toBe(401)
  expect(await sqlAlone('SELECT 1 FROM delivery')).toEqual([])
  const ines = await addMember('ines', { linked: false })
  await linkAccount(ines, 'U0INES002', 1, 'slack')
  await addRule({ kinds: ['slack:reaction.given'], points: 2 })
  expect(await tell(slack, 'reaction__added')).toBe(202)
  expect(await tell(slack, 'reaction__added')).toBe(202)
  expect((await balanceOf(ines)).lifetime).toBe(2)
  await tell(slack, 'reaction__removed')
  expect((await balanceOf(ines)).lifetime).toBe(0)
  const again = structuredClone(fixture(slack, 'reaction__added').body) as { event_id: string; event: { event_ts: string } }
  await knock(slack, { ...again, event_id: 'Ev0LAUREL99', event: { ...again.event, event_ts: '1791102000.000100' } })
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(2)
})

test('[PV-06] of what people say on Slack ids, times and lengths are kept, and their words only while a rule in force asks about them', async () => {
  const kept = async () => {
    const rows = await sqlAlone<{ text: string }>(
      `SELECT convert_from(d.body, 'UTF8') || d.headers::text || coalesce(string_agg(a::text, ' '), '') AS text FROM delivery d JOIN source s ON s.id = d.source_id
       LEFT JOIN activity a ON a.delivery_id = d.id WHERE s.adapter = 'slack' GROUP BY d.id, d.body, d.headers ORDER BY d.id`,
    )
    return rows.map(({ text }) => text)
  }
  for (const name of ['message__posted', 'message__reply', 'message__changed', 'message__deleted', 'team_join__person']) await tell(slack, name)
  const bare = (await kept()).join()
  expect(bare).not.toMatch(/index without downtime|with a second one|tomasz@|"text": ?"|blocks/)
  expect(bare).toContain('"length":46')
  const [facts] = await sqlAlone<{ facts: object }>(
    `SELECT facts FROM activity WHERE external_id = 'message:C0HELP001:1791100800.000200' AND kind = 'message.posted'`,
  )
  expect(facts?.facts).toEqual({ channel: 'C0HELP001', length: 46 })
  // The same message again is a duplicate, though other bytes were kept of it; and what was kept reads the same.
  const count = (await kept()).length
  expect(await tell(slack, 'message__posted')).toBe(202)
  expect(await kept()).toHaveLength(count)
  const [first] = await sqlAlone<{ id: number; source: number }>(
    `SELECT id, source_id AS source FROM delivery WHERE event = 'message' ORDER BY id LIMIT 1`,
  )
  expect(await replayDelivery(slack, { sourceId: first?.source ?? 0, id: first?.id ?? 0 }, actor)).toMatchObject({
    state: 'read',
    found: 1,
    added: 0,
  })

  await addRule({ kinds: ['slack:message.posted'], points: 1, condition: { fact: 'text', op: 'contains', value: 'index' } })
  const later = structuredClone(fixture(slack, 'message__posted').body) as { event_id: string; event: { ts: string } }
  await knock(slack, { ...later, event_id: 'Ev0LAUREL77', event: { ...later.event, ts: '1791105555.000100' } })
  expect((await kept()).at(-1)).toMatch(/index without downtime/)
})

test('[PV-06] what is kept of a message is read as the message itself, but for its words', () => {
  const talking = adapters.filter((adapter) => adapter.bare)
  expect(talking.length).toBeGreaterThan(0)
  for (const adapter of talking) {
    for (const { name, headers, body } of fixturesOf(adapter)) {
      const whole = deliveryOf(body, headers)
      const wordless = (reading: Reading): unknown =>
        reading.kind !== 'activities'
          ? reading
          : reading.activities.map(({ facts, ...rest }) => {
              const cards = adapter.kinds[rest.kind]?.facts ?? {}
              return { ...rest, facts: Object.fromEntries(Object.entries(facts).filter(([fact]) => !cards[fact]?.words)) }
            })
      const kept = { ...whole, body: adapter.bare?.(whole.body) ?? whole.body }
      expect(wordless(adapter.read(kept)), `${adapter.id} ${name}`).toEqual(wordless(adapter.read(whole)))
    }
  }
})

test('[IN-11] the vector that Slack documents verifies', () => {
  const body = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  )
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  }
  const delivery = { headers, body, digest: '', receivedAt: new Date(1531420618_000) }
  expect(slack.verify(delivery, { webhook: ['8f742231b10e8888abcd99yyyzzz85a5'] })).toBe(true)
  expect(slack.verify({ ...delivery, receivedAt: new Date(1531420618_000 + 301_000) }, { webhook: ['8f742231b10e8888abcd99yyyzzz85a5'] })).toBe(false)
})

test('[IN-14] a payment and an order pay once by their own numbers, and a full refund takes them back', async () => {
  await connect(stripe)
  await connect(shopify)
  const noor = await addMember('noor', { linked: false })
  await linkAccount(noor, 'email:noor@laurel-labs.example', 1, 'stripe')
  await addRule({ kinds: ['stripe:purchase.made', 'stripe:subscription.renewed', 'shopify:purchase.made'], points: 50 })
  const points = async () => (await balanceOf(noor)).lifetime
  expect(await tell(stripe, 'checkout__completed')).toBe(202)
  await tell(stripe, 'checkout__completed')
  await tell(stripe, 'checkout__test_mode')
  expect(await points()).toBe(50)
  await tell(stripe, 'invoice__renewal')
  expect(await points()).toBe(100)
  await tell(stripe, 'charge__refunded_in_part')
  expect(await points()).toBe(100)
  await tell(stripe, 'charge__refunded')
  await learn()
  expect(await points()).toBe(50)
  // Which invoice a payment paid is told apart from both, in any order.
  await tell(stripe, 'charge__refunded_invoice')
  await learn()
  expect(await points()).toBe(50)
  await tell(stripe, 'invoice_payment__paid')
  await learn()
  expect(await points()).toBe(0)
  await linkAccount(noor, 'email:noor@laurel-labs.example', 1, 'shopify')
  await tell(shopify, 'orders__exact_id')
  expect(await points()).toBe(50)
  expect(await sqlAlone(`SELECT external_id AS id FROM activity WHERE object_title = 'Order #9999'`)).toEqual([{ id: 'purchase:9007199254740993' }])
})
