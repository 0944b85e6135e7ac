// A process that is only the webhook door, to be killed at any moment.
import '#tests/storm/faults.ts'
import { createServer } from 'node:http'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'

const server = createServer((request, response) => void webhookDoor(request, response))
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ up: true }))
