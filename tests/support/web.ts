// The web on this machine: whatever outside address is asked, a local server answers from a table, over real HTTP.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Adapter, Ask } from '#app/contract/adapter.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { takeWalkStep } from '#app/flows/take-walk-step.server.ts'
import { beginPolls } from '#app/jobs/walk-channels.server.ts'
import { adapterById } from '#integrations/registry.ts'

type Answer = { status?: number; headers?: Record<string, string>; body: unknown }
export type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

/** Pages by address, without their query unless that is named; everything else is 404. */
export class Web {
  pages: Record<string, Answer | ((asked: Asked) => Answer)> = {}
  asked: Asked[] = []
  private server: Server | undefined
  private at = ''

  async open(): Promise<void> {
    this.server = createServer(
      (request, response) =>
        void this.answer(request).then(({ status = 200, headers = {}, body }) => {
          response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
        }),
    )
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    this.at = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve))
  }

  /** Asks as the worker does, but every address leads here. */
  fetch: Ask['fetch'] = (url, init) => askOutside(`${this.at}/${url.replace('://', '/')}`, init)

  private async answer(request: IncomingMessage): Promise<Answer> {
    const url = (request.url ?? '').slice(1).replace('/', '://')
    const body = await textOf(request)
    const asked = { method: request.method ?? '', url, headers: request.headers, body }
    this.asked.push(asked)
    const page = this.pages[url] ?? this.pages[url.replace(/\?.*/, '')]
    if (!page) return { status: 404, body: {} }
    return typeof page === 'function' ? page(asked) : page
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}

/** Connects a channel that is asked, as a manager does on its page, who lets all of its past be read unless `since` says otherwise. Answers the source's id. */
export async function connectAsked(
  adapter: Adapter,
  access: Record<string, string>,
  by: { program: number; by: number },
  since: Date | undefined = new Date(0),
): Promise<number> {
  const made = await connectSource(adapter, by)
  if (!('sourceId' in made)) throw new Error(made.message)
  const saved = await saveAccess(adapter, { sourceId: made.sourceId, values: access, since }, by)
  if ('message' in saved) throw new Error(saved.message)
  return made.sourceId
}

/** A clock for polls: each round is a day later, so that everything is due. */
export class Rounds {
  now: Date
  constructor(
    private readonly web: Web,
    start = new Date(),
  ) {
    this.now = start
  }

  /** Begins what is due after so many hours, and takes every step that is due then. */
  async poll(hours = 80): Promise<void> {
    this.pass(hours * 3_600)
    await beginPolls(1, adapterById, this.now)
    await this.go()
  }

  async go(): Promise<void> {
    for (let n = 0; n < 200; n += 1) {
      this.pass(3)
      if (!(await takeWalkStep({ program: 1, adapterById, fetch: this.web.fetch, now: this.now }))) return
    }
    throw new Error('The walks do not end.')
  }

  pass(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1_000)
  }
}
