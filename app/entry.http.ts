// The HTTP process: `node --import tsx app/entry.http.ts`.
import { existsSync } from 'node:fs'
import { createServer as createRawServer, type Server } from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import { type Doors, hubServer, type HubParts } from '#app/entry.app.ts'
import { foundHub } from '#app/entry.found.ts'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'

const folder = path.resolve(import.meta.dirname, '..')

type HubBuild = ServerBuild & { entry: { module: Doors & { closeDatabase(): Promise<void> } } }

/** The built pages; a start without them says what is missing. */
async function builtParts(): Promise<HubParts & { close: () => Promise<void> }> {
  const file = path.join(folder, 'build/server/index.js')
  if (!existsSync(file)) throw new Error('The pages are not built yet: run `npm run build` first, or `npm start`, which does it.')
  const build = (await import(pathToFileURL(file).href)) as HubBuild
  const files = express.Router()
  const client = path.join(folder, 'build/client')
  files.use('/assets', express.static(path.join(client, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }))
  files.use(express.static(client, { maxAge: '1h', index: false, redirect: false }))
  return { build, doors: build.entry.module, files, close: () => build.entry.module.closeDatabase() }
}

/** The pages as Vite makes them while their files change. */
async function changingParts(hmr: Server): Promise<HubParts & { close: () => Promise<void> }> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    root: folder,
    server: { middlewareMode: true, hmr: { server: hmr } },
    // Vite looks through doors for what browsers may need, and would stop at this one's build for browsers, which is not installed.
    optimizeDeps: { exclude: ['@node-rs/argon2'] },
  })
  const load = () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<HubBuild>
  const door =
    (name: keyof Doors): Doors[keyof Doors] =>
    async (request, response) =>
      (await load()).entry.module[name](request, response)
  return {
    build: load,
    doors: { webhookDoor: door('webhookDoor'), liveDoor: door('liveDoor'), healthDoor: door('healthDoor'), readyDoor: door('readyDoor') },
    files: vite.middlewares,
    close: async () => {
      await (await load()).entry.module.closeDatabase()
      await vite.close()
    },
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken by another program: stop that one, or choose another port, for example PORT=${port + 1}.`
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error)
    })
    server.listen(port, host, resolve)
  })
}

async function main(): Promise<void> {
  const { HOST, PORT, NODE_ENV } = env()
  await foundHub()
  // Vite's own messages travel over this server; requests reach the hub's, which knows its parts by then.
  const hmr = createRawServer()
  const parts = NODE_ENV === 'development' ? await changingParts(hmr) : await builtParts()
  const { server, live } = hubServer(parts)
  server.on('upgrade', (...upgrade) => hmr.emit('upgrade', ...upgrade) || upgrade[1].destroy())
  await listening(server, PORT, HOST)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : PORT
  logFor('http').info({ host: HOST, port }, `The hub listens on http://${HOST}:${port}`)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), 4_800).unref()
    setTimeout(() => server.closeAllConnections(), 3_000).unref()
    server.close(() => void parts.close().finally(() => process.exit(0)))
    server.closeIdleConnections()
    for (const stream of live) stream.destroy()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
}

await main().catch((fault: Error) => {
  console.error(fault.message)
  process.exit(1)
})
