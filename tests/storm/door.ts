// A process that is only the webhook door and the till, to be killed at any moment.
import '#tests/storm/faults.ts'
import { createServer } from 'node:http'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { till } from '#tests/storm/till.ts'

const server = createServer((request, response) => {
  if (request.url !== '/till') return void webhookDoor(request, response)
  till(request, response).catch(() => response.destroy())
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ up: true }))
