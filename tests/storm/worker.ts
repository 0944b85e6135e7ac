// The hub's own worker, to be killed at any moment.
import '#tests/storm/faults.ts'
import '#app/entry.worker.ts'

process.send?.({ up: true })
