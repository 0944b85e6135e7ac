import { type Browser, expect, type Page, test } from '@playwright/test'
import { application, botToken, DiscordPeer, guild, rooms } from '../support/discord.ts'
import { expectAccessible, signIn } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const maya = '730000000000000777'
const minute = 60_000
const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute)

const peer = new DiscordPeer()
let manager: Page
let member: Page
test.beforeAll(async ({ browser }) => {
  await peer.start()
  manager = await signedInAs(browser, 'manager@laurel.example')
  member = await signedInAs(browser, 'member@laurel.example')
})
test.afterAll(async () => {
  await manager.context().close()
  await member.context().close()
  await peer.stop()
})

test('[IN-07][ME-02][ME-03][F2] a message on Discord is counted, held back by a cooldown and capped; the page and /why give the same reasons', async () => {
  await connect()
  await manager.goto('/manage/rules')
  await manager.getByRole('link', { name: 'Talk on Discord', exact: true }).click()
  const between = manager.getByLabel('How long between two')
  await expect(between).toHaveValue(/^[51]$/)
  await between.fill('1')
  await manager.getByRole('button', { name: /^Save as version/ }).click()
  await expect(manager.getByText(/is saved/).first()).toBeVisible()
  await manager.goto('/manage/rules')
  await expect(manager.getByRole('listitem').filter({ hasText: 'Talk on Discord' })).toContainText('1 minute')

  // Before the account is hers, what she says waits.
  peer.say(maya, { at: ago(4) })
  expect(await answerTo('why')).toContain('Say `/link` once')
  const link = /\/link\/\S+/.exec(await answerTo('link'))?.[0] ?? ''
  await member.goto(link)
  await expectAccessible(member)
  await member.getByRole('button', { name: 'Yes, link it to me' }).click()
  await expect(member.getByRole('main')).toContainText(/Discord/)
  for (const minutes of [3.8, 2.5, 1.2, 0]) peer.say(maya, { at: ago(minutes) })

  const rows = member.getByRole('main').getByRole('listitem').filter({ hasText: 'A message in #help' })
  await expect(async () => {
    await member.goto('/activity')
    await expect(rows).toHaveCount(5, { timeout: 1_000 })
    await expect(rows.filter({ hasText: 'is being counted' })).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  const reasons = [
    'at most 3 a day',
    '“Talk on Discord” gave 2 points',
    '“Talk on Discord” gave 2 points',
    'waits 1 minute between two',
    'gave 2 points',
  ]
  for (const [index, reason] of reasons.entries()) {
    await rows.nth(index).locator('summary').click()
    await expect(rows.nth(index)).toContainText(reason)
  }
  const why = await answerTo('why')
  for (const words of ['waits 1 minute between two', 'at most 3 a day', '“Talk on Discord” gave 2 points', '/activity']) expect(why).toContain(words)
  expect(peer.callbacks.every(({ data }) => data.flags === 64)).toBe(true)
})

test('[IN-18][IN-19] a day in which nothing was heard is read again while the manager watches: waits are named, it is stopped and goes on, and nothing is there twice', async ({
  browser,
}) => {
  const missed = [20, 19.5, 19, 18, 17.5, 17].map((hours) => peer.say(maya, { at: ago(hours * 60), heard: false }))
  peer.say(maya, { channel: rooms.offTopic, at: ago(60), heard: false })
  peer.limit = { path: /\/messages$/, times: 1, seconds: 20 }
  await beginReading()
  await manager.getByRole('link', { name: 'Messages, replies, threads and forum posts' }).first().click()
  const main = manager.getByRole('main')
  const progress = manager.getByRole('progressbar')
  // Nothing is loaded anew by hand from here on.
  await expect(progress).toBeVisible()
  await expect(main).toContainText('The platform asks for patience. It goes on at')
  expect(Number(await progress.getAttribute('value'))).toBeGreaterThan(0)
  await manager.getByRole('button', { name: 'Stop' }).click()
  await expect(manager.getByText('It goes on from there whenever you like.')).toBeVisible()
  await manager.getByRole('button', { name: 'Go on' }).click()
  await manager.getByRole('link', { name: 'Messages, replies, threads and forum posts' }).first().click()
  await expect(main).toContainText('went on once from where it was stopped')
  await expect(main.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(stat('Missing, and added now')).toContainText(String(missed.length))
  await expect(stat('Known here before')).toContainText('5')
  await expect(main).toContainText('It happened before the channel was connected.')
  await expectAccessible(manager)

  const rows = member.getByRole('main').getByRole('listitem').filter({ hasText: 'A message in #help' })
  const lines = async (): Promise<number> => {
    await member.goto('/activity')
    return rows.count()
  }
  await expect.poll(lines).toBe(11)
  await beginReading()
  const first = main.getByRole('listitem').filter({ hasText: 'Messages, replies' }).first()
  // Only the new reading knew them all: until it is listed, the first one is the one before.
  await expect(first).toContainText('11 on the platform, 11 known here', { timeout: 30_000 })
  await expect(first).toContainText('Done', { timeout: 30_000 })
  expect(await lines()).toBe(11)

  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await manager.context().storageState() })
  const page = await plain.newPage()
  await page.goto('/manage/channels/discord/past')
  await page.getByRole('link', { name: 'Messages, replies, threads and forum posts' }).first().click()
  await expect(page.getByRole('main')).toContainText('7 pages read')
  await plain.close()
})

const stat = (label: string) => manager.getByRole('main').locator('dl > div').filter({ hasText: label })

async function signedInAs(browser: Browser, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, email)
  return page
}

/** Enters what the hub needs, and waits until its connection is open. */
async function connect(): Promise<void> {
  await manager.goto('/manage/channels/discord/past')
  const fields = {
    'Server ID': guild,
    'Channels that count': [rooms.help, rooms.ideas, rooms.voice].join(', '),
    'Application ID': application,
    'Bot token': botToken,
    'Address of Discord’s interface': peer.api,
  }
  for (const [label, value] of Object.entries(fields)) await manager.getByLabel(label, { exact: true }).fill(value)
  await manager.getByRole('button', { name: 'Save the access' }).click()
  await expect(manager.getByText('Saved. Keys are sealed')).toBeVisible()
  await expect(async () => {
    await manager.goto('/manage/channels/discord')
    await expect(manager.getByRole('region', { name: 'Connection' }).getByText('Open', { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expectAccessible(manager)
}

/** Gives a slash command as Maya, and answers what she alone is told. */
async function answerTo(name: string): Promise<string> {
  const before = peer.callbacks.length
  peer.command(name, maya)
  await expect.poll(() => peer.callbacks.length).toBe(before + 1)
  return peer.callbacks.at(-1)?.data.content ?? ''
}

/** Has the messages of the last two days read again. */
async function beginReading(): Promise<void> {
  await manager.goto('/manage/channels/discord/past')
  await manager.getByRole('combobox', { name: /^Read/ }).selectOption('messages')
  await manager.getByLabel('back to').fill(
    ago(2 * 24 * 60)
      .toISOString()
      .slice(0, 10),
  )
  await manager.getByRole('button', { name: 'Begin reading' }).click()
  await expect(manager.getByText('The hub reads page by page.')).toBeVisible()
}
