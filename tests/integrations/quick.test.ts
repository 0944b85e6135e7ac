import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain } from '#integrations/generic/events.ts'
import { readQuickly } from '#integrations/generic/quick.ts'

const odd = fc.constantFrom<unknown>(
  '',
  ' a  b ',
  'x\u0000y',
  'ü',
  '\ud800',
  7,
  -1,
  1.5,
  true,
  null,
  [],
  {},
  ['a', 3],
  'a'.repeat(1001),
  '2026-02-30T00:00:00Z',
)
/** Mostly of this kind, now and then something odd. */
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: odd })
const name = mostly(fc.constantFrom('a1', 'thing:9', 'x y'))
const fact = mostly(fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 })))
const actor = fc.record({ id: name, handle: name, bot: mostly(fc.boolean()) }, { requiredKeys: ['id'] })
const mail = fc.record({ id: name, email: fc.constantFrom('a@example.test', 'no') }, { requiredKeys: [] })
const times = fc.constantFrom('2026-03-01T10:00:00Z', '2026-02-29T10:00:00.000Z', '2026-03-01T24:00:00Z', '2026-03-01T10:00:00+01:00', '2026-03-01')
const dates = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString())
const message = fc
  .record(
    {
      id: name,
      type: mostly(fc.constantFrom('article.published', 'reversal')),
      time: mostly(fc.oneof({ weight: 3, arbitrary: dates }, { weight: 1, arbitrary: times })),
      actor: mostly(fc.oneof({ weight: 9, arbitrary: actor }, { weight: 1, arbitrary: mail })),
      object: mostly(fc.record({ id: name, title: name, url: mostly(fc.webUrl()) }, { requiredKeys: ['id'] })),
      facts: mostly(fc.dictionary(fc.constantFrom('topic', 'score', 'tags', 'language'), fact)),
      version: name,
      reverses: name,
      blocked: name,
      note: odd,
    },
    { requiredKeys: ['id', 'type', 'time', 'actor', 'object'] },
  )
  .chain((usual) => mostly(fc.constant({})).map((more) => ({ ...usual, ...(more === '' && { others: [{ role: 'author', id: 'b' }] }) })))

test('[IN-01] the quick reading of a message answers what the schema answers, or leaves it to the schema', () => {
  let quick = 0
  fc.assert(
    fc.property(message, (given) => {
      const sent: unknown = JSON.parse(JSON.stringify(given))
      const read = readQuickly(sent)
      if (!read) return
      quick += 1
      expect(read).toEqual(plain.parse(sent))
    }),
    { numRuns: 1_500 },
  )
  expect(quick).toBeGreaterThan(300)
})
