import { expect, test } from 'vitest'
import { captured, listFiles, readHouse } from './tree.ts'

test('every adapter stands in the registry', () => {
  const names = captured(/^integrations\/([^/]+)\/adapter\.ts$/)
  const registry = listFiles().includes('integrations/registry.ts') ? readHouse('integrations/registry.ts') : ''
  expect(names.filter((name) => !registry.includes(`./${name}/adapter.ts`))).toEqual([])
})

test('every adapter brings fixtures, one a file named after its event (or its way through the past) and case', () => {
  const names = captured(/^integrations\/([^/]+)\/adapter\.ts$/)
  const fixtures = listFiles().filter((file) => /^integrations\/[^/]+\/(?:fixtures|walks)\//.test(file))
  expect(names.filter((name) => !fixtures.some((file) => file.startsWith(`integrations/${name}/`)))).toEqual([])
  expect(fixtures.filter((file) => !/\/[a-z0-9_.]+__[a-z0-9_]+\.json$/.test(file))).toEqual([])
})

test('every file of the schema belongs to a room', () => {
  const rooms = new Set(captured(/^app\/domain\/([^/]+)\//))
  const names = captured(/^prisma\/schema\/([^/]+)\.prisma$/).filter((name) => name !== 'main')
  expect(names.filter((name) => !rooms.has(name))).toEqual([])
})

test('only the ground writes a migration: each folder holds one SQL file, named by its second', () => {
  const files = listFiles().filter((file) => file.startsWith('prisma/migrations/') && !file.endsWith('migration_lock.toml'))
  expect(files.filter((file) => !/^prisma\/migrations\/\d{14}_[a-z0-9_]+\/migration\.sql$/.test(file))).toEqual([])
})
