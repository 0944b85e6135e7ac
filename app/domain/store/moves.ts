import type { OrderState } from './orders.ts'

/** What somebody does with an order. `why` is what the member reads. */
export type Move =
  | { do: 'approve' | 'pack' | 'deliver' }
  | { do: 'reject' | 'cancel' | 'return' | 'missing' | 'withdraw' | 'expire'; why: string }
  | { do: 'ship'; parcel: { id: string; carrier: string; number: string; url: string } }

/** `asked`: a fulfiller was asked to stop it, and everything comes back when it agrees. */
export type Moved = { kind: 'moved'; state: OrderState } | { kind: 'first_yes' } | { kind: 'asked' }

/** Where each move leads. */
export const moveTargets: Record<Move['do'], OrderState> = {
  approve: 'approved',
  pack: 'in_fulfillment',
  ship: 'shipped',
  deliver: 'delivered',
  reject: 'rejected',
  cancel: 'cancelled',
  withdraw: 'cancelled',
  expire: 'cancelled',
  missing: 'cancelled',
  return: 'returned',
}

const silent: readonly Move['do'][] = ['approve', 'pack', 'deliver']
const spoken: readonly Move['do'][] = ['reject', 'cancel', 'return', 'missing']

/** The move that a form of staff asks for; or what is missing, in a sentence. Whoever says no says why. */
export function moveFrom(form: Readonly<Record<string, unknown>>): Move | { fault: string } {
  const text = (name: string, most: number): string =>
    String(form[name] ?? '')
      .trim()
      .slice(0, most)
  const what = silent.find((one) => one === form.do) ?? spoken.find((one) => one === form.do) ?? (form.do === 'ship' ? 'ship' : null)
  if (what === null) return { fault: 'Choose what to do.' }
  if (what === 'ship') {
    const url = text('url', 500)
    if (url && !/^https?:\/\//.test(url)) return { fault: 'The link for tracking begins with https://. Nothing was changed.' }
    return { do: 'ship', parcel: { id: text('parcel', 80) || 'by-hand', carrier: text('carrier', 60), number: text('number', 80), url } }
  }
  if (what === 'approve' || what === 'pack' || what === 'deliver') return { do: what }
  const why = text('why', 500)
  if (why.length < 10) return { fault: 'Say why, in at least 10 letters: the member reads it. Nothing was changed.' }
  return { do: what as 'reject' | 'cancel' | 'return' | 'missing', why }
}
