/** A platform's question whether anybody is there is a line or two. */
const mostBytes = 10_000

/** True for a body that may be such a question: anybody can send one, and nothing larger is read before it is proven. */
export function mayBeGreeting(body: Uint8Array): boolean {
  return body.byteLength <= mostBytes
}
