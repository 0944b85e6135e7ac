import { expect, test } from 'vitest'
import { exportedFunctions } from './source.ts'
import { listFiles, readHouse } from './tree.ts'

/** The functions of app/auth that name who may enter. */
const GUESTS = ['anyone', 'requireVisitor', 'requireMember', 'requireStaff']

function doors(): string[] {
  const files = new Set(listFiles())
  if (!files.has('app/routes.ts')) return []
  const named = [...readHouse('app/routes.ts').matchAll(/'(routes\/[^']+\.tsx?)'/g)].map(([, file]) => `app/${file}`)
  return [...new Set(named)].filter((file) => files.has(file))
}

test('every door begins by naming who may enter, in each of its loader and action', () => {
  const unguarded = doors().flatMap((file) => {
    const handlers = exportedFunctions(file).filter(({ name }) => name === 'loader' || name === 'action')
    if (handlers.length === 0) return [`${file}: neither loader nor action`]
    return handlers.filter(({ firstCalls }) => !firstCalls.some((name) => GUESTS.includes(name))).map(({ name }) => `${file}: ${name}`)
  })
  expect(unguarded).toEqual([])
})

test('every route file stands in the table of contents', () => {
  const known = new Set(doors())
  const files = listFiles().filter((file) => /^app\/routes\/.*\.tsx?$/.test(file))
  const strays = files.filter((file) => !known.has(file) && exportedFunctions(file).some(({ name }) => name === 'loader' || name === 'action'))
  expect(strays).toEqual([])
})

test('the law of doors sees a breach', () => {
  const bare = exportedFunctions('planted.ts', 'export async function loader() {\n  const rows = await list()\n  await requireMember(request)\n}')
  expect(bare[0]?.firstCalls).toEqual(['list'])
  const good = exportedFunctions('planted.ts', 'export async function action({ request }) {\n  const { member } = await requireMember(request)\n}')
  expect(good[0]?.firstCalls).toEqual(['requireMember'])
})
