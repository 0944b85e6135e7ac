import { createRequestHandler, type EntryContext, type ServerBuild } from '@remix-run/node'
import { Outlet, RemixServer } from '@remix-run/react'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import * as rulesPage from '#app/routes/manage/rules.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { addPerson, Browser } from '#tests/support/people.ts'

/** The words of the rules page, made by its own loader and drawn as the server draws it. */
async function wordsOfPage(browser: Browser): Promise<string> {
  const path = 'manage/rules'
  const part = { hasAction: false, hasLoader: false, hasClientAction: false, hasClientLoader: false, hasErrorBoundary: false, imports: [] }
  const assets = {
    root: { id: 'root', path: '', module: '/root.js', ...part },
    rules: { id: 'rules', parentId: 'root', path, module: '/r.js', ...part },
  }
  const build = {
    entry: {
      module: {
        default: (request: Request, status: number, headers: Headers, context: EntryContext) =>
          new Response(renderToString(createElement(RemixServer, { context, url: request.url })), { status, headers }),
      },
    },
    routes: { root: { id: 'root', path: '', module: { default: Outlet } }, rules: { id: 'rules', parentId: 'root', path, module: rulesPage } },
    assets: { version: '1', url: '/manifest.js', entry: { module: '/entry.js', imports: [] }, routes: assets },
    ...{ publicPath: '/', assetsBuildDirectory: '', future: {}, isSpaMode: false },
  }
  const answer = await createRequestHandler(build as unknown as ServerBuild, 'test')(browser.request('/manage/rules'))
  return (await answer.text())
    .replaceAll('<!-- -->', '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

test('[RU-17] the rules page says which rule has been silent for longer than it usually is and which one gives three times what it usually does, and of no other', async () => {
  await resetDatabase()
  await openHub()
  await addMember('ines')
  const hour = 3_600_000
  const now = Date.now()
  const kinds = { quiet: 'talk.given', busy: 'article.published', steady: 'video.published' }
  for (const [title, kind] of Object.entries(kinds)) await addRule({ title: `A ${title} rule`, kinds: [`generic:${kind}`], points: 1 })
  const done = (which: keyof typeof kinds, daysAgo: number, times = 1) =>
    Array.from({ length: times }, (_, n) =>
      message({ id: `${which}-${daysAgo}-${n}`, type: kinds[which], time: new Date(now - daysAgo * 24 * hour).toISOString() }),
    )
  await send([...[9, 11, 13, 15].flatMap((ago) => done('quiet', ago)), ...[5, 7, 9].flatMap((ago) => done('steady', ago))])
  await send([...[1, 2, 3, 4].flatMap((ago) => [...done('busy', ago, 3), ...done('steady', ago - 1, 3)]), ...done('busy', 0, 10)])
  await settleAll()
  const [name, value] = (await openSession(new Browser().request('/'), 1, await addPerson('manager', ['manager']))).split(';')[0]!.split(/=(.*)/)
  const browser = new Browser()
  browser.cookies.set(name ?? '', value ?? '')
  const words = await wordsOfPage(browser)
  const part = (title: string): string => words.split(`A ${title} rule version 1`)[1]?.split('version 1')[0] ?? ''
  expect(part('quiet')).toMatch(/Silent Nothing for 9 days; usually 2 days lie between two\./)
  expect(part('busy')).toMatch(/Spiking 10 awards today; a usual day has 3\./)
  expect([...words.matchAll(/Silent|Spiking|Conflicting/g)].map(([word]) => word).sort()).toEqual(['Silent', 'Spiking'])
  expect(part('steady')).toMatch(/points/)
})
