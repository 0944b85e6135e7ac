import path from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { chromiumArguments, findChromium } from './support/chromium.ts'

const results = path.resolve(import.meta.dirname, '../test-results')

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './support/browser-hub.ts',
  outputDir: path.join(results, 'browser'),
  reporter: [['list'], ['json', { outputFile: path.join(results, 'browser.json') }]],
  workers: 2,
  // One community for all journeys, so they follow each other; those who merely walk through the pages change nothing and go beside them.
  projects: [
    { name: 'journeys', testIgnore: '**/walk.spec.ts', workers: 1 },
    { name: 'walks', testMatch: '**/walk.spec.ts', fullyParallel: true },
  ],
  // On a build machine one race does not stop a landing; its result is kept as flaky, and it is to be mended.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    ...devices['Desktop Chrome'],
    // Workers read this file again, after the global setup has named the hub.
    baseURL: process.env.E2E_URL,
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // Costs a third of the time, so it is asked for: E2E_TRACE=1 npm test -- --only browser tests/e2e/store.spec.ts
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    // Shorter than the test's own time, so that what hangs says which step it was.
    actionTimeout: 30_000,
    navigationTimeout: 45_000,
    launchOptions: { executablePath: findChromium(), args: chromiumArguments() },
  },
})
