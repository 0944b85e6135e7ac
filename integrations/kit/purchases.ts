import type { Activity, Party } from '#app/contract/activity.ts'
import type { KindCard } from '#app/contract/adapter.ts'

/** What shops and payment services tell, in the same words for each, so that one rule can name several. */
export const purchaseKinds = {
  'purchase.made': {
    when: 'something is bought',
    did: 'Bought something',
    noun: ['purchase', 'purchases'],
    facts: {
      amount: { label: 'the amount', type: 'number' },
      currency: { label: 'the currency', type: 'text', values: ['EUR', 'USD'] },
    },
  },
  'purchase.refunded': { when: 'a purchase is refunded', did: 'Had a purchase refunded', noun: ['refund', 'refunds'], facts: {}, undo: true },
} as const satisfies Readonly<Record<string, KindCard>>

/** Currencies without a smaller unit. https://docs.stripe.com/currencies#zero-decimal */
const whole = new Set(['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf'])

/** An amount in the smallest unit of its currency as facts. */
export function money(amount: number | null | undefined, currency: string | null | undefined): Activity['facts'] {
  const code = (currency ?? '').slice(0, 3)
  return {
    ...(amount == null ? {} : { amount: whole.has(code.toLowerCase()) ? amount : amount / 100 }),
    ...(code ? { currency: code.toUpperCase() } : {}),
  }
}

/** Who bought: by the id that our own side gave, else by address (which a member can prove), of which only the part before the @ is shown, else by the platform's customer. */
export function buyer(known: { own?: string | null; customer?: string | null; email?: string | null; name?: string | null }): Party | null {
  const email = known.email?.toLowerCase()
  const id = known.own ?? (email ? `email:${email}` : (known.customer ?? undefined))
  return id ? { id, handle: known.name || email?.split('@')[0] || id } : null
}
