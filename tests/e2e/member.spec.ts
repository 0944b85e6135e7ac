import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

test('[ME-01][ME-02][ME-03] a visitor joins by mail, links GitHub, and finds the work done there before credited', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: /^Join/ }).first().click()
  await page.getByLabel('Your name').fill('Ines Okafor')
  await page.getByLabel('E-mail address').fill('ines@journey.example')
  await page.getByLabel('Password').fill('a long enough phrase')
  await expectAccessible(page)
  await page.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page).toHaveURL(/sign-up\/sent/)
  await page.getByRole('link', { name: 'Open the link of the mail' }).click()
  await page.getByRole('button', { name: 'Finish joining' }).click()
  // The name stands on the page with the button too: only home says that the session is there.
  await expect(page).not.toHaveURL(/sign-up/)
  await expect(page.getByRole('main')).toContainText('Ines')

  await page.goto('/settings/accounts')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Link GitHub' }).click()
  await page.getByRole('button', { name: /ines-okafor/ }).click()
  await expect(page).toHaveURL(/settings\/accounts/)
  await expect(page.getByRole('main')).toContainText('ines-okafor')

  await page.goto('/activity')
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('main')).toContainText('Translate the glossary', { timeout: 1_000 })
  }).toPass({ timeout: 10_000 })
  await expect(page.getByRole('main')).toContainText('+750')
})

test('[ME-04][ME-08][PR-01][PR-03] home, activity and why agree on the same numbers', async ({ page }) => {
  await signIn(page, 'member@laurel.example')
  await page.goto('/')
  await expect(page.getByRole('main')).toContainText(/to go until/)
  await page.goto('/activity')
  await page.getByRole('link', { name: /Counted/ }).click()
  const why = page
    .getByRole('main')
    .locator('details')
    .filter({ hasText: /gave .* points/ })
    .first()
  await why.locator('summary').click()
  await expect(why).toContainText(/gave .* points/)
  await why
    .getByRole('link', { name: /whole|chain|more|story|page|Why/i })
    .first()
    .click()
  await expect(page).toHaveURL(/activity\/\d+/)
  await expect(page.getByRole('main')).toContainText(/version 1/i)
  await expectAccessible(page)
})

test('[PR-13] the board switches periods and can be read as a table', async ({ page }) => {
  await page.goto('/board')
  await page.getByRole('link', { name: 'All time' }).click()
  await expect(page).toHaveURL(/period=all/)
  await expect(page.getByRole('table').first().getByRole('row')).not.toHaveCount(0)
  await expectAccessible(page)
})
