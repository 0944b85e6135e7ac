import { createHmac } from 'node:crypto'
import { sameText } from '#app/foundation/crypto.server.ts'
import { grace } from './events.ts'

// Crockford's letters: nothing that looks like something else. Six of them are a billion codes.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The code of a turn: HMAC-SHA256 with the event's secret over the number of the turn, its first 30 bits in six letters. */
function codeOfTurn(secret: string, turn: number): string {
  const bits = createHmac('sha256', secret).update(String(turn)).digest().readUInt32BE(0)
  return Array.from({ length: 6 }, (_, index) => letters[(bits >>> (index * 5)) & 31]).join('')
}

/** The code to show now, and for how many seconds still. `turns` is the length of a turn in seconds. */
export function codeNow(secret: string, turns: number, now: Date): { code: string; seconds: number } {
  const seconds = now.getTime() / 1000
  const turn = Math.floor(seconds / turns)
  return { code: codeOfTurn(secret, turn), seconds: Math.ceil((turn + 1) * turns - seconds) }
}

/** True for the code of the present turn, and for that of the turn before while its grace lasts. */
export function isCode(secret: string, turns: number, now: Date, code: string): boolean {
  const seconds = now.getTime() / 1000
  const turn = Math.floor(seconds / turns)
  const present = sameText(code, codeOfTurn(secret, turn))
  const before = sameText(code, codeOfTurn(secret, turn - 1))
  return present || (before && seconds - turn * turns < grace)
}
