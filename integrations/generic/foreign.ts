import type { Ask, Completion, Delivery, Earlier } from '#app/contract/adapter.ts'
import { mappingSchema } from '#app/contract/mapping.ts'
import { mapMessage } from './mapping.ts'

/** Maps a message in a form of its own by what a manager wrote; without a mapping it waits for one. Asks nobody. */
export async function completeForeign(delivery: Delivery, _earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const { mapping, mapping_version: version } = ask.access
  if (!mapping) return { messages: null, why: 'no mapping says what it means' }
  const mapped = await mapMessage(mappingSchema.parse(JSON.parse(mapping)), new TextDecoder().decode(delivery.body), delivery.receivedAt)
  switch (mapped.kind) {
    case 'messages':
      return { version, messages: mapped.messages }
    case 'left_out':
      return { version, messages: [] }
    case 'fault':
      return { version, messages: null, why: `the mapping failed: ${mapped.why}` }
  }
}
