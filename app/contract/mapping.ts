import { z } from 'zod'

const expression = z.string().max(2_000)

/**
 * How an unknown message becomes an activity: JSONata expressions over the message. Kept as data with a version, so that what was read with
 * it can be told. https://jsonata.org
 */
export const mappingSchema = z.object({
  /** Which messages; empty: all. */
  only: expression,
  /** One of the channel's kinds, as a plain word. */
  type: z.string().regex(/^[a-z_.]{1,50}$/),
  id: expression.min(1),
  time: expression,
  actor: expression.min(1),
  handle: expression,
  object: expression.min(1),
  title: expression,
  url: expression,
  reverses: expression,
  /** Lines `name = expression`. */
  facts: z.string().max(5_000),
})
export type Mapping = z.output<typeof mappingSchema>
