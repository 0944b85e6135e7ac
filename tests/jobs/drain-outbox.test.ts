import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { messages } from '#app/domain/outbox/queries.server.ts'
import { drainOutbox } from '#app/jobs/drain-outbox.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { visitor } from '#tests/support/people.ts'

/** A real mail server on a free port that keeps what it gets, and can refuse or hang up. */
const received: string[] = []
let manner: 'take' | 'refuse' | 'hang up' = 'take'
const peer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_, __, done) => done(manner === 'refuse' ? Object.assign(new Error('mailbox busy'), { responseCode: 450 }) : null),
  onData: (stream, session, done) => {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      received.push(Buffer.concat(parts).toString())
      if (manner !== 'hang up') return done()
      // The mail is taken, and the answer is lost.
      for (const connection of peer.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy()
    })
  },
})
await new Promise<void>((ready) => peer.listen(0, '127.0.0.1', () => ready()))
const port = (peer.server.address() as { port: number }).port
process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
process.env.MAIL_FROM = 'Laurel <hello@laurel.example>'

afterAll(() => new Promise<void>((closed) => peer.close(() => closed())))

beforeEach(async () => {
  await resetDatabase()
  await openHub()
  received.length = 0
  manner = 'take'
})

const link = 'http://localhost:3000/sign-up/confirm?token=abc'
const post = (key: string, to = 'ada@example.test') =>
  inTransaction(visitor, (scope) =>
    put(scope, { key, template: 'confirm-address', member: null, to, fill: { program: 'Laurel', name: 'Ada & <Co>', link } }),
  )

test('a mail leaves by SMTP with text and HTML, and its words leave the database', async () => {
  await post('one')
  expect(await drainOutbox(1)).toBe(1)
  const [raw = ''] = received
  const mail = await PostalMime.parse(raw)
  expect(mail).toMatchObject({
    from: { name: 'Laurel', address: 'hello@laurel.example' },
    to: [{ address: 'ada@example.test' }],
    subject: 'Finish joining Laurel',
    messageId: expect.stringMatching(/^<laurel\.1\.\d+@laurel\.example>$/),
  })
  expect(mail.text).toContain(link)
  expect(mail.text).toContain('Ada & <Co>')
  expect(mail.html).toContain('Ada &amp; &lt;Co&gt;')
  expect(mail.html).toContain(`href="${link}"`)
  expect(await messages(1)).toMatchObject([{ state: 'sent', subject: 'Finish joining Laurel', attempts: 1, error: null }])
  expect(await sqlAlone('SELECT payload, text, html FROM message')).toEqual([{ payload: {}, text: null, html: null }])
})

test('[I10] four drainers at once send each of twenty mails once', { timeout: 40_000 }, async () => {
  for (let n = 0; n < 20; n += 1) await post(`mail-${n}`, `person${n}@example.test`)
  const drain = async () => {
    while ((await drainOutbox(1)) > 0);
  }
  await Promise.all([drain(), drain(), drain(), drain()])
  const addresses = await Promise.all(received.map(async (raw) => (await PostalMime.parse(raw)).to?.[0]?.address))
  expect(addresses.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `person${n}@example.test`).sort())
  expect((await messages(1)).every((message) => message.state === 'sent' && message.attempts === 1)).toBe(true)
})

test('a refusal of the mail server is tried again later; a lost answer is not, for nobody knows', async () => {
  manner = 'refuse'
  await post('refused')
  await drainOutbox(1)
  expect(await messages(1)).toMatchObject([{ state: 'waiting', attempts: 1, error: expect.stringContaining('mailbox busy') }])
  expect(await drainOutbox(1)).toBe(0)
  manner = 'hang up'
  await post('lost')
  await drainOutbox(1)
  manner = 'take'
  expect(received).toHaveLength(1)
  expect(await messages(1, { state: 'parked' })).toMatchObject([{ attempts: 1, error: expect.stringContaining('nobody knows whether it left') }])
  await sqlAlone(`UPDATE message SET retry_at = now() - interval '1 second' WHERE state = 'waiting'`)
  await drainOutbox(1)
  expect(await messages(1, { state: 'sent' })).toHaveLength(1)
  expect(received).toHaveLength(2)
})
