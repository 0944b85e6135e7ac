import type { PillTone } from '#app/components/ui/pill.tsx'

type Health = { names: readonly string[]; testedWell: boolean | null; failed: number }

/** How a fulfiller does, in two words: whether it is set up, tested, and whether a person must look. */
export function healthWords(health: Health | null, needed: readonly string[]): { tone: PillTone; words: string } {
  if (!health || needed.some((name) => !health.names.includes(name))) return { tone: 'quiet', words: 'Not set up' }
  if (health.failed > 0) return { tone: 'bad', words: health.failed === 1 ? '1 order needs a look' : `${health.failed} orders need a look` }
  if (health.testedWell === null) return { tone: 'waiting', words: 'Not tested yet' }
  return health.testedWell ? { tone: 'good', words: 'Works' } : { tone: 'bad', words: 'The last test failed' }
}
