// A process that is only the webhook door, to be killed at any moment. Prints its port.
import { createServer } from 'node:http'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'

const server = createServer((request, response) => void webhookDoor(request, response))
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
