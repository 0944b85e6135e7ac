import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

const phone = { viewport: { width: 360, height: 760 } }

/** Answers the question on the page somehow: the first option, the numbers in turn, or these words. */
async function answer(page: Page, words: string): Promise<void> {
  const main = page.getByRole('main')
  await expect(main.getByRole('navigation', { name: 'Questions' })).toBeVisible()
  const options = main.getByRole('radio').or(main.getByRole('checkbox'))
  if ((await options.count()) > 0) return options.first().check()
  const selects = main.getByRole('combobox')
  const count = await selects.count()
  for (let index = 0; index < count; index += 1) await selects.nth(index).selectOption({ index: index + 1 })
  if (count === 0) await main.getByRole('textbox').fill(words)
}

test('[CH-04][UX-07] on a phone with script off a member takes a quiz, loses no answer on the way, hands in once and reads why', async ({
  browser,
}) => {
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, 'member@laurel.example')
  await page.goto('/quizzes')
  await page.getByRole('link', { name: 'Your first contribution' }).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const attempt = page.url()
  for (let number = 1; number <= 7; number += 1) {
    await expect(page.getByRole('button', { name: `Question ${number}, open` })).toHaveAttribute('aria-current', 'step')
    await answer(page, 'git blame')
    await page
      .getByRole('button', { name: /^(Next|To the end)$/ })
      .last()
      .click()
  }
  await expect(page.getByRole('main')).toContainText('You have answered everything')
  await page.goto('/quizzes/your-first-contribution')
  await page.getByRole('button', { name: 'Go on where you were' }).click()
  expect(page.url()).toBe(attempt)
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('main')).toContainText('7 of 7 answered')
  await expect(page.getByText(/^\s*(Right|Not right|Partly right.*)\s*$/)).toHaveCount(7)
  await page.goBack()
  await page.reload()
  await expect(page.getByRole('main')).toContainText('7 of 7 answered')
  await page.goto('/quizzes/your-first-contribution')
  await expect(page.getByRole('main')).toContainText('The pause between two attempts is not over yet')
  await context.close()
})

test('[CH-04][CH-05] on a phone each answer is explained at once; a score asks its follow-up; a manager sees what came of it', async ({
  browser,
}) => {
  const context = await browser.newContext({ ...phone, colorScheme: 'dark' })
  const page = await context.newPage()
  await signIn(page, 'member@laurel.example')
  await page.goto('/quizzes/caring-for-a-community')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page).toHaveURL(/attempts/)
  await answer(page, 'norm')
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: /Right|Not right|Partly right/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 8 answered')
  await expectAccessible(page)

  await page.goto('/surveys/would-you-recommend-us')
  await page.getByLabel('4', { exact: true }).check()
  await page.getByLabel(/What should we mend first/).fill('The search over old answers, from a phone.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send my answers' }).click()
  await expect(page.getByRole('main')).toContainText('Your answers are in')
  await context.close()

  const desk = await (await browser.newContext()).newPage()
  await signIn(desk, 'manager@laurel.example')
  await desk.goto('/manage/surveys')
  await desk.getByRole('link', { name: 'Results of Would you recommend us?' }).click()
  await desk
    .getByRole('navigation', { name: /mend first/ })
    .getByRole('link', { name: 'Detractors' })
    .click()
  await expect(desk.getByRole('main')).toContainText('from a phone')
  await expectAccessible(desk)
  await desk.context().close()
})

/** Saves, and waits until it is: a click that follows at once would take its place. */
async function saveQuiz(page: Page): Promise<void> {
  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await page.getByRole('button', { name: 'Save the quiz' }).click()
  await saved
}

test('[CH-04] a manager writes a question, brings others in as GIFT, and opens a quiz over them', async ({ page }) => {
  await signIn(page, 'manager@laurel.example')
  await page.goto('/manage/quizzes')
  await page.getByLabel('A new bank').fill('Release notes')
  await page.getByRole('button', { name: 'Add the bank' }).click()
  await page.getByRole('link', { name: /^One answer/ }).click()
  await page.getByLabel('Question', { exact: true }).fill('Which command shows the version?')
  await page.getByLabel('Answer 1', { exact: true }).fill('`laurel --version`')
  await page.getByLabel('Answer 2', { exact: true }).fill('`laurel about`')
  await page.getByLabel('Answer 1 is right').check()
  await page.getByRole('button', { name: 'Save the question' }).click()
  await page.getByRole('link', { name: 'Import GIFT' }).click()
  await page.getByLabel('The text').fill('::One::Which month? {=May ~June}\n\n::Two::How many? {#3')
  await page.getByRole('button', { name: 'Check it' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 2 cannot be read')
  await expectAccessible(page)
  await page.getByLabel('The text').fill('::One::Which month? {=May ~June}\n\n::Two::How many? {#3}')
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByRole('button', { name: 'Bring in 2 questions' }).click()
  await expect(page.getByRole('heading', { name: 'Questions (3)' })).toBeVisible()
  await page.goto('/manage/quizzes')
  await page.getByLabel('A new quiz').fill('What is new')
  await page.getByLabel('Draws from').selectOption({ label: 'Release notes' })
  await page.getByRole('button', { name: 'Make a draft' }).click()
  await page.getByLabel('How many in part 1').fill('9')
  await saveQuiz(page)
  await page.getByRole('button', { name: 'Open the quiz' }).click()
  await expect(page.getByRole('alert')).toContainText('asks for 9 questions, and its bank has 3')
  await page.getByLabel('How many in part 1').fill('3')
  await saveQuiz(page)
  await page.getByRole('button', { name: 'Open the quiz' }).click()
  await expect(page.getByRole('main')).toContainText('The quiz is open')
  await page.getByRole('link', { name: 'As members see it' }).click()
  await expect(page.getByRole('main')).toContainText('3 questions')
})
