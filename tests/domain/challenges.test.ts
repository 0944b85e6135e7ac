import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { opennessOf, recurrenceSchema, type Stage, stageAfter, worthOf } from '#app/domain/challenges/challenges.ts'
import { normalizeLink, onHost } from '#app/domain/challenges/links.ts'
import { nextRound, type PastRound } from '#app/domain/challenges/rounds.ts'

test('[CH-07] a weekly challenge can be completed again in the next week of the member’s own zone, not before', () => {
  const weekly = recurrenceSchema.parse({ every: 'week' })
  const done: PastRound[] = [{ round: '2026-W47', state: 'completed', retryAt: null }]
  const sundayInAuckland = new Date('2026-11-22T10:30:00Z')
  expect(nextRound(weekly, [], sundayInAuckland, 'Pacific/Auckland')).toEqual({ kind: 'free', round: '2026-W47' })
  expect(nextRound(weekly, done, sundayInAuckland, 'Pacific/Auckland')).toEqual({
    kind: 'wait',
    until: new Date('2026-11-22T11:00:00Z'),
    why: 'next_round',
  })
  const monday = new Date('2026-11-22T11:00:00Z')
  expect(nextRound(weekly, done, monday, 'Pacific/Auckland')).toEqual({ kind: 'free', round: '2026-W48' })
  expect(nextRound(weekly, done, monday, 'America/New_York')).toMatchObject({ kind: 'wait' })
})

test('[CH-07] whatever a member does in whatever zone, no period holds two completed rounds and `times` holds', () => {
  let seed = 42
  const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
  const zones = ['UTC', 'Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu', 'America/St_Johns']
  for (let life = 0; life < 300; life += 1) {
    const every = (['day', 'week', 'month', null] as const)[random(4)] ?? null
    const times = random(3) === 0 ? 1 + random(4) : null
    const recurrence = recurrenceSchema.parse({ every, times, cooldownMinutes: random(2) * 90 })
    const zone = zones[random(zones.length)] ?? 'UTC'
    const past: (PastRound & { at: Date })[] = []
    let now = new Date(Date.UTC(2026, 9, 20) + random(1_000_000))
    for (let step = 0; step < 40; step += 1) {
      now = new Date(now.getTime() + random(3 * 86_400_000))
      const next = nextRound(recurrence, past, now, zone)
      if (next.kind === 'wait') expect(next.until.getTime()).toBeGreaterThan(now.getTime())
      if (next.kind === 'wait' || next.kind === 'done') continue
      const state = (['open', 'completed', 'failed', 'withdrawn'] as const)[random(4)] ?? 'open'
      const retryAt = state === 'failed' && recurrence.cooldownMinutes > 0 ? new Date(now.getTime() + 90 * 60_000) : null
      const known = past.find((one) => one.round === next.round)
      if (known) Object.assign(known, { state, retryAt, at: now })
      else past.push({ round: next.round, state, retryAt, at: now })
    }
    const finished = past.filter((one) => one.state === 'completed')
    expect(finished.length).toBeLessThanOrEqual(times ?? (every === null ? 1 : Infinity))
    if (every === null) continue
    const periods = finished.map(({ at }) => DateTime.fromJSDate(at, { zone }).startOf(every).toMillis())
    expect(new Set(periods).size).toBe(periods.length)
  }
})

test('a challenge is open within its window alone, and a pause hides it', () => {
  const at = (text: string): Date => new Date(text)
  const plain = { state: 'published' as const, opensAt: at('2026-05-01T00:00Z'), closesAt: at('2026-06-01T00:00Z'), pausedAt: null }
  expect(opennessOf(plain, at('2026-04-30T23:59:59Z'))).toBe('soon')
  expect(opennessOf(plain, at('2026-05-01T00:00:00Z'))).toBe('open')
  expect(opennessOf(plain, at('2026-06-01T00:00:00Z'))).toBe('closed')
  expect(opennessOf({ ...plain, pausedAt: at('2026-05-02T00:00Z') }, at('2026-05-03T00:00Z'))).toBe('hidden')
  expect(opennessOf({ ...plain, state: 'draft' }, at('2026-05-03T00:00Z'))).toBe('hidden')
})

test('[CH-09] an answer leads on, and passed stages are skipped by their own answers', () => {
  const stageAt = (position: number, branch: Stage['branch'] = []): Stage => ({
    ...{ id: position, challengeId: 1, position, type: 'choice', title: '', body: '', settings: {}, points: 0, branch },
  })
  const first = stageAt(1, [{ answer: 'c', stage: 3 }])
  const stages = [first, stageAt(2), stageAt(3, [{ answer: 'end', stage: null }]), stageAt(4)]
  expect(stageAfter(stages, first, 'c', new Map())?.id).toBe(3)
  expect(stageAfter(stages, first, 'other', new Map())?.id).toBe(2)
  expect(stageAfter(stages, first, 'c', new Map([[3, 'end']]))).toBeNull()
  expect(stageAfter(stages, first, 'c', new Map([[3, 'go on']]))?.id).toBe(4)
  expect(worthOf({ award: { mode: 'final', points: { min: 5, max: 9 }, currency: 'points' }, stages })).toEqual({ min: 5, max: 9 })
})

test('[CH-23] one page has one normalized link, however it is written', () => {
  const same = [
    'https://www.Example.com/Talk/?utm_source=x&b=2&a=1#top',
    'http://example.com/Talk?a=1&b=2',
    'https://m.example.com//Talk/?a=1&b=2&fbclid=q',
  ]
  expect(new Set(same.map(normalizeLink))).toEqual(new Set(['example.com/Talk?a=1&b=2']))
  expect(normalizeLink('https://example.com/topic?t=4')).not.toBe(normalizeLink('https://example.com/topic?t=5'))
  expect(normalizeLink('javascript:alert(1)')).toBeNull()
  expect(onHost('https://blog.dev.to/x', ['dev.to'])).toBe(true)
  expect(onHost('https://notdev.to/x', ['dev.to'])).toBe(false)
})
