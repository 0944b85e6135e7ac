// The webhook door as the hub's HTTP process opens it, without the pages. Says its port to the process that started it.
import { hubServer } from '#app/entry.app.ts'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'

const closed = (): never => {
  throw new Error('Only the webhook door is open here.')
}
const doors = { webhookDoor, liveDoor: closed, healthDoor: closed, readyDoor: closed }
const { server } = hubServer({ build: closed, doors, files: closed })
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.once('disconnect', () => process.exit(0))
