import { expect, test } from 'vitest'
import { loader } from '#app/routes/hub/about.tsx'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

async function about() {
  const request = new Request('http://localhost:3000/about')
  return loader({ request, params: {}, context: { nonce: '' } })
}

test('[MA-12] a fresh install has an about page, and its numbers follow the configuration and the book', async () => {
  await openHub({ name: 'Fresh' })
  const fresh = await about()
  expect(fresh.program.name).toBe('Fresh')
  expect(fresh.numbers).toEqual({ rules: 0, levels: 6, badges: 0, members: 0, month: 0 })
  expect(fresh.channels).toEqual(expect.arrayContaining(['GitHub', 'Signed JSON']))
  await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 70 })
  await send(message({ id: 'a1', time: new Date().toISOString() }))
  await settleAll()
  expect((await about()).numbers).toEqual({ rules: 1, levels: 6, badges: 0, members: 1, month: 70 })
})
