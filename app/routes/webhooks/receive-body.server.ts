import type { IncomingMessage, ServerResponse } from 'node:http'

/** GitHub's own cap, and the largest of all channels. */
const mostBytes = 25_000_000

/** What all bodies that are being received may take up together: nobody who cannot sign may fill the memory. A small one is taken all the same, so that a few large ones that never end shut no channel. */
const mostWaiting = 200_000_000
const small = 256_000
let waiting = 0

/** Answers with a small JSON text. */
export function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body)
  const length = Buffer.byteLength(text) // a length known beforehand leaves in one piece
  const plain = { 'content-type': 'application/json', 'content-length': length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  response.writeHead(status, { ...plain, ...headers })
  response.end(text)
}

/** Headers with one value each, by their names in small letters. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const name in request.headers) {
    const value = request.headers[name]
    plain[name] = typeof value === 'string' ? value : (value ?? []).join(', ')
  }
  return plain
}

/** The raw bytes, or null when there are too many of them: then the rest is not read. A request cut short throws. */
export function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return Promise.resolve(null)
  const chunks: Buffer[] = []
  let bytes = 0
  // Listeners, because iterating over a stream costs as much as all the rest of this door.
  return new Promise<Uint8Array | null>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength
      waiting += chunk.byteLength
      chunks.push(chunk)
      if (bytes > mostBytes) resolve(null)
      else if (waiting > mostWaiting && bytes > small) reject(new Error('Too many large bodies arrive at once.'))
      else return
      request.pause()
      request.removeAllListeners('data')
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => request.complete || reject(new Error('The request was cut short.')))
  }).finally(() => (waiting -= bytes))
}
