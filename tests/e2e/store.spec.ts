import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

test('[ST-01][ST-03][ST-07][ST-11][F11][PR-01] a member reads the truth, orders a tee; the team says yes, packs and sends it; it arrives', async ({
  page,
  browser,
}) => {
  await signIn(page, 'member@laurel.example')
  await page.goto('/store')
  await page.getByRole('link', { name: 'Laurel tee' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('Germany')
  await expect(main).toContainText('It is sent to Sweden.')
  await expect(main).toContainText('No customs duties on this way.')
  await main.getByLabel('M, cream').check()
  await main.getByRole('button', { name: 'Go on' }).click()
  await expectAccessible(page)
  await main.getByLabel('Postcode').fill('1')
  await main.getByRole('button', { name: /^Order for/ }).click()
  await expect(main).toContainText('This is not how postcodes look in that country.')
  await main.getByLabel('Postcode').fill('113 21')
  await main.getByRole('button', { name: /^Order for/ }).click()
  await expect(page).toHaveURL(/orders\/\d+/)
  const path = new URL(page.url()).pathname
  await expectAccessible(page)

  const staff = await (await browser.newContext()).newPage()
  await signIn(staff, 'manager@laurel.example')
  await staff.goto(`/manage${path}`)
  await expectAccessible(staff)
  for (const step of ['Say yes', 'Hand to the packers']) {
    const button = staff.getByRole('button', { name: step, exact: true })
    if (await button.isVisible()) await button.click()
    await expect(button).toBeHidden()
  }
  await staff.getByLabel('Tracking number').fill('00340434161094')
  await staff.getByRole('button', { name: 'It is on its way' }).click()
  await expect(staff.getByRole('main')).toContainText('00340434161094')
  await page.reload()
  await expect(main).toContainText('00340434161094')
  await staff.getByRole('button', { name: 'It was delivered' }).click()
  await expect(staff.getByRole('main')).toContainText('Delivered')
  await page.reload()
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('Delivered: Laurel tee')
})

test('[ST-04][ST-07][F11] a member abroad reads about customs before spending; a no gives every point back, with the reason', async ({
  page,
  browser,
}) => {
  await signIn(page, 'member@laurel.example')
  const main = page.getByRole('main')
  const points = async () => Number((await page.getByRole('banner').innerText()).match(/\d[\d,]*/)?.[0].replaceAll(',', ''))
  await page.goto('/store/sticker-sheet/order')
  await main.getByLabel('Country').selectOption('BR')
  await main.getByLabel('Street and number').fill('Rua Augusta 1508')
  await main.getByLabel('Postcode').fill('01304-001')
  await main.getByLabel('Town or city').fill('São Paulo')
  await main.getByLabel('State, province or region').fill('SP')
  const before = await points()
  await main.getByRole('button', { name: /^Order for/ }).click()
  await expect(page).toHaveURL(/orders\/\d+/)
  expect(await points()).toBe(before - 60)
  const path = new URL(page.url()).pathname
  await page.goto('/store/enamel-mug')
  await expect(main).toContainText('customs there may ask you for duties and tax')

  const staff = await (await browser.newContext()).newPage()
  await signIn(staff, 'manager@laurel.example')
  await staff.goto(`/manage${path}`)
  await staff
    .getByText(/^(Say no|Cancel it)$/)
    .first()
    .click()
  await staff.getByLabel('Why, in words for the member').first().fill('The post to Brazil stands still this month.')
  await staff
    .getByRole('button', { name: /and give it back$/ })
    .first()
    .click()
  await expect(staff.getByRole('main')).toContainText('This order is done.')
  await page.goto(path)
  await expect(main).toContainText('60 points are back')
  await expect(main).toContainText('The post to Brazil stands still this month.')
  expect(await points()).toBe(before)
})
