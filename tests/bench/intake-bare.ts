// The least that keeps a webhook: a bare node:http server with one prepared INSERT a request. It checks and reads nothing.
import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.BARE_POOL ?? 10) })
const text = 'INSERT INTO bare_delivery (headers, body) VALUES ($1, $2) RETURNING id'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    pool.query<{ id: string }>({ name: 'keep', text, values: [JSON.stringify(request.headers), Buffer.concat(chunks)] }).then(
      ({ rows }) => {
        response.writeHead(202, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ delivery: rows[0]?.id }))
      },
      () => response.writeHead(503).end(),
    )
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.once('disconnect', () => process.exit(0))
