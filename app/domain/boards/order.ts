// The order of one board in memory: blocks of some hundred places, each a sorted list, with a running count. Pure: it is told what changed.

/** What a person has on a board: milliseconds since 1970 for when the points were reached. */
export type Score = { memberId: number; points: number; at: number }

const most = 512

/** Negative where the one stands before the other: more points first, then the earlier moment, then the lower member id. */
function compare(one: Score, other: Score): number {
  return other.points - one.points || one.at - other.at || one.memberId - other.memberId
}

/** Who stands on a board, in order, and what those have who are not listed there. */
export class Order {
  private readonly scores = new Map<number, Score>()
  private readonly aside = new Map<number, Score>()
  private blocks: Score[][] = []
  private starts: number[] | null = null

  /** How many stand. */
  get size(): number {
    return this.scores.size
  }

  /** How many scores it keeps in all. */
  get weight(): number {
    return this.scores.size + this.aside.size
  }

  /** Adds those who stand behind everybody so far, in their order: how a copy is filled. */
  append(scores: readonly Score[]): void {
    for (const score of scores) this.scores.set(score.memberId, score)
    for (let from = 0; from < scores.length; from += most / 2) this.blocks.push(scores.slice(from, from + most / 2))
    this.starts = null
  }

  /** What a person has now; zero or less takes them off. Whoever is not listed is remembered apart. */
  set(score: Score, listed: boolean): void {
    const old = this.scores.get(score.memberId)
    if (old) this.leave(old)
    this.aside.delete(score.memberId)
    if (score.points <= 0) return
    if (listed) this.enter(score)
    else this.aside.set(score.memberId, score)
  }

  /** What a person has, and how many stand before them; undefined without points. */
  placeOf(memberId: number): { score: Score; before: number; listed: boolean } | undefined {
    const listed = this.scores.get(memberId)
    const score = listed ?? this.aside.get(memberId)
    return score && { score, before: this.before(score), listed: listed !== undefined }
  }

  /** Who stands from a place (counted from 0) on, at most so many. */
  slice(from: number, count: number): Score[] {
    const starts = this.counted()
    const found: Score[] = []
    let block = this.lastAt((number) => (starts[number] ?? 0) <= from)
    for (let skip = from - (starts[block] ?? 0); block < this.blocks.length && found.length < count; block += 1, skip = 0)
      found.push(...(this.blocks[block] ?? []).slice(skip, skip + count - found.length))
    return found
  }

  private before(score: Score): number {
    const at = this.blockOf(score)
    return (this.counted()[at] ?? 0) + position(this.blocks[at] ?? [], score)
  }

  private enter(score: Score): void {
    this.scores.set(score.memberId, score)
    this.starts = null
    const at = this.blockOf(score)
    const block = this.blocks[at]
    if (!block) return void this.blocks.push([score])
    block.splice(position(block, score), 0, score)
    if (block.length > most) this.blocks.splice(at + 1, 0, block.splice(most / 2))
  }

  private leave(score: Score): void {
    this.scores.delete(score.memberId)
    this.starts = null
    const at = this.blockOf(score)
    const block = this.blocks[at]
    block?.splice(position(block, score), 1)
    if (block?.length === 0) this.blocks.splice(at, 1)
  }

  /** The block in which a score stands or would stand. */
  private blockOf(score: Score): number {
    return this.lastAt((number) => {
      const first = this.blocks[number]?.[0]
      return first !== undefined && compare(first, score) <= 0
    })
  }

  /** The last block for which something holds that holds for none after one for which it does not; 0 where it never holds. */
  private lastAt(holds: (block: number) => boolean): number {
    let [low, high] = [0, this.blocks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(middle)) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  /** How many stand before each block. */
  private counted(): readonly number[] {
    if (this.starts) return this.starts
    let sum = 0
    this.starts = this.blocks.map((block) => (sum += block.length) - block.length)
    return this.starts
  }
}

/** How many of a block stand before a score. */
function position(block: readonly Score[], score: Score): number {
  let [low, high] = [0, block.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const one = block[middle]
    if (one && compare(one, score) < 0) low = middle + 1
    else high = middle
  }
  return low
}
