// What every bench gets, and what it answers. A bench measures and prints; it never asserts.

/** One bench's answer: the last line of `npm run bench -- <name>` is this as JSON. Higher is better in `ours`, `baseline` and `ratio` unless `lower` is set. */
export type Figure = {
  bench: string
  ours: number
  baseline: number
  /** The median over the pairs of ours / baseline. */
  ratio: number
  unit: string
  goal: string
  /** The smallest and the largest ratio among the pairs. */
  spread: [number, number]
  pairs: number
  /** True where a smaller ratio is better. */
  lower?: boolean
  /** Whatever else the run showed. */
  beside?: Record<string, number | string>
}

export type Context = {
  /** A small run that shows that everything works; its figures mean nothing. */
  quick: boolean
  /** Also list where PostgreSQL spent its time. Costs a little itself. */
  statements: boolean
  /** A number given as `--name 5`, else the fallback. */
  option(name: string, fallback: number): number
  /** Says what happens, on a line of its own. */
  tell(line: string): void
  /** Undone at the end of the run, the last first, whatever happens. */
  later(undo: () => unknown): void
}

/** What one side of a pair did: how many operations, in how many seconds of wall time and of CPU time (all processes, PostgreSQL included). */
export type Sample = { count: number; wall: number; cpu: number }

export type Compared = { ours: number; baseline: number; ratio: number; spread: [number, number]; pairs: number }

/** Rounds of both sides that are not measured: a hub that has just started compiles. */
export const warmUps = 3

/** Measures two sides in turn, A B B A …, so that what drifts on the machine falls on both alike. Answers the samples in pairs. */
export async function inTurn<Taken>(
  pairs: number,
  ours: () => Promise<Taken>,
  baseline: () => Promise<Taken>,
  tell: (pair: number, ours: Taken, baseline: Taken) => void,
): Promise<{ ours: Taken; baseline: Taken }[]> {
  const taken: { ours: Taken; baseline: Taken }[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = pair % 2 === 0 ? await ours() : await baseline()
    const second = pair % 2 === 0 ? await baseline() : await ours()
    const both = pair % 2 === 0 ? { ours: first, baseline: second } : { ours: second, baseline: first }
    taken.push(both)
    tell(pair + 1, both.ours, both.baseline)
  }
  return taken
}

/** Medians over pairs of what `value` reads from a sample. */
export function compare<Taken>(taken: readonly { ours: Taken; baseline: Taken }[], value: (sample: Taken) => number): Compared {
  const ratios = taken.map((pair) => value(pair.ours) / value(pair.baseline))
  return {
    ours: rounded(median(taken.map((pair) => value(pair.ours)))),
    baseline: rounded(median(taken.map((pair) => value(pair.baseline)))),
    ratio: rounded(median(ratios)),
    spread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
    pairs: taken.length,
  }
}

/** Operations per CPU-second. */
export const perCpu = (sample: Sample): number => sample.count / Math.max(sample.cpu, 0.001)

/** Operations per second of wall time. */
export const perSecond = (sample: Sample): number => sample.count / Math.max(sample.wall, 0.001)

/** The middle value; the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which a share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? NaN
  const high = sorted[Math.ceil(at)] ?? NaN
  return low + (high - low) * (at - Math.floor(at))
}

/** Three significant digits below a hundred, whole numbers above. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
