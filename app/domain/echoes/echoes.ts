/** How often telling is tried before it is given up, with growing delay: over about a day. */
export const mostTries = 12

/** The seconds to wait after so many failed tries. */
export function delayAfter(tries: number): number {
  return Math.min(4 * 3600, 10 * 3 ** Math.min(tries, 10))
}

/** What a sealed grant is bound to: copied to another row, it does not open. */
export function leaveContext(program: number, sourceId: number, foreignId: string): string {
  return `${program}/${sourceId}/${foreignId}`
}
