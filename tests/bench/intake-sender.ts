// Sends signed webhooks over keep-alive connections, each waiting for its answer. In a process of its own, so that its work is on neither side's account.
import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { deed } from '#tests/bench/community.ts'
import { adapterById } from '#integrations/registry.ts'
import { genericSecret } from '#tests/support/hub.ts'

type Order = { port: number; count: number; connections: number; members: number }

/** Whole requests of two kilobytes of body, signed beforehand. */
function requests(count: number, port: number, members: number): Buffer[] {
  const adapter = adapterById('generic')
  return Array.from({ length: count }, () => {
    const fact = deed(members)
    const filling = 'Every release note links to the change, the person and the reason. '.repeat(40)
    const body = Buffer.from(
      JSON.stringify({ ...fact, note: filling })
        .slice(0, -2)
        .slice(0, 2046) + '"}',
    )
    const headers = adapter?.sign(body, { 'webhook-id': `msg_${randomUUID()}` }, genericSecret, new Date()) ?? {}
    const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers, 'content-length': String(body.length) })
    return Buffer.concat([
      Buffer.from(`POST /webhooks/generic HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`),
      body,
    ])
  })
}

/** One connection that takes from the queue until it is empty. Answers how many were acknowledged. */
function work(port: number, queue: Buffer[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let acknowledged = 0
    let heard = ''
    const next = (socket: Socket): void => {
      const request = queue.pop()
      if (request) socket.write(request)
      else socket.end()
    }
    const socket = connect(port, '127.0.0.1', () => next(socket))
    socket.setNoDelay(true)
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard += text
      const head = heard.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /content-length: (\d+)/i.exec(heard)?.[1]
      if (length ? heard.length < head + 4 + Number(length) : !heard.endsWith('0\r\n\r\n')) return
      if (heard.startsWith('HTTP/1.1 202')) acknowledged += 1
      else reject(new Error(`Not acknowledged: ${heard.slice(0, 300)}`))
      heard = ''
      next(socket)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(acknowledged))
  })
}

let order: Order = { port: 0, count: 0, connections: 0, members: 1 }
let queue: Buffer[] = []

// First comes an order, for which everything is made ready, then the word to go.
process.on('message', (message: Order | 'go') => {
  if (message !== 'go') {
    order = message
    queue = requests(order.count, order.port, order.members)
    process.send?.({ ready: true })
    return
  }
  const from = performance.now()
  Promise.all(Array.from({ length: order.connections }, () => work(order.port, queue))).then(
    (acknowledged) => process.send?.({ acknowledged: acknowledged.reduce((sum, one) => sum + one, 0), wall: (performance.now() - from) / 1000 }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.once('disconnect', () => process.exit(0))
