// Our verifier against signers that others wrote, and against the examples that platforms document.
import { createHmac } from 'node:crypto'
import { sign as octokitSign } from '@octokit/webhooks-methods'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { generic } from '#integrations/generic/adapter.ts'
import { github } from '#integrations/github/adapter.ts'
import { deliveryOf, receivedAt, signedDelivery } from './fixtures.ts'

test("[IN-02] github agrees with GitHub's documented example and with its own library", async () => {
  // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
  const secret = "It's a Secret to Everybody"
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  expect(github.verify(deliveryOf('Hello, World!', { 'x-hub-signature-256': signature }), { webhook: [secret] })).toBe(true)
  expect(github.verify(deliveryOf('Hello, World!', { 'x-hub-signature-256': signature.toUpperCase() }), { webhook: [secret] })).toBe(false)
  const body = JSON.stringify({ zen: 'Ünïcödé ✓ 🏆' })
  const headers = { 'x-hub-signature-256': await octokitSign(secret, body) }
  expect(github.verify(deliveryOf(body, headers), { webhook: [secret] })).toBe(true)
})

test('[IN-10] generic agrees with the Standard Webhooks example and with its own library', () => {
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/webhook.test.ts
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  const sent = { ...deliveryOf('{"test": 2432232314}', headers), receivedAt: new Date(1614265330_000) }
  expect(generic.verify(sent, { webhook: [secret] })).toBe(true)
  const mine = generic.newSecret()
  const body = JSON.stringify({ title: 'Ünïcödé ✓ 🏆' })
  const signature = new Webhook(mine).sign('msg_1', receivedAt, body)
  const stamped = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(receivedAt.getTime() / 1000) }
  const several = `v1a,bm90IG1pbmU= v1,bm90IG1pbmU= ${signature}`
  for (const given of [signature, several]) {
    expect(generic.verify(deliveryOf(body, { ...stamped, 'webhook-signature': given }), { webhook: [mine] })).toBe(true)
  }
  const signed = signedDelivery(generic, { headers: {}, body: { title: 'ours' } }, mine)
  expect(new Webhook(mine).sign(signed.headers['webhook-id'] ?? '', receivedAt, Buffer.from(signed.body))).toBe(signed.headers['webhook-signature'])
})

test('[IN-10] generic refuses a message that is more than five minutes old or ahead', () => {
  const secret = generic.newSecret()
  const at = (seconds: number) => {
    const delivery = deliveryOf({ id: 'a' })
    const headers = generic.sign(delivery.body, {}, secret, new Date(receivedAt.getTime() + seconds * 1000))
    return generic.verify({ ...delivery, headers }, { webhook: [secret] })
  }
  expect([-3600, -301, -300, 0, 300, 301, 3600].map(at)).toEqual([false, false, true, true, true, false, false])
})

test('[IN-10] generic refuses a signature whose id, time and body were divided at another place', () => {
  const secret = generic.newSecret()
  const time = String(receivedAt.getTime() / 1000)
  const body = '{"id":"a"}'
  const signature = new Webhook(secret).sign('m', receivedAt, `0.${body}`)
  const verified = (id: string, sent: string, text: string) => {
    const headers = { 'webhook-id': id, 'webhook-timestamp': sent, 'webhook-signature': signature }
    return generic.verify(deliveryOf(text, headers), { webhook: [secret] })
  }
  expect(verified('m', time, `0.${body}`)).toBe(true)
  expect([verified('m', `${time}.0`, body), verified(`m.${time}`, '0', body)]).toEqual([false, false])
})

test('[IN-02] a signature made with an empty key proves nothing', () => {
  const body = Buffer.from('{"id":"a"}')
  const time = String(receivedAt.getTime() / 1000)
  const hub = { 'x-hub-signature-256': `sha256=${createHmac('sha256', '').update(body).digest('hex')}` }
  const standard = createHmac('sha256', '').update(`m.${time}.`).update(body).digest('base64')
  const stamped = { 'webhook-id': 'm', 'webhook-timestamp': time, 'webhook-signature': `v1,${standard}` }
  for (const empty of ['', ' ', 'whsec_', 'whsec_====', 'whsec_!!!!', '====']) {
    expect.soft(generic.verify(deliveryOf(body, stamped), { webhook: [empty] }), `generic ${empty}`).toBe(false)
    if (empty.trim() === '') expect.soft(github.verify(deliveryOf(body, hub), { webhook: [empty] }), 'github').toBe(false)
  }
})
