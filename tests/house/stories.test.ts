import { expect, test } from 'vitest'
import { exportedFunctions } from './source.ts'
import { listFiles, readHouse } from './tree.ts'

const flows = () => listFiles().filter((file) => /^app\/flows\/.*\.ts$/.test(file))
/** What makes a story pay or spend: it must then name the key under which this happens once. */
const AWARDS = /\b(post|grant|award|hold|redeem|transfer|recordHubActivity)\(/

test('every story says what it means', () => {
  const silent = flows().flatMap((file) =>
    exportedFunctions(file)
      .filter(({ documented }) => !documented)
      .map(({ name }) => `${file}: ${name}`),
  )
  expect(silent).toEqual([])
})

test('a story is a verb and a noun, and its file tells one story of that name', () => {
  const wrong = flows().filter((file) => {
    const name = file.replace(/^.*\//, '').replace(/(\.server)?\.ts$/, '')
    const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return !name.includes('-') || !exportedFunctions(file).some((story) => story.name === camel)
  })
  expect(wrong).toEqual([])
})

test('a story that pays or spends names the key under which it happens once', () => {
  expect(flows().filter((file) => AWARDS.test(readHouse(file)) && !/key|subject/i.test(readHouse(file)))).toEqual([])
})

test('every exported function of a room, of the ground and of an adapter says what it means', () => {
  const files = listFiles().filter((file) => /^(app\/(domain|db|foundation|auth|jobs|emails|contract)|integrations)\/.*\.ts$/.test(file))
  const silent = files.flatMap((file) =>
    exportedFunctions(file)
      .filter(({ documented }) => !documented)
      .map(({ name }) => `${file}: ${name}`),
  )
  expect(silent).toEqual([])
})
