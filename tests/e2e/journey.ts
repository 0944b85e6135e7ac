// What journeys share: signing in, sending signed deliveries, and looking at a page with axe.
import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type APIResponse, expect, type Page, request } from '@playwright/test'
import { adapterById } from '../../integrations/registry.ts'

export const demoPassword = 'laurel-demo-1'
/** Maya, the demo member, on GitHub. */
export const maya = { id: 70_411_001, login: 'maya-lindqvist' }
export const demoSecret = 'demo-github-secret'

/** Signs in by the page's own form. */
export async function signIn(page: Page, email: string, password = demoPassword): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Rows of a long list are made alike: the first dozen stands for all, which halves the time on the longest pages. */
const likeTheOnesBefore = 'tbody > tr:nth-child(n + 13), li:nth-child(n + 13)'

/** No serious or critical finding of axe on the page as it stands, of its rules for WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still fading in is not what anybody reads.
  // What is worked out anew is dimmed meanwhile.
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished.catch(() => null)),
    ),
  )
  // In the page itself (none has frames), and with the findings alone: half the time of the ordinary way.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .exclude(likeTheOnesBefore)
  const { violations } = await axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    page.url(),
  ).toEqual([])
}

type Json = Record<string, unknown>

/** The body of a GitHub fixture, to be changed. */
export function fixture(name: string): Json {
  const file = path.resolve(import.meta.dirname, '../../integrations/github/fixtures', `${name}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { body: Json }).body
}

/** A discussion that somebody started a moment ago, under a number of its own. */
export function discussionBy(person: { id: number; login: string }, title: string): Json {
  const body = fixture('discussion__created')
  const now = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace('.000', '')
  const number = randomInt(100_000, 9_000_000)
  const base = body.discussion as Json
  const html_url = `https://github.com/laurel-labs/hub/discussions/${number}`
  const user = { ...(base.user as Json), ...person }
  return { ...body, discussion: { ...base, id: number, number, title, html_url, user, created_at: now, updated_at: now }, sender: user }
}

/** Posts a body to the front door as GitHub would, signed with the secret. */
export async function deliver(event: string, body: Json, secret = demoSecret): Promise<APIResponse> {
  const adapter = adapterById('github')
  if (!adapter) throw new Error('There is no GitHub adapter.')
  const bytes = Buffer.from(JSON.stringify(body))
  const headers = adapter.sign(bytes, { 'x-github-event': event, 'x-github-delivery': randomUUID() }, secret, new Date())
  const context = await request.newContext({ baseURL: process.env.E2E_URL })
  return context.post('/webhooks/github', { headers, data: bytes })
}
