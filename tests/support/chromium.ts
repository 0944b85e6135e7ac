// Which Chromium the browser tests drive: `CHROMIUM_PATH`, the system's, Playwright's own, or else one installed now.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from '@playwright/test'

const SYSTEM = '/usr/bin/chromium'

/** The path of a Chromium that is here already, if any. */
export function findChromium(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, SYSTEM, chromium.executablePath()]
  return candidates.find((file) => file && existsSync(file))
}

/** Chromium refuses its sandbox to root. */
export function chromiumArguments(): string[] {
  const quiet = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ]
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet
}

/** The path of a Chromium, installed first when there is none: from the distribution as root on Debian, else Playwright's own. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit', env })
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'inherit', env })
  } else {
    execFileSync(process.execPath, [createRequire(import.meta.url).resolve('@playwright/test/cli'), 'install', 'chromium'], { stdio: 'inherit' })
  }
  const installed = findChromium()
  if (!installed) throw new Error('No Chromium could be installed: install one yourself and name it in CHROMIUM_PATH.')
  return installed
}

if (process.argv[1] === import.meta.filename) console.log(ensureChromium())
