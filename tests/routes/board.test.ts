import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { addScores } from '#app/domain/boards/commands.server.ts'
import { changeBoards } from '#app/flows/change-boards.server.ts'
import { planSeason } from '#app/flows/plan-season.server.ts'
import { freezeSeasons } from '#app/flows/freeze-seasons.server.ts'
import * as board from '#app/routes/hub/board.tsx'
import * as archive from '#app/routes/hub/board-season.tsx'
import * as signIn from '#app/routes/sign-in/sign-in.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'
import { addPerson, Browser, password, visit } from '#tests/support/people.ts'

type Page = {
  places: { place: number; person: { handle: string } | null; points: number }[]
  mine: { place: number } | null
  members: number
  title: string
}
const ids: number[] = []
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  ids.length = 0
  for (let number = 1; number <= 20; number += 1) ids.push(await addPerson(`p${number}`))
  await score(ids.map((memberId, index) => ({ memberId, points: 1_000 - index * 10, at: new Date(), sourceId: index < 3 ? 1 : 2 })))
})

async function score(changes: { memberId: number; points: number; at: Date; sourceId: number }[]): Promise<void> {
  await inTransaction({ program: 1, by: null }, async (scope) => {
    await lockSettling(scope)
    await addScores(scope, changes, 'UTC')
  })
}

async function as(name: string): Promise<Browser> {
  const browser = new Browser()
  await visit(browser, signIn.action as never, '/sign-in', { email: `${name}@example.test`, password })
  return browser
}
const open = async (browser: Browser, path: string) => (await visit(browser, board.loader as never, path)).body as Page
const handles = (page: Page) => page.places.map(({ person }) => person?.handle)

test('[PR-13] an address names its board by period and channel, and a board that is not there is 404', async () => {
  const visitor = new Browser()
  const [channel] = await sqlAlone<{ slug: string }>('SELECT slug FROM source WHERE program_id = 1 AND id = 1')
  expect(handles(await open(visitor, `/board?period=week&channel=${channel?.slug}`))).toEqual(['p1', 'p2', 'p3'])
  expect((await open(visitor, '/board?period=all')).members).toBe(20)
  expect((await visit(visitor, board.loader as never, '/board?channel=nowhere')).status).toBe(404)
  expect((await visit(visitor, board.loader as never, '/board?segment=nobody')).status).toBe(404)
})

test('[PR-14] a member can see only the places next to theirs, and a program can hide places far away from everybody', async () => {
  const member = await as('p12')
  const near = ['p7', 'p8', 'p9', 'p10', 'p11', 'p12', 'p13', 'p14', 'p15', 'p16', 'p17']
  expect((await open(member, '/board?period=all')).places).toHaveLength(20)
  expect(await visit(member, board.action as never, '/board', { do: 'near', back: '/board?period=all' })).toMatchObject({
    status: 303,
    to: '/board?period=all',
  })
  expect(handles(await open(member, '/board?period=all'))).toEqual(near)
  await visit(member, board.action as never, '/board', { do: 'whole', back: '/board' })
  expect((await open(member, '/board?period=all')).places).toHaveLength(20)
  await changeBoards({ newcomerDays: 90, neighborsOnly: true }, { program: 1, by: null })
  for (const path of ['/board?period=all', '/board?view=newcomers', '/board?period=all&page=2'])
    expect(handles(await open(member, path))).toEqual(near)
  expect((await open(new Browser(), '/board?period=all')).places).toEqual([])
  expect((await open(new Browser(), '/board?view=newcomers')).places).toEqual([])
})

test('[PR-14] a form follows and unfollows, leads back within the hub only, and is refused to visitors', async () => {
  const member = await as('p5')
  await visit(member, board.action as never, '/board', { do: 'follow', handle: 'p2', back: '/board?view=following&period=all' })
  expect(handles(await open(member, '/board?view=following&period=all'))).toEqual(['p2', 'p5'])
  expect(await visit(member, board.action as never, '/board', { do: 'unfollow', handle: 'p2', back: 'https://elsewhere.example' })).toMatchObject({
    to: '/board',
  })
  expect(handles(await open(member, '/board?view=following&period=all'))).toEqual(['p5'])
  expect((await visit(member, board.action as never, '/board', { do: 'follow', handle: 'nobody' })).status).toBe(404)
  expect((await visit(member, board.action as never, '/board', { do: 'dance' })).status).toBe(400)
  expect((await visit(new Browser(), board.action as never, '/board', { do: 'follow', handle: 'p2' })).status).toBe(401)
})

test('[PR-18] the archive of a season shows winners and every frozen place; one that runs leads to its live board', async () => {
  const day = 86_400_000
  const [startsAt, endsAt] = [new Date(Date.now() + day), new Date(Date.now() + 2 * day)]
  await planSeason({ id: null, title: 'Spring sprint', startsAt, endsAt, winners: 1 }, { program: 1, by: null })
  await score([
    { memberId: ids[4] ?? 0, points: 9, at: startsAt, sourceId: 1 },
    { memberId: ids[5] ?? 0, points: 4, at: startsAt, sourceId: 1 },
  ])
  const see = async () => {
    const request = new Browser().request('/board/seasons/spring-sprint')
    return archive.loader({ request, params: { slug: 'spring-sprint' }, context: {} } as never).catch((thrown: Response) => thrown)
  }
  expect(await see()).toMatchObject({ planned: true })
  await sqlAlone(`UPDATE season SET starts_at = now() - interval '1 hour'`)
  expect(((await see()) as Response).headers.get('location')).toBe('/board?view=season')
  await sqlAlone('UPDATE season SET starts_at = $1', [startsAt])
  await freezeSeasons(1, endsAt)
  expect(await see()).toMatchObject({ planned: false, members: 2, winners: [{ place: 1, points: 9 }], places: [{ place: 1 }, { place: 2 }] })
})
