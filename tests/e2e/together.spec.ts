import { expect, test } from '@playwright/test'
import { signIn } from './journey.ts'

test('[MA-11][CH-12][UX-07] the code on the organizer’s screen checks a member in with script off, and a vote is given and taken back', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const screen = await browser.newPage()
  await signIn(screen, 'manager@laurel.example')
  await screen.goto('/manage/events/docs-week/screen')
  await expect(screen.getByRole('img', { name: /Code to scan/ })).toBeVisible()
  const code = (await screen.getByRole('main').innerText()).match(/\b([0-9A-Z]{3}) ([0-9A-Z]{3})\b/)
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
  const page = await context.newPage()
  await signIn(page, 'owner@laurel.example')
  await page.goto('/events/docs-week/check-in')
  await page.getByLabel('The code on the screen').fill('ZZZZZZ')
  await page.getByRole('button', { name: 'I am here' }).click()
  await expect(page.getByRole('alert')).toContainText('not the code on the screen')
  await page.getByLabel('The code on the screen').fill(`${code?.[1]}${code?.[2]}`)
  await page.getByRole('button', { name: 'I am here' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are in')
  await page.goto('/contests/show-your-workbench')
  await page.getByRole('button', { name: /^Vote for it.*Two screens/ }).click()
  await expect(page.getByRole('main')).toContainText('Your vote counts')
  await page.getByRole('button', { name: /^Take my vote back.*Two screens/ }).click()
  await expect(page.getByRole('main')).toContainText('You have one vote to give')
  await context.close()
  await screen.close()
})
