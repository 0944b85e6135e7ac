import { randomInt } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { deliver, expectAccessible, fixture, maya, signIn } from './journey.ts'

test('[ME-04][ME-05][ME-06][CH-08] a visitor tries an open challenge, joins with the same browser, and finds it paid, with the next step offered', async ({
  page,
}) => {
  await page.goto('/challenges')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Look around' }).click()
  await page.getByRole('button', { name: 'I have done it' }).click()
  await expect(page.getByRole('main')).toContainText('This is kept in your browser')
  await page.getByLabel('Learn first').check()
  await page.getByRole('button', { name: 'Hand it in' }).click()
  await expect(page.getByRole('main')).toContainText('50 points are waiting for you')
  await expectAccessible(page)
  await page.getByRole('main').getByRole('link', { name: 'Join' }).click()
  await page.getByLabel('Your name').fill('Vera Visitor')
  await page.getByLabel('E-mail address').fill('vera@journey.example')
  await page.getByLabel('Password').fill('a long enough phrase')
  await page.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('link', { name: 'Open the link of the mail' }).click()
  await page.getByRole('button', { name: 'Finish joining' }).click()
  await expect(page).not.toHaveURL(/sign-up/)
  await page.goto('/challenges/say-hello')
  await expect(page.getByRole('main')).toContainText('You earned 50 points')
  await expect(page.getByRole('link', { name: 'Go there' })).toBeVisible()
  await page.goto('/activity')
  await expect(page.getByRole('main')).toContainText('Look around')
  await page.goto('/')
  await expect(page.getByRole('main')).toContainText('Introduce yourself')
  await expect(page.getByRole('main')).toContainText('+40')
  expect((await page.goto('/challenges/mentor'))?.status(), 'for level 3 and up').toBe(404)
})

test.describe('without script, on a small screen', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('[UX-07][CH-15][ME-12][CH-22] a member saves one for later, writes a draft, finds it again, hands it in, and checks in once', async ({
    page,
  }) => {
    await signIn(page, 'member@laurel.example')
    await page.goto('/challenges')
    await page.getByRole('button', { name: 'Put away: Write an honest review' }).click()
    await expect(page.getByRole('link', { name: 'Write an honest review' })).toHaveCount(0)
    await page.goto('/challenges?show=away')
    await page.getByRole('button', { name: 'Bring back: Write an honest review' }).click()
    await page.goto('/challenges/talk-or-article')
    await page.getByLabel('Its title').fill('Backups without tears')
    await page.getByRole('button', { name: 'Keep as a draft' }).click()
    await expect(page.getByRole('main')).toContainText('Your draft is kept')
    await page.goto('/challenges/talk-or-article')
    await expect(page.getByLabel('Its title')).toHaveValue('Backups without tears')
    await page.getByLabel('A talk').check()
    await page.getByLabel('Where can we see it?').fill('https://video.example/backups?utm_source=x')
    await page.getByRole('button', { name: 'Hand it in' }).click()
    await expect(page.getByRole('main')).toContainText('A person looks at it')
    await page.goto('/challenges/daily-hello')
    await page.getByRole('button', { name: 'Check in' }).click()
    await expect(page.getByRole('main')).toContainText('You earned 2 points')
    await expect(page.getByRole('button', { name: 'Check in' })).toHaveCount(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  })
})

test('[CH-15] what is written when a session ends comes back after signing in', async ({ page, context }) => {
  await signIn(page, 'member@laurel.example')
  await page.goto('/challenges/introduce-yourself')
  await page.goto('/challenges/translate-a-page')
  await expectAccessible(page)
  await page.getByLabel('What should we know about it?').fill('The page about backups, in Portuguese.')
  await page.getByLabel('Address of your work').fill('https://docs.example/pt/backups')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Hand it in' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await signIn(page, 'member@laurel.example')
  await page.goto('/challenges/translate-a-page')
  await expect(page.getByLabel('What should we know about it?')).toHaveValue('The page about backups, in Portuguese.')
})

test('[CH-03][RU-12] a merged pull request closes its step by itself, while the member looks at the page', async ({ page }) => {
  await signIn(page, 'member@laurel.example')
  await page.goto('/challenges/first-merge')
  await expect(page.getByRole('main')).toContainText('A pull request of yours is merged')
  const body = fixture('pull_request__merged')
  const id = randomInt(100_000, 9_000_000)
  const at = new Date().toISOString().replace(/\.\d+Z/, 'Z')
  const url = `https://github.com/laurel-labs/hub/pull/${id}`
  const pull = { ...(body.pull_request as object), id, number: id, html_url: url, user: { ...maya, type: 'User' }, merged_at: at, closed_at: at }
  expect((await deliver('pull_request', { ...body, number: id, pull_request: pull })).status()).toBe(202)
  await expect(page.getByRole('main')).toContainText('You earned 200 points')
  await page.getByRole('link', { name: 'Comments and questions' }).click()
  await page.getByRole('region', { name: 'What others say' }).getByLabel('Say something').fill('The smallest change is a fine first one.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page).toHaveURL(/challenges\/first-merge#comment-/)
  await expect(page.getByRole('main')).toContainText('The smallest change is a fine first one.')
  await expectAccessible(page)
})
