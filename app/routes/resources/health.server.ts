import type { IncomingMessage, ServerResponse } from 'node:http'
import { programIds } from '#app/domain/programs/queries.server.ts'

/** GET /healthz: 200 as long as the process lives. */
export function healthDoor(_: IncomingMessage, response: ServerResponse): void {
  answer(response, 200, 'The process is up.')
}

/** GET /readyz: 200 when the database answers within two seconds and holds a program, else 503 with a sentence. It looks anew each time. */
export async function readyDoor(_: IncomingMessage, response: ServerResponse): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((__, reject) => {
    timer = setTimeout(() => reject(new Error('late')), 2_000)
  })
  try {
    const programs = await Promise.race([programIds(), late])
    if (programs.length > 0) answer(response, 200, 'The hub is ready.')
    else answer(response, 503, 'The database has no program yet: start the hub with `npm start`, or run prisma/seed.ts.')
  } catch {
    answer(response, 503, 'The database does not answer, or its tables are missing. The hub goes on by itself as soon as it does.')
  } finally {
    clearTimeout(timer)
  }
}

function answer(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(`${sentence}\n`)
}
