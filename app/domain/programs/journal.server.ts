import { keyedUuid } from '#app/foundation/crypto.server.ts'

/** How the journal names an account (`source/foreign id`): a keyed hash, because the journal outlives the people in it. */
export function accountKey(key: Uint8Array, account: string): string {
  return keyedUuid(key, `account/${account}`).slice(0, 18)
}
