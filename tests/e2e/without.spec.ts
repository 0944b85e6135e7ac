import { expect, test } from '@playwright/test'
import { signIn } from './journey.ts'

test('[UX-07] a member signs in, reads why, and changes settings with script off', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
  const page = await context.newPage()
  await signIn(page, 'member@laurel.example')
  await page.goto('/activity')
  const row = page.getByRole('main').locator('details').first()
  await row.locator('summary').click()
  await expect(row).toHaveAttribute('open')
  await page.goto('/settings')
  const bio = page.getByLabel(/about you|bio/i)
  await bio.fill('I collect small performance wins, without script too.')
  await page.getByRole('main').getByRole('button', { name: /Save/ }).click()
  await expect(page.getByRole('main')).toContainText(/Saved|saved/)
  await page.goto('/members/maya-lindqvist')
  await expect(page.getByRole('main')).toContainText('without script too')
  await context.close()
})

test('[UX-04] by keyboard alone: skip link, menu, sign-in', async ({ page }) => {
  await page.goto('/sign-in')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /Skip/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByLabel('E-mail address').focus()
  await page.keyboard.type('member@laurel.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('laurel-demo-1')
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/sign-in/)
})
