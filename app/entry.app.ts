// The HTTP side of the hub without its process: plain doors first, then Express with its guards, then Remix.
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { addressHeader, clientAddress, requestOrigin } from '#app/auth/client.server.ts'
import { originHeader } from '#app/auth/cookies.server.ts'
import { foreignFault, mayChange } from '#app/auth/same-origin.server.ts'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'

type Door = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** What the entry needs of a build's server entry beside Remix itself. */
export type Doors = { webhookDoor: Door; liveDoor: Door; healthDoor: Door; readyDoor: Door }

export type HubParts = {
  /** The Remix build; a function where it changes while developing. */
  build: ServerBuild | (() => Promise<ServerBuild>)
  doors: Doors
  /** Serves the browser's files: the built ones, or Vite's. */
  files: RequestHandler
}

const mostFormBytes = 1_000_000
/** Forms that take files, and the most that all of one form may hold: a file of 10 MB and the words around it. */
const takesFiles = /^\/(challenges\/|manage\/store\/\d+$)/
const mostUploadBytes = 12_000_000

/** The HTTP server: not yet listening. `live` holds the open event streams, so that a shutdown can end them. */
export function hubServer(parts: HubParts): { server: Server; live: Set<ServerResponse> } {
  const app = hubApp(parts)
  const live = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const origin = announce(request, response)
    if (origin === null) return refuse(response, 400, 'The Host header of this request names no host.')
    const path = request.url?.split('?', 1)[0] ?? '/'
    const door = doorAt(path, parts.doors)
    if (!door) return app(request, response)
    if (door === parts.doors.liveDoor) {
      live.add(response)
      response.once('close', () => live.delete(response))
    }
    void Promise.resolve(door(request, response)).catch((error: Error) => {
      logFor('http').error({ error: error.message, path }, 'A door failed.')
      if (!response.headersSent) refuse(response, 500, 'Something went wrong on our side. It has been recorded.')
      else response.destroy()
    })
  })
  server.requestTimeout = 60_000
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 65_000
  return { server, live }
}

/** Names the request and writes down who asks and under which origin, over whatever came from outside. Answers the origin; null for no host. */
function announce(request: IncomingMessage, response: ServerResponse): string | null {
  const origin = requestOrigin(request.headers)
  const id = randomUUID()
  if ('x-forwarded-host' in request.headers) delete request.headers['x-forwarded-host']
  request.headers['x-request-id'] = id
  request.headers[addressHeader] = clientAddress(request.headers, request.socket.remoteAddress)
  request.headers[originHeader] = origin ?? ''
  response.setHeader('X-Request-Id', id)
  return origin
}

function doorAt(path: string, doors: Doors): Door | null {
  if (path.startsWith('/webhooks/')) return doors.webhookDoor
  if (path === '/live') return doors.liveDoor
  if (path === '/healthz') return doors.healthDoor
  return path === '/readyz' ? doors.readyDoor : null
}

function hubApp({ build, files }: HubParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(secureHeaders)
  app.use(compression())
  app.use(files)
  app.use(gate)
  app.use((_, response, next) => {
    // Pages show what belongs to one person, at one moment.
    response.setHeader('Cache-Control', 'private, no-cache')
    next()
  })
  app.all('*', createRequestHandler({ build, getLoadContext: (_, response) => ({ nonce: response.locals.nonce as string }) }))
  app.use(lastResort)
  return app
}

/** Helmet with our policy: scripts run by this answer's nonce alone, nobody frames us, forms go to us (and on to GitHub's sign-in page). */
const secureHeaders: RequestHandler = (request, response, next) => {
  const nonce = randomBytes(16).toString('base64')
  response.locals.nonce = nonce
  const https = String(request.headers[originHeader]).startsWith('https:')
  const dev = env().NODE_ENV === 'development'
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", `'nonce-${nonce}'`],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: dev ? ["'self'", 'ws:'] : ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'", new URL(env().GITHUB_URL).origin],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // With no-referrer browsers would send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })(request, response, next)
}

/** The same-origin gate and the limit of a form, before anything of Remix runs. */
const gate: RequestHandler = (request, response, next) => {
  if (!mayChange(request.method)) return next()
  const own = [String(request.headers[originHeader])]
  const fault = foreignFault(request.method, request.headers, own)
  if (fault) return refuse(response, 403, fault)
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(request.headers['content-type'] ?? '')) {
    return refuse(response, 415, 'This address takes what a form sends, and this is something else. Nothing was done.')
  }
  if (request.headers['transfer-encoding'] !== undefined) return refuse(response, 411, 'A form must say how long it is. Nothing was done.')
  const files = takesFiles.test(request.path)
  if (Number(request.headers['content-length'] ?? 0) > (files ? mostUploadBytes : mostFormBytes)) {
    const words = files
      ? 'more than 10 MB, the most a file may hold. Nothing was done; go back and choose a smaller one.'
      : 'more than 1 MB, the most a form may hold. Nothing was done; go back and shorten it.'
    return refuse(response, 413, `That is ${words}`)
  }
  next()
}

const lastResort: ErrorRequestHandler = (error: Error & { status?: number }, _, response, next) => {
  if (response.headersSent) return next(error)
  const status = error.status && error.status < 500 ? error.status : 500
  if (status === 500) logFor('http').error({ error: error.message, stack: error.stack }, 'A request failed before any page could answer.')
  refuse(response, status, status === 500 ? 'Something went wrong on our side. It has been recorded.' : 'The address of this request cannot be read.')
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  // The rest of a body that nobody reads must not be taken for the next request.
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  })
  response.end(`${sentence}\n`)
}
