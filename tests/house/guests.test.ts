import { expect, test } from 'vitest'
import { listFiles, readHouse } from './tree.ts'

/** What stands at the root because tools or people look for it there. */
const GUESTS = [
  ...[
    '.dockerignore',
    '.env.example',
    '.gitignore',
    '.npmrc',
    '.prettierignore',
    'CONTRIBUTING.md',
    'Dockerfile',
    'LICENSE',
    'README.md',
    'SECURITY.md',
  ],
  ...['compose.yaml', 'eslint.config.js', 'knip.json', 'package-lock.json', 'package.json', 'prisma.config.ts', 'tsconfig.json', 'vite.config.ts'],
]

test('guests at the root are few and known', () => {
  expect(listFiles().filter((file) => !file.includes('/') && !GUESTS.includes(file))).toEqual([])
})

test('every version in package.json is exact', () => {
  const { dependencies, devDependencies } = JSON.parse(readHouse('package.json')) as Record<string, Record<string, string>>
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  expect(loose).toEqual([])
})

test('the lock file names no registry, and each package by its version', () => {
  const lock = readHouse('package-lock.json')
  expect(lock.match(/https?:\/\/[^"]*\.tgz/g) ?? []).toEqual([])
  const { packages } = JSON.parse(lock) as {
    packages: Record<string, { version?: string; link?: boolean; optionalDependencies?: Record<string, string> }>
  }
  expect(Object.entries(packages).filter(([name, { version, link }]) => name && !version && !link)).toEqual([])
})

test('the lock file lists the packages of every platform, so that an install works on each', () => {
  const { packages } = JSON.parse(readHouse('package-lock.json')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> }
  const names = new Set(Object.keys(packages).map((name) => name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length)))
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
  expect(wanted.filter((name) => !names.has(name))).toEqual([])
})

test('no test is singled out or skipped', () => {
  const tests = listFiles().filter((file) => /^tests\/.*\.(test|spec)\.tsx?$/.test(file) && !file.startsWith('tests/house/'))
  expect(tests.filter((file) => /\b(test|it|describe)\.(only|skip|todo|fixme)\b/.test(readHouse(file)))).toEqual([])
})

test('every capability that a test claims is on the list', async () => {
  const { claimedIds, listCapabilities } = await import('./capabilities.js')
  const known = new Set(listCapabilities().map(({ id }) => id))
  expect(known.size).toBe(210)
  const tests = listFiles().filter((file) => /^tests\/.*\.(test|spec)\.tsx?$/.test(file) && !file.startsWith('tests/house/'))
  const claims = tests.flatMap((file) => [...readHouse(file).matchAll(/\btest\(\s*[`'"]([^\n]*)/g)].flatMap(([, title = '']) => claimedIds(title)))
  expect(claims.filter((id) => !known.has(id))).toEqual([])
})
