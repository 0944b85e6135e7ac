/** What a page knows of: the program's last turn and the member's newest notice (0: none, or a visitor's page). */
export type LiveMark = { turn: number; notice: number }

/** The mark as pages carry it: `<turn>.<notice>`. */
export function liveMark({ turn, notice }: LiveMark): string {
  return `${turn}.${notice}`
}

/** Reads a mark from an address; null for anything else. */
export function readLiveMark(text: string | null): LiveMark | null {
  const found = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '')
  return found && { turn: Number(found[1]), notice: Number(found[2]) }
}
