import { expect, test } from 'vitest'
import { fulfillers } from '#integrations/fulfillers.ts'

test('every fulfiller has an id of its own, says what it needs, and reads what it verifies', () => {
  const ids = ['manual', 'codes', ...fulfillers.map((fulfiller) => fulfiller.id)]
  expect(new Set(ids).size).toBe(ids.length)
  for (const fulfiller of fulfillers) {
    expect(fulfiller.id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(fulfiller.setup.steps.length).toBeGreaterThan(0)
    expect(fulfiller.verify === undefined).toBe(fulfiller.read === undefined)
  }
})
