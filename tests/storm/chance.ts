/** Chances from a seed (mulberry32): the same seed gives the same ones again. Answers numbers from 0 up to 1. */
export type Chance = () => number

/** Starts a row of chances. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of a list. */
export function oneOf<Value>(chance: Chance, list: readonly Value[]): Value {
  return list[Math.floor(chance() * list.length)] as Value
}

/** The list in another order. */
export function shuffled<Value>(chance: Chance, list: readonly Value[]): Value[] {
  return list
    .map((value) => ({ value, at: chance() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value)
}
