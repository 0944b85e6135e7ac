import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

test('[MA-01][MA-02][MA-04] a manager works through the queue by keyboard, approves many at once and takes it back; another manager’s page follows by itself', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  await signIn(page, 'manager@laurel.example')
  await page.goto('/manage/queue?kind=submission')
  const list = page.getByRole('list', { name: /What waits/ })
  const open = page.getByRole('region', { name: 'What is open' })
  await expect(open).toContainText('The night it broke')
  const first = await open.locator('dd').first().innerText()
  await page.keyboard.press('j')
  await expect(open.locator('dd').first()).not.toHaveText(first)
  await page.keyboard.press('k')
  await expect(open.locator('dd').first()).toHaveText(first)
  await expectAccessible(page)

  const owner = await (await browser.newContext()).newPage()
  await signIn(owner, 'owner@laurel.example')
  await owner.goto('/manage/queue?kind=submission')
  const ownersList = owner.getByRole('list', { name: /What waits/ })
  const before = await list.getByRole('listitem').count()
  await expect(ownersList.getByRole('listitem')).toHaveCount(before)

  await page.getByRole('button', { name: 'Tick all' }).click()
  const ticked = await page.locator('input[form="bulk"]:checked').count()
  expect(ticked).toBeGreaterThan(1)
  await page.getByRole('button', { name: 'Approve what is ticked' }).click()
  await expect(page.getByText(`${ticked} approved at once`)).toBeVisible()
  await expect(ownersList.getByRole('listitem')).toHaveCount(before - ticked)
  await page.getByRole('button', { name: `Take all ${ticked} back` }).click()
  await expect(page.getByText('All taken back')).toBeVisible()
  await expect(list.getByRole('listitem')).toHaveCount(before)
  await expect(ownersList.getByRole('listitem')).toHaveCount(before)

  await page.keyboard.press('r')
  await expect(page.locator('textarea:focus')).toBeVisible()
  await page.keyboard.type('Please say how you found out, others learn most from that.')
  await page.getByRole('button', { name: 'Return it' }).click()
  await expect(page.getByText('Returned, with your reason.')).toBeVisible()
  await expect(list.getByRole('listitem')).toHaveCount(before - 1)
  await owner.context().close()
})

test('[AB-07][AB-11] nearly the same text lies side by side, and a dispute shows what it is about', async ({ page }) => {
  await signIn(page, 'owner@laurel.example')
  await page.goto('/manage/queue?kind=submission')
  await page.getByRole('listitem').filter({ hasText: '% like another' }).first().getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Two texts side by side' })).toContainText('% the same text')
  await expectAccessible(page)
  await page.goto('/manage/queue?kind=dispute')
  await expect(page.getByRole('region', { name: 'What is open' })).toContainText('asks for a second judgment')
  await page.getByLabel('Your answer').fill('You are right: the protected branches are the change. Thank you for writing again.')
  await page.getByRole('button', { name: 'Approve it after all' }).click()
  await expect(page.getByText('Answered. The member reads it now.')).toBeVisible()
})
