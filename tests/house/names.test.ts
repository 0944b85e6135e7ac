import { expect, test } from 'vitest'
import { captured, listFiles, readHouse } from './tree.ts'

const CODE = /^(app|integrations|prisma|tests)\/.*\.(ts|tsx|js)$/
/** Names that say nothing: what they would hold has a name of its own. */
const EMPTY_WORDS = /(^|[-/.])(utils?|helpers?|misc|common|managers?|data|info)(?=[-/.]|$)/
const LARGEST_FILE = 300

test('files and folders of code are named in kebab-case', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
  const wrong = listFiles().filter((file) => CODE.test(file) && !file.split('/').every((part) => kebab.test(part)))
  expect(wrong).toEqual([])
})

test('no file or folder of code has an empty name such as utils or helpers', () => {
  expect(listFiles().filter((file) => CODE.test(file) && EMPTY_WORDS.test(file))).toEqual([])
})

test('every room says what is true in it', () => {
  const rooms = [
    ...captured(/^app\/domain\/([^/]+)\//).map((name) => `app/domain/${name}`),
    ...captured(/^app\/([^/.]+)\//)
      .filter((name) => name !== 'domain')
      .map((name) => `app/${name}`),
    ...captured(/^integrations\/([^/.]+)\//).map((name) => `integrations/${name}`),
  ]
  const files = new Set(listFiles())
  expect(rooms.filter((room) => !files.has(`${room}/README.md`))).toEqual([])
})

test('a README tells and does not sprawl', () => {
  const rooms = listFiles().filter((file) => /^(app|integrations)\/.*README\.md$/.test(file))
  expect(rooms.filter((file) => readHouse(file).trim().split('\n').length < 3)).toEqual([])
})

test('no file of code is longer than a reader bears', () => {
  const long = listFiles().filter((file) => CODE.test(file) && readHouse(file).split('\n').length > LARGEST_FILE + 1)
  expect(long).toEqual([])
})

test('there is no second house: docs, scripts, lib, utils, server', () => {
  expect(listFiles().filter((file) => /^(docs|scripts|lib|utils|server|src)\//.test(file))).toEqual([])
})

test('a file that touches the world says so in its name', () => {
  const silent = listFiles()
    .filter((file) => /^app\/(domain|flows|auth|jobs|db)\/.*\.tsx?$/.test(file) && !/\.server\.tsx?$/.test(file))
    .filter((file) => /from '(pg|node:(fs|net|http|child_process)[^']*|#prisma\/[^']*)'/.test(readHouse(file)))
  expect(silent).toEqual([])
})
