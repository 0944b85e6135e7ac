import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { signIn } from './journey.ts'

// The pictures of the README. They are written to `public/screenshots` only when asked for: `SCREENSHOTS=1 npm test -- --only browser screenshots`.
const folder = path.resolve(import.meta.dirname, process.env.SCREENSHOTS ? '../../public/screenshots' : '../../test-results/screenshots')

const shots = [
  { name: 'landing', email: null, path: '/', width: 1280, height: 860, scheme: 'light' },
  { name: 'home', email: 'member@laurel.example', path: '/', width: 1280, height: 900, scheme: 'light' },
  { name: 'why', email: 'member@laurel.example', path: '/activity', width: 1280, height: 900, scheme: 'light' },
  { name: 'rules', email: 'manager@laurel.example', path: '/manage/rules', width: 1280, height: 860, scheme: 'light' },
  { name: 'board-phone', email: null, path: '/board?period=all', width: 360, height: 760, scheme: 'dark' },
] as const

test('the README’s pictures are made from the running demo', async ({ browser }) => {
  mkdirSync(folder, { recursive: true })
  for (const { name, email, path: address, width, height, scheme } of shots) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    if (email) await signIn(page, email)
    await page.goto(address)
    if (name === 'why') await page.getByRole('main').locator('details').nth(1).locator('summary').click()
    await page.waitForTimeout(400)
    const picture = await page.screenshot({ path: path.join(folder, `${name}.png`) })
    expect(picture.byteLength).toBeGreaterThan(20_000)
    await context.close()
  }
})
