import { expect, type Page, test } from '@playwright/test'
import { care } from '../../prisma/seed/quiz-questions.ts'
import { expectAccessible, signIn } from './journey.ts'

type Option = { text: string; percent?: number; right?: boolean }

/** Answers the question on the page as somebody who knows, if it is one with options, a word, or a number; says whether it could. */
async function answerWell(page: Page): Promise<boolean> {
  const main = page.getByRole('main')
  const asked = await main.innerText()
  const known = care.find(({ content }) => asked.includes(String(content.stem)))?.content
  if (known?.type === 'single' || known?.type === 'multiple') {
    const rights = (known.options as Option[]).filter((option) => option.right ?? option.percent === 100)
    for (const { text } of rights) await main.getByLabel(text, { exact: true }).check()
  } else if (known?.type === 'short' || known?.type === 'numeric') {
    await main.getByRole('textbox').fill(String(known.type === 'short' ? (known.accepted as string[])[0] : known.value))
  } else return false
  await main.getByRole('button', { name: 'Answer', exact: true }).click()
  return true
}

test('[CH-01][CH-04][CH-19][CH-20][UX-07] a manager publishes three steps from a template in under five minutes; a member finishes them, the quiz among them, on a phone with script off', async ({
  page,
  browser,
}) => {
  await signIn(page, 'manager@laurel.example')
  const began = Date.now()
  await page.goto('/manage/challenges/new')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Say hello' })
    .getByRole('button', { name: /Use this/ })
    .click()
  await expect(page).toHaveURL(/manage\/challenges\/\d+/)
  await page.getByLabel('Title', { exact: true }).fill('Care for those who are new')
  await page.getByRole('textbox', { name: 'Description' }).fill('What helps newcomers, **as people tell it**.')
  await expect(page.getByRole('region', { name: 'Description, as members see it' }).locator('strong')).toHaveText('as people tell it')
  await page.getByRole('button', { name: 'Remove step 2' }).click()
  await page.getByLabel('One more step').selectOption({ label: 'Take a quiz' })
  await page.getByRole('button', { name: 'Add the step' }).click()
  const beside = page.getByRole('complementary', { name: 'How it stands' })
  await page.getByLabel('Quiz', { exact: true }).selectOption({ label: 'Caring for a community' })
  await page.getByLabel('Pays').nth(2).fill('20')
  await page.getByRole('button', { name: 'Move step 3 up' }).click()
  await expect(beside).toContainText('Ready to be published')
  await expectAccessible(page)
  await beside.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('main')).toContainText('It is published.')
  expect(Date.now() - began).toBeLessThan(300_000)
  const address = new URL(page.url()).pathname
  const open = await page.getByRole('link', { name: 'Its page' }).getAttribute('href')
  await page.goto(`${address}/preview?as=maya-lindqvist`)
  const steps = page
    .getByRole('article', { name: 'As they see it' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading') })
  await expect(steps).toHaveCount(3)
  await expect(steps.first().getByRole('button', { name: 'I have done it' })).toBeDisabled()
  await expectAccessible(page)

  const phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const member = await phone.newPage()
  const main = member.getByRole('main')
  await signIn(member, 'member@laurel.example')
  await member.goto(open ?? '')
  await member.getByRole('button', { name: 'I have done it' }).click()
  await member.getByRole('link', { name: 'Go to the quiz' }).click()
  await member.getByRole('button', { name: 'Start', exact: true }).click()
  for (let number = 1, right = 0; right < 4 && number <= care.length; number += 1) {
    await member.getByRole('button', { name: `Question ${number}, open` }).click()
    if (await answerWell(member)) right += 1
  }
  await member.getByRole('button', { name: 'End', exact: true }).click()
  await member.getByRole('button', { name: 'Hand in' }).click()
  await expect(main).toContainText('You passed')
  await main.getByRole('link', { name: 'Back', exact: true }).click()
  await main.getByRole('textbox').first().fill('I write the docs of a small tool; ask me about tests.')
  await main.getByRole('button', { name: 'Hand it in' }).click()
  await expect(main).toContainText('You earned 40 points')
  expect(await member.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  await member.goto('/activity')
  await expect(main).toContainText('Care for those who are new')
  await phone.close()
})

test('[CH-19] with script off a manager takes a template, moves its steps, and publishes it', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, 'manager@laurel.example')
  await page.goto('/manage/challenges/new')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Say hello' })
    .getByRole('button', { name: /Use this/ })
    .click()
  await page.getByRole('button', { name: 'Move step 3 up' }).click()
  await expect(page.getByLabel('Title of the step').nth(1)).toHaveValue('Introduce yourself')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('It is published.')
  await context.close()
})
