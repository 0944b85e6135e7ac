import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

const visitorPages = [
  '/',
  '/about',
  '/earn',
  '/earn/changes',
  '/board',
  '/board?period=all',
  '/board?view=newcomers',
  '/board?view=improved',
  '/members/maya-lindqvist',
  '/sign-in',
  '/sign-up',
  '/forgot',
  '/nowhere',
]
const memberPages = [
  '/',
  '/activity',
  '/board',
  '/board?view=around&period=all',
  '/board?view=following',
  '/board?period=month&channel=github',
  '/earn',
  '/earn/changes',
  '/members/maya-lindqvist',
  '/badges',
  '/levels',
  '/paths',
  '/paths/from-learner-to-adviser',
  `/recap/${new Date().getFullYear() + 1}`,
  '/messages?from=/board',
  '/settings',
  '/settings/interests',
  '/settings/accounts',
  '/settings/privacy',
  '/settings/sessions',
]
const managePages = [
  '/manage',
  '/manage/rules',
  '/manage/rules/new',
  '/manage/rules/1',
  '/manage/rules/1?from=top_up&look=1',
  '/manage/design',
  '/manage/levels',
  '/manage/badges',
  '/manage/badges?edit=author',
  '/manage/cards',
  '/manage/streaks',
  '/manage/paths',
  '/manage/channels',
  '/manage/channels/github',
  '/manage/boards',
  '/manage/boards/segments?title=New&joinedWithinDays=30',
  '/manage/members',
  '/manage/awards',
  '/manage/merges',
  '/manage/merges/1/2',
  '/manage/messages',
  '/manage/ledger',
  '/manage/audit',
  '/manage/mail',
]

for (const [who, email, pages] of [
  ['a visitor', null, visitorPages],
  ['a member', 'member@laurel.example', memberPages],
  ['an owner', 'owner@laurel.example', managePages],
] as const) {
  for (const [width, scheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    test(`[UX-04][ME-15] ${who} meets no page with a serious axe finding or a sideways scroll, ${width} px, ${scheme}`, async ({ browser }) => {
      test.setTimeout(180_000)
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
      page.on('console', (line) => line.type() === 'error' && !/status of 404/.test(line.text()) && faults.push(`${page.url()}: ${line.text()}`))
      if (email) await signIn(page, email)
      for (const path of pages) {
        await page.goto(path)
        // What the page is made of was looked at when it was wide; narrow and dark changes its colors and sizes.
        await expectAccessible(page, width === 360 ? ['color-contrast', 'target-size', 'scrollable-region-focusable'] : undefined)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      expect(faults).toEqual([])
      await context.close()
    })
  }
}

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
