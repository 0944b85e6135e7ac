import { type Browser, type BrowserContext, type Page, expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './journey.ts'

const visitorPages = [
  '/',
  '/about',
  '/claim',
  '/claim?handle=ines-okafor',
  '/earn',
  '/earn/changes',
  '/board',
  '/board?period=all',
  '/board?view=newcomers',
  '/board?view=improved',
  '/challenges',
  '/challenges/say-hello',
  '/contests',
  '/raffles/five-shirts-from-the-first-print',
  '/events',
  '/teams/fast-lane',
  '/hall-of-fame',
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
  '/challenges',
  '/challenges/two-roads',
  '/challenges/the-night-it-broke',
  '/campaigns/the-preview-month',
  '/paths/your-first-month',
  '/contests/show-your-workbench',
  '/contests/the-bug-that-taught-me-something',
  '/contests/name-the-release',
  '/contests/a-first-page-for-a-newcomer',
  '/raffles',
  '/raffles/two-seats-at-the-summit',
  '/events/docs-week',
  '/events/docs-week/check-in',
  '/teams',
  '/goals',
  '/store',
  '/store/laurel-tee',
  '/store/laurel-tee/order',
  '/orders',
  '/orders/1',
  '/wishes',
  '/badges',
  '/levels',
  '/paths',
  '/quizzes',
  '/quizzes/how-laurel-counts',
  '/surveys',
  '/surveys/the-next-meetup',
  '/paths/from-learner-to-adviser',
  `/recap/${new Date().getFullYear() + 1}`,
  '/messages?from=/board',
  '/fair-play',
  '/submissions',
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
  '/manage/challenges',
  '/manage/challenges/new',
  '/manage/challenges/1',
  '/manage/challenges/1/preview?as=maya-lindqvist',
  '/manage/challenges/1/results',
  '/manage/campaigns',
  '/manage/campaigns/new?template=launch-month',
  '/manage/campaigns/1',
  '/manage/levels',
  '/manage/badges',
  '/manage/badges?edit=author',
  '/manage/cards',
  '/manage/streaks',
  '/manage/paths',
  '/manage/channels',
  '/manage/channels/deliveries?outcome=read&replay=1',
  '/manage/channels/lists',
  '/manage/channels/rehearsal',
  '/manage/channels/github',
  '/manage/channels/discord',
  '/manage/channels/discord/past',
  '/manage/channels/discord/gives?when=level',
  '/manage/channels/generic/mapping',
  '/manage/channels/feeds',
  '/manage/channels/stack/past',
  '/manage/boards',
  '/manage/boards/segments?title=New&joinedWithinDays=30',
  '/manage/contests',
  '/manage/contests/show-your-workbench',
  '/manage/raffles',
  '/manage/events',
  '/manage/events/docs-week',
  '/manage/events/docs-week/screen',
  '/manage/teams',
  '/manage/goals',
  '/manage/spotlights',
  '/manage/surprises',
  '/manage/members',
  '/manage/members/accounts',
  '/manage/awards',
  '/manage/merges',
  '/manage/merges/1/2',
  '/manage/messages',
  '/manage/queue',
  '/manage/reviewers',
  '/manage/feedback',
  '/manage/members/5/conduct',
  '/manage/orders',
  '/manage/orders/5',
  '/manage/orders/packing',
  '/manage/orders/tracking',
  '/manage/store',
  '/manage/store/figures',
  '/manage/store/1',
  '/manage/store/trust',
  '/manage/store/fulfillers',
  '/manage/store/fulfillers/printful',
  '/manage/store/fulfillers/shopify',
  '/manage/store/1/stock',
  '/manage/quizzes',
  '/manage/quizzes/2',
  '/manage/quizzes/2/results',
  '/manage/banks/2',
  '/manage/banks/2/import',
  '/manage/banks/2/questions/new?type=matching',
  '/manage/surveys',
  '/manage/surveys/1',
  '/manage/surveys/1/results',
  '/manage/ledger',
  '/manage/audit',
  '/manage/sign-in',
  '/manage/sign-in?kind=oidc',
  '/manage/mail',
]

const perTest = 6
const looks = [
  { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { viewport: { width: 360, height: 800 }, colorScheme: 'dark' },
] as const

for (const [who, email, pages] of [
  ['a visitor', null, visitorPages],
  ['a member', 'member@laurel.example', memberPages],
  ['an owner', 'owner@laurel.example', managePages],
] as const) {
  for (let from = 0; from < pages.length; from += perTest) {
    const part = pages.slice(from, from + perTest)
    test(`[UX-04][ME-15] ${who} meets no page with a serious axe finding or a sideways scroll, wide and light, narrow and dark, from ${part[0]}`, async ({
      browser,
    }) => {
      test.setTimeout(300_000)
      // Less motion: colors change at once, and are not looked at halfway.
      const context = await browser.newContext({ reducedMotion: 'reduce', storageState: email ? await signedIn(browser, email) : undefined })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
      page.on('console', (line) => line.type() === 'error' && !/status of 404/.test(line.text()) && faults.push(`${page.url()}: ${line.text()}`))
      for (const [at, path] of part.entries()) {
        await page.goto(path)
        // Each page is looked at in one of its looks, by turns: they share their parts and colors, and looking takes longer than all else.
        for (const look of looks) {
          await page.setViewportSize(look.viewport)
          await page.emulateMedia({ colorScheme: look.colorScheme })
          await expectNoSidewaysScroll(page, path)
          if (process.env.WALK === 'whole' || look === looks[at % looks.length]) await expectAccessible(page)
        }
      }
      expect(faults).toEqual([])
      await context.close()
    })
  }
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>
const states = new Map<string, State>()

/** What a browser holds after this person's sign-in; each worker signs in once. */
async function signedIn(browser: Browser, email: string): Promise<State> {
  const known = states.get(email)
  if (known) return known
  const context = await browser.newContext()
  await signIn(await context.newPage(), email)
  const state = await context.storageState()
  await context.close()
  states.set(email, state)
  return state
}

async function expectNoSidewaysScroll(page: Page, path: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
}
