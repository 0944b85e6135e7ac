import { randomInt, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, expect, type Page, request, test } from '@playwright/test'
import pg from 'pg'
import { DEMO_SECRETS } from '../../app/entry.settings.js'
import { adapterById } from '../../integrations/registry.ts'
import { expectAccessible, signIn } from './journey.ts'

test.describe.configure({ mode: 'serial' })

let manager: Page
let member: Page
test.beforeAll(async ({ browser }) => {
  manager = await signedInAs(browser, 'manager@laurel.example')
  member = await signedInAs(browser, 'member@laurel.example')
})
test.afterAll(async () => {
  await manager.context().close()
  await member.context().close()
})

test('[IN-04][IN-05][MA-06] a forum is connected; an answer is accepted there and un-accepted again: the member sees the award, then the reversal, each with its reason', async () => {
  const secret = await connect('discourse')
  await expectAccessible(manager)
  await ruleFor('Answers in the forum', ['a reply is accepted as the answer'], 70)
  await giveMaya('discourse', '50041')
  const solved = answerBy('50041', `Which index does it use? ${randomUUID().slice(0, 8)}`)
  const tell = (event: string, id: string) =>
    deliver('discourse', { solved }, { 'x-discourse-event': event, 'x-discourse-event-id': id, 'x-discourse-event-type': 'solved' }, secret)

  await tell('accepted_solution', '1')
  await expectLine(solved.topic_title, '70', '“Answers in the forum” gave 70 points.')
  await tell('unaccepted_solution', '2')
  await expectLine(solved.topic_title, /Reversed|Taken back/i, /un-?accepted|taken back/i)
})

test('[IN-08][RU-07] an idea on the portal is planned, then done: each stage pays, and both stand', async () => {
  const secret = await connect('fider')
  await ruleFor('Ideas move on', ['Fider/an idea is planned', 'Fider/an idea is done'], 45)
  await giveMaya('fider', '90017')
  const number = randomInt(1_000, 9_000_000)
  const title = `Export the year as a picture ${number}`
  const author = { id: 90_017, name: 'Maya' }
  const url = `https://ideas.laurel.example/posts/${number}`
  const idea = (status: string) => ({ id: number, number, title, url, created_at: new Date().toISOString(), status, author })
  const balance = () => member.getByRole('banner').getByRole('link', { name: /points to spend/ })
  await member.goto('/')
  const before = Number((await balance().innerText()).replaceAll(/\D/g, ''))
  await deliver('fider', { event: 'change_status', post: idea('planned'), author: { id: 1, name: 'Staff' } }, {}, secret)
  await expect(balance()).toContainText((before + 45).toLocaleString('en-US'))
  await deliver('fider', { event: 'change_status', post: idea('completed'), author: { id: 1, name: 'Staff' } }, {}, secret)
  await expect(balance()).toContainText((before + 90).toLocaleString('en-US'))
  await member.goto('/activity')
  await expect(member.getByRole('main').getByRole('listitem').filter({ hasText: title })).toHaveCount(2)
})

test('[IN-11][IN-01] a manager names a feed, the hub reads it at once, and what its author wrote is theirs once the feed shows their token', async () => {
  const entry = `What the second reviewer sees ${randomUUID().slice(0, 8)}`
  let [token, written] = ['', false]
  const site = createServer((_request, response) => {
    const item = `<item><guid isPermaLink="false">${entry}</guid><title>${entry}</title><pubDate>${new Date().toUTCString()}</pubDate></item>`
    response.end(`<rss version="2.0"><channel><title>Maya writes</title><description>${token}</description>${written ? item : ''}</channel></rss>`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${(site.address() as AddressInfo).port}`
  await manager.goto('/manage/channels/feeds')
  await manager.getByRole('link', { name: 'Say what to ask for' }).click()
  await manager.getByLabel('Feeds, one a line').fill(`http://${address}/feed.xml`)
  await manager.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(manager.getByText('Saved. The hub is asking now.')).toBeVisible()
  await expectAccessible(manager)
  await ruleFor('Entries of our bloggers', ['an entry is published in a feed'], 35)
  written = true
  await manager.goto('/manage/channels/feeds/past')
  await manager.getByRole('button', { name: 'Begin reading' }).click()
  await expect(async () => {
    await manager.goto('/manage/channels/feeds')
    await expect(manager.getByText(entry)).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await expectAccessible(manager)

  await member.goto('/settings/accounts')
  const card = member.getByRole('region', { name: 'Blogs and feeds' })
  await card.getByText(/Prove your account|Or prove it/).click()
  token = await card.getByRole('textbox', { name: /Put this into the title or the description of your feed/ }).inputValue()
  await card.getByLabel('The address of your feed').fill(`http://${address}`)
  await card.getByRole('button', { name: 'Read the feed' }).click()
  await expect(member).toHaveURL(/linked=1/)
  await expectLine(entry, '35', '“Entries of our bloggers” gave 35 points.')
  await new Promise((resolve) => site.close(resolve))
})

test('[IN-10] a message nobody knows arrives; a manager says what it means, sees the result before saving, and sends a test event', async () => {
  await giveMaya('generic', 'u-maya-77')
  const code = `IDX-${randomInt(1_000_000)}`
  const lesson = { webhookEvent: 'lesson:finished', learner: { uid: 'u-maya-77' }, lesson: { code, label: `Indexing JSON ${code}`, mark: 92 } }
  await deliver('generic', lesson, {}, DEMO_SECRETS.GENERIC_WEBHOOK_SECRET)
  await expect(async () => {
    await manager.goto('/manage/channels/generic/mapping')
    await expect(manager.getByLabel('The message')).toHaveValue(new RegExp(code), { timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
  await manager.getByLabel('It means that').selectOption('course.completed')
  const fields = {
    'What makes it one of its kind': 'lesson.code & ":" & learner.uid',
    'Who did it: id or e-mail address': 'learner.uid',
    'What it was done with: id': 'lesson.code',
    'Its title': 'lesson.label',
    'What rules may ask about': 'score = lesson.mark',
    'Only messages for which this holds': 'webhookEvent = "lesson:finished"',
  }
  for (const [label, value] of Object.entries(fields)) await manager.getByLabel(label, { exact: true }).fill(value)
  await manager.getByRole('button', { name: 'Try it on the message' }).click()
  await expect(manager.getByText('It is read as: Completed a course')).toBeVisible()
  await expect(manager.getByRole('main')).toContainText(`${code}:u-maya-77`)
  await expectAccessible(manager)
  await manager.getByRole('button', { name: 'Save the mapping' }).click()
  await expect(manager.getByText(/Saved as version 1/)).toBeVisible()
  await expectLine(`Indexing JSON ${code}`, /Counted|150|300/, /“Courses” gave/)

  await manager.getByRole('button', { name: 'Send a test event' }).click()
  await manager.getByRole('link', { name: 'Look at the test event' }).click()
  await expect(manager.getByRole('main')).toContainText('It can never count: it is a test event.')
})

async function signedInAs(browser: Browser, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, email)
  return page
}

/** Connects a channel on its page and answers its secret, seen this once. */
async function connect(slug: string): Promise<string> {
  await manager.goto(`/manage/channels/${slug}`)
  await manager.getByRole('button', { name: 'Make an address and a secret' }).click()
  const field = manager.getByRole('textbox', { name: 'Secret', exact: true })
  await expect(field).toHaveValue(/.{20,}/)
  return field.inputValue()
}

/** A rule that is on. A kind is named by its words, with the channel's name before a slash where several channels say the same. */
async function ruleFor(title: string, kinds: readonly string[], points: number): Promise<void> {
  await manager.goto('/manage/rules/new')
  await manager.getByLabel('Title').fill(title)
  for (const kind of kinds) {
    const [words = '', channel] = kind.split('/').reverse()
    const among = channel ? manager.getByRole('group', { name: channel, exact: true }) : manager
    await among.getByLabel(words, { exact: true }).check()
  }
  await manager.getByLabel('How many points', { exact: true }).fill(String(points))
  await manager.getByRole('button', { name: 'Save the rule' }).click()
  await expect(manager).toHaveURL(/manage\/rules\/\d+/)
  await manager.getByRole('button', { name: /Switch.* on/i }).click()
  await expect(manager.getByRole('button', { name: /Switch.* off/i })).toBeVisible()
}

/** An account of a channel is Maya’s: as if she had proved it. */
async function giveMaya(slug: string, account: string): Promise<void> {
  const database = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL })
  await database.connect()
  await database.query(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof)
     SELECT s.program_id, s.id, $2, m.id, 'maya', 'test' FROM source s JOIN member m ON m.program_id = s.program_id AND m.email = 'member@laurel.example'
     WHERE s.slug = $1 ON CONFLICT DO NOTHING`,
    [slug, account],
  )
  await database.end()
}

/** A post that is the answer, as the forum tells of it. */
function answerBy(user: string, title: string) {
  const id = randomInt(1_000_000, 9_000_000)
  const at = new Date().toISOString()
  const topic = { topic_id: id + 1, topic_slug: 'an-answer', topic_title: title, topic_archetype: 'regular', category_slug: 'help' }
  return { id, post_number: 3, post_type: 1, user_id: Number(user), username: 'maya', created_at: at, raw: 'The second one.', ...topic }
}

/** Posts a body to the channel's door, signed as its platform signs. */
async function deliver(slug: string, body: object, headers: Record<string, string>, secret: string): Promise<void> {
  const adapter = adapterById(slug)
  if (!adapter) throw new Error(`There is no adapter ${slug}.`)
  const bytes = Buffer.from(JSON.stringify(body))
  const context = await request.newContext({ baseURL: process.env.E2E_URL })
  const answer = await context.post(`/webhooks/${slug}`, { headers: adapter.sign(bytes, headers, secret, new Date()), data: bytes })
  expect(answer.status(), await answer.text()).toBe(202)
  await context.dispose()
}

/** The member’s line about a thing says this in a while, and opened it gives this reason. */
async function expectLine(title: string, says: string | RegExp, reason: string | RegExp): Promise<void> {
  const row = member.getByRole('main').getByRole('listitem').filter({ hasText: title }).first()
  await expect(async () => {
    await member.goto('/activity')
    await expect(row).toContainText(says, { timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
  await row.locator('summary').click()
  await expect(row).toContainText(reason)
}
