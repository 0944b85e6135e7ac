import { expect, test } from '@playwright/test'
import { deliver, discussionBy, expectAccessible, maya, signIn } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const title = `How do I name a branch? ${Date.now()}`
const body = discussionBy(maya, title)
let secret = ''

test('[IN-01][IN-02][PV-07][RU-01][MA-06] a manager makes a secret and a rule; a delivery signed with it changes the member’s page by itself', async ({
  page,
  browser,
}) => {
  await signIn(page, 'manager@laurel.example')
  await page.goto('/manage/channels/github')
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  const field = page.getByRole('textbox', { name: /^Secret/ })
  secret = await field.inputValue()
  expect(secret.length).toBeGreaterThan(20)
  await expectAccessible(page)
  await page.goto('/manage/channels/github')
  await expect(page.getByRole('main')).not.toContainText(secret)

  await page.goto('/manage/rules/new')
  await page.getByLabel('Title').fill('Questions asked')
  await page.getByLabel('a discussion is started').check()
  await page.getByLabel('How many points', { exact: true }).fill('40')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save the rule' }).click()
  await expect(page).toHaveURL(/manage\/rules\/\d+/)
  await page.getByRole('button', { name: /Switch.* on/i }).click()
  await expect(page.getByRole('button', { name: /Switch.* off/i })).toBeVisible()

  const memberPage = await (await browser.newContext()).newPage()
  await signIn(memberPage, 'member@laurel.example')
  await memberPage.goto('/')
  const chip = memberPage.getByRole('banner').getByRole('link', { name: /points to spend/ })
  const before = Number((await chip.innerText()).replaceAll(/\D/g, ''))
  const answer = await deliver('discussion', body, secret)
  expect(answer.status()).toBe(202)
  expect(await answer.json()).toMatchObject({ state: 'stored' })
  await expect(chip).toContainText((before + 40).toLocaleString('en-US'))
  await expect(memberPage.getByText(/Questions asked/).first()).toBeVisible()

  // A page whose stream opens late: what came in between is asked for, and only then.
  const reads: string[] = []
  memberPage.on('request', (request) => void (/\.data|live\/since/.test(request.url()) && reads.push(request.url())))
  let open = (): void => undefined
  const held = new Promise<void>((go) => (open = go))
  await memberPage.goto('/')
  await memberPage.waitForTimeout(700)
  expect(reads).toEqual([])
  await memberPage.route('**/live?after=*', (route) => held.then(() => route.continue()))
  const late = `Which branch is late? ${Date.now()}`
  await memberPage.goto('/')
  await expect(chip).toContainText((before + 40).toLocaleString('en-US'))
  await deliver('discussion', discussionBy(maya, late), secret)
  await expect(async () => expect(await (await memberPage.request.get('/activity')).text()).toContain(late)).toPass({ timeout: 10_000 })
  await expect(chip).toContainText((before + 40).toLocaleString('en-US'))
  open()
  await expect(chip).toContainText((before + 80).toLocaleString('en-US'))

  await memberPage.goto('/activity')
  const row = memberPage.getByRole('main').getByRole('listitem').filter({ hasText: title })
  await row.locator('summary').click()
  await expect(row).toContainText('“Questions asked” gave 40 points.')
  const earn = await browser.newPage()
  await earn.goto('/earn')
  await expect(earn.getByRole('main')).toContainText('Questions asked')
})

test('[IN-03][IN-04][LE-05] the same delivery again is a duplicate; taken back upstream, it is reversed and says so', async ({ page }) => {
  expect((await deliver('discussion', body)).status()).toBe(202)
  expect((await deliver('discussion', { ...body, action: 'deleted' })).status()).toBe(202)
  await signIn(page, 'member@laurel.example')
  await expect(async () => {
    await page.goto('/activity')
    const row = page.getByRole('main').getByRole('listitem').filter({ hasText: title })
    await expect(row).toHaveCount(1, { timeout: 1_000 })
    await expect(row).toContainText(/Reversed|Taken back/i, { timeout: 1_000 })
  }).toPass({ timeout: 10_000 })
})

test('[IN-02] a forged delivery is refused and leaves nothing', async ({ page }) => {
  const forged = discussionBy(maya, `Forged ${Date.now()}`)
  const answer = await deliver('discussion', forged, 'not-the-secret')
  expect(answer.status()).toBe(401)
  expect(await answer.text()).toContain('signature')
  await signIn(page, 'manager@laurel.example')
  await page.goto('/manage/channels/github')
  await expect(page.getByRole('table')).not.toContainText('Forged')
})

test('[MA-05][LE-02] a correction asks for a reason, appears in the ledger, and is told to the member in the manager’s words', async ({
  page,
  browser,
}) => {
  await signIn(page, 'manager@laurel.example')
  await page.goto('/manage/members?q=maya')
  await page.getByRole('link', { name: /Maya Lindqvist/ }).click()
  await expectAccessible(page)
  const form = page.locator('form', { has: page.getByLabel(/Reason/i) })
  await form
    .getByLabel(/points/i)
    .first()
    .fill('25')
  await form.getByLabel(/Reason/i).fill('Moderated the spring meetup.')
  await form.getByRole('button').last().click()
  await expect(
    page
      .getByRole('main')
      .getByRole('row')
      .or(page.getByRole('main').getByRole('listitem'))
      .filter({ hasText: 'Moderated the spring meetup.' })
      .first(),
  ).toBeVisible()
  const memberPage = await (await browser.newContext()).newPage()
  await signIn(memberPage, 'member@laurel.example')
  await memberPage.goto('/activity')
  await expect(memberPage.getByRole('main')).toContainText('Moderated the spring meetup.')
})
