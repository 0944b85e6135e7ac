import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

const password = 'a long enough phrase'
const stamp = Date.now().toString(36)

/** Signs in as Yuki by the button of her GitHub. */
async function byGithub(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with GitHub' }).click()
  await page.getByRole('button', { name: /yuki-tan/ }).click()
  await expect(page).not.toHaveURL(/login|sign-in/)
}

/** The lines of a member's activity: what, and how many points. Times pass, so they are left out. */
async function linesOf(page: Page): Promise<string[]> {
  await page.goto('/activity')
  const rows = page.getByRole('main').locator('li[id^="line-"]')
  await expect(rows.first()).toBeVisible()
  return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(/(just now|\d+ (second|minute)s? ago)/g, ''))
}

async function fresh(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage()
}

test('[ME-03][ME-01] a visitor is told what waits for their name, claims it by signing in, and finds it credited', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'See what waits for you' }).click()
  await page.getByLabel(/Your user name/).fill('@Yuki-Tan')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^750 points wait for you$/i)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Claim it with GitHub' }).click()
  await page.getByRole('button', { name: /yuki-tan/ }).click()
  await expect(async () => {
    await page.goto('/activity')
    await expect(page.getByRole('main')).toContainText('Name the glossary', { timeout: 1_000 })
    await expect(page.getByRole('main')).toContainText('+750', { timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
  await page.goto('/claim?handle=yuki-tan')
  await expect(page.getByRole('main')).toContainText('Nothing waits for @yuki-tan')
})

test('[LE-07] two accounts are merged and split on the pages, and both ledgers are as they were, entry for entry', async ({ page, browser }) => {
  test.setTimeout(180_000)
  const [yuki, second] = [await fresh(browser), await fresh(browser)]
  await byGithub(yuki)
  await second.goto('/sign-up')
  await second.getByLabel('Your name').fill('Yuki Tan')
  await second.getByLabel('E-mail address').fill(`yuki-${stamp}@journey.example`)
  await second.getByLabel('Password').fill(password)
  await second.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click()
  await second.getByRole('link', { name: 'Open the link of the mail' }).click()
  await second.getByRole('button', { name: 'Finish joining' }).click()
  await expect(second).not.toHaveURL(/sign-up/)
  await signIn(page, 'manager@laurel.example')
  await page.goto(`/manage/members?q=Yuki`)
  await page
    .getByRole('row', { name: /yuki-tan-2/ })
    .getByRole('link')
    .first()
    .click()
  const form = page.locator('form', { has: page.getByLabel(/Reason/i) })
  await form
    .getByLabel(/points/i)
    .first()
    .fill('25')
  await form.getByLabel(/Reason/i).fill('Carried chairs at the meetup.')
  await form.getByRole('button').last().click()
  await expect(page.getByRole('main')).toContainText('Carried chairs at the meetup.')
  const before = [await linesOf(yuki), await linesOf(second)]
  expect(before[1]?.join()).toContain('25')

  // The same name on two accounts is a reason to look.
  await page.goto('/manage/merges')
  const pair = page.getByRole('listitem').filter({ hasText: '@yuki-tan-2' })
  await expect(pair).toContainText(/Both have the name/)
  await pair.getByRole('link', { name: 'Compare' }).click()
  await page.getByRole('radio', { name: /^@yuki-tan yuki/ }).check()
  await page.getByLabel('How you know').fill('She wrote to us from both.')
  await page.getByRole('button', { name: 'Merge them' }).click()
  await expect(page.getByText('They are one person now.')).toBeVisible()
  await signIn(second, `yuki-${stamp}@journey.example`, password)
  expect((await linesOf(second)).toSorted()).toEqual(before.flat().toSorted())

  await page
    .getByRole('listitem')
    .filter({ hasText: '@yuki-tan-2' })
    .getByRole('link', { name: /Split|Compare|Look/ })
    .first()
    .click()
  await page.getByRole('button', { name: /Split @yuki-tan-2 off/ }).click()
  await expect(page.getByText('Both accounts stand for themselves again')).toBeVisible()
  await byGithub(yuki)
  await signIn(second, `yuki-${stamp}@journey.example`, password)
  expect([await linesOf(yuki), await linesOf(second)]).toEqual(before)
})

test('[ME-02] the settings say how each account is proved, and an account that is gone asks what becomes of it', async ({ page }) => {
  await signIn(page, 'member@laurel.example')
  await page.goto('/settings/accounts')
  const github = page.getByRole('region', { name: 'GitHub' })
  await expect(github).toContainText('maya-lindqvist')
  await github.getByText('Unlink this account').click()
  await expect(github.getByRole('button', { name: 'Unlink GitHub' })).toBeVisible()
})

test('[IN-21][ME-01] an owner sets up a forum’s sign-in, and a manager says what the forum gives for a badge', async ({ page }) => {
  await signIn(page, 'owner@laurel.example')
  await page.goto('/manage/sign-in')
  await page.getByRole('link', { name: /Discourse forum Members sign/ }).click()
  await page.getByLabel('Name on the button').fill('our forum')
  await page.getByLabel('Address of the forum').fill('not an address')
  await page.getByLabel('Secret').fill('a-secret-of-the-forum-0123')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/Enter an address like/)).toBeVisible()
  await page.getByLabel('Address of the forum').fill('https://forum.journey.example')
  await page.getByLabel('Secret').fill('a-secret-of-the-forum-0123')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. The secret is sealed')).toBeVisible()
  await page.getByRole('button', { name: 'Switch our forum off' }).click()
  await expect(page.getByRole('row', { name: /our forum/ })).toContainText('off')
  await page.goto('/manage/channels/discourse/gives')
  await page.getByLabel('Which').fill('102')
  await page.getByRole('button', { name: 'Give it' }).click()
  await expect(page.getByText('From now on it is given')).toBeVisible()
  await expect(page.getByRole('table', { name: /What Discourse gives/ })).toContainText(
    /Whoever holds the badge .* gets a badge of the forum \(102\)/,
  )
  await page.getByRole('button', { name: /Switch off/ }).click()
  await expect(page.getByText('It is off. What was held')).toBeVisible()
})
