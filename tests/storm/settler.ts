// A process that only settles, to be killed at any moment.
import { drainInbox } from '#app/jobs/drain-inbox.server.ts'
import { repeat } from '#app/jobs/loop.ts'

process.send?.({ up: true })
await repeat({ name: 'inbox', run: () => drainInbox(() => false), idleMs: 20 }, () => false)
