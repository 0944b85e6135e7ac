import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { conversationById, conversationsIn } from '#app/domain/conversations/queries.server.ts'
import { noticesOf } from '#app/domain/notices/queries.server.ts'
import { answerConversation } from '#app/flows/answer-conversation.server.ts'
import { writeToStaff } from '#app/flows/write-to-staff.server.ts'
import { action, loader } from '#app/routes/hub/messages.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { Browser, mails, visit } from '#tests/support/people.ts'

let ines: number
let other: number
let manager: number
beforeAll(async () => {
  await resetDatabase()
  await openHub()
  ines = await addMember('ines')
  other = await addMember('other')
  manager = await addMember('manager', { linked: false })
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'manager')`, [manager])
})

test('[ME-10] a question from a page reaches the inbox once with its page linked, the answer reaches the member by notice and mail, and nobody else reads it', async () => {
  const browser = new Browser()
  const set = await openSession(browser.request('/'), 1, ines)
  browser.take(new Response(null, { headers: { 'set-cookie': set } }))
  const page = await visit(browser, loader, '/messages?from=/board%3Fperiod%3Dmonth')
  expect(page.body).toMatchObject({ start: { from: '/board?period=month' }, pageTitle: 'The board' })
  const key = randomUUID()
  const form = { key, from: '/board?period=month', subject: 'My place', body: 'Why am I fourth?' }
  const sent = await visit(browser, action, '/messages', form)
  const again = await visit(browser, action, '/messages', form)
  expect([sent.status, again.to]).toEqual([303, sent.to])
  expect((await visit(browser, action, '/messages', { ...form, key: randomUUID(), body: '' })).status).toBe(400)
  expect((await visit(browser, action, '/messages', { ...form, key: randomUUID(), from: '//evil.test' })).status).toBe(303)
  const [first] = await conversationsIn(1, 'waiting')
  expect(first).toMatchObject({ handle: 'ines', subject: 'My place', page: '/board?period=month', pageTitle: 'The board', last: 'Why am I fourth?' })
  expect((await conversationsIn(1, 'waiting')).map((row) => row.page)).toEqual(['/board?period=month', '/'])

  const id = first?.id ?? 0
  const answer = { conversation: id, key: randomUUID(), body: 'Places count the month.', close: false }
  await answerConversation({ program: 1, by: manager }, answer)
  await answerConversation({ program: 1, by: manager }, answer)
  expect(await noticesOf(1, ines, null, 9)).toMatchObject([{ kind: 'message.answered', body: 'Places count the month.', url: `/messages/${id}` }])
  expect(await mails()).toMatchObject([{ template: 'word', to: 'ines@example.test', fill: { quote: 'Places count the month.' } }])
  expect((await conversationById(1, id, ines))?.lines.map((line) => [line.staff, line.body])).toEqual([
    [false, 'Why am I fourth?'],
    [true, 'Places count the month.'],
  ])
  expect(await conversationById(1, id, other)).toBeNull()
  expect(await writeToStaff({ program: 1, by: other }, { conversation: id, key: randomUUID(), body: 'Let me in.' })).toMatchObject({
    kind: 'not_found',
  })
  await writeToStaff({ program: 1, by: ines }, { conversation: id, key: randomUUID(), body: 'Thank you, and the week?' })
  expect((await conversationById(1, id, null))?.state).toBe('waiting')
})
