import { expect, test } from 'vitest'
import { waitOf } from '#app/domain/activities/walks.ts'

const at = (seconds: number): Date => new Date(Date.parse('2026-11-22T12:00:00Z') + seconds * 1000)
const walk = { state: 'running' as const, error: null, movedAt: at(-1), retryAt: at(0), claimedAt: null }

test('[IN-18] a walk that is read says what it waits for: its next page, the platform, another try, its channel, or a worker', () => {
  expect(waitOf({ ...walk, state: 'done' }, true, at(0))).toBeNull()
  expect(waitOf(walk, true, at(0))).toEqual({ for: 'reading' })
  expect(waitOf({ ...walk, retryAt: at(118), claimedAt: at(-2) }, true, at(0))).toEqual({ for: 'reading' })
  expect(waitOf({ ...walk, retryAt: at(40) }, true, at(0))).toEqual({ for: 'patience', at: at(40) })
  expect(waitOf({ ...walk, retryAt: at(40), error: 'Discord answered 500.' }, true, at(0))).toEqual({ for: 'fault', at: at(40) })
  expect(waitOf({ ...walk, retryAt: at(40) }, false, at(0))).toEqual({ for: 'channel' })
  expect(waitOf({ ...walk, movedAt: at(-400), retryAt: at(-300) }, true, at(0))).toEqual({ for: 'worker', at: at(-300) })
})
