import { createHash, createHmac } from 'node:crypto'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What is published before anybody enters: SHA-256 (hex) of the seed's text. */
export function hashOfSeed(seed: string): string {
  return sha256(seed)
}

/** SHA-256 (hex) of all tickets, sorted by their characters, one a line without a last line break. */
export function hashOfEntrants(tickets: readonly string[]): string {
  return sha256([...tickets].sort().join('\n'))
}

/**
 * All tickets in the order of the draw, the first winner first. A ticket's number is HMAC-SHA256 with the seed as key over the hash of all entrants, a colon
 * and the ticket, in hex; the lowest wins. One more entrant changes every number, so nobody who knows the seed can choose a winner before the list is closed.
 */
export function drawOrder(seed: string, tickets: readonly string[]): string[] {
  const entrants = hashOfEntrants(tickets)
  const drawn = tickets.map((ticket) => ({ ticket, number: createHmac('sha256', seed).update(`${entrants}:${ticket}`, 'utf8').digest('hex') }))
  return drawn.sort((one, other) => (one.number < other.number ? -1 : one.number > other.number ? 1 : 0)).map(({ ticket }) => ticket)
}
