import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Completion, Delivery, Earlier, KindCard, Reading } from '#app/contract/adapter.ts'
import { foreignId, parseJson } from '#integrations/kit/body.ts'
import { ignore, on, readEvent, whyNot, type EventTable } from '#integrations/kit/event-table.ts'
import { buyer, money, purchaseKinds } from '#integrations/kit/purchases.ts'
import { foldedProof } from '#integrations/kit/signature.ts'

const header = 'stripe-signature'

/** https://docs.stripe.com/webhooks#verify-manually */
const proof = foldedProof(header, 300)

const kinds: Readonly<Record<string, KindCard>> = {
  ...purchaseKinds,
  'subscription.renewed': {
    when: 'a subscription is renewed',
    did: 'Renewed a subscription',
    noun: ['renewal', 'renewals'],
    facts: purchaseKinds['purchase.made'].facts,
  },
}

const reference = z.union([foreignId, z.object({ id: foreignId }).transform(({ id }) => id)])
const seconds = z
  .int()
  .positive()
  .transform((at) => new Date(at * 1000))
const purchase = (intent: string) => `purchase:${intent}`
const activities = (...found: Activity[]): Reading => ({ kind: 'activities', activities: found })
const ignored = (why: string): Reading => ({ kind: 'ignored', why })

/** Nobody has paid in test mode. */
const tested = (live: boolean) => (live ? {} : { blocked: 'it is a payment in test mode' })

const checkout = z.object({
  created: seconds,
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: foreignId,
      mode: z.string(),
      payment_status: z.string(),
      payment_intent: reference.nullish(),
      amount_total: z.int().nullish(),
      currency: z.string().nullish(),
      customer: reference.nullish(),
      client_reference_id: foreignId.nullish(),
      customer_details: z.object({ email: z.email().nullish() }).nullish(),
    }),
  }),
})

const onCheckout = on(checkout, ({ created, livemode, data: { object } }) => {
  if (object.payment_status !== 'paid') return ignored('it is not paid yet')
  if (object.mode === 'subscription') return ignored('the first invoice of the subscription says the same')
  const actor = buyer({ own: object.client_reference_id, customer: object.customer, email: object.customer_details?.email })
  if (!actor) return ignored('it does not say who paid')
  return activities({
    kind: 'purchase.made',
    externalId: purchase(object.payment_intent ?? object.id),
    actor,
    object: { id: `payment:${object.payment_intent ?? object.id}`, title: 'A purchase', url: '' },
    occurredAt: created,
    facts: money(object.amount_total, object.currency),
    ...tested(livemode),
  })
})

const invoice = z.object({
  created: seconds,
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: foreignId,
      billing_reason: z.string().nullish(),
      amount_paid: z.int(),
      currency: z.string(),
      customer: reference.nullish(),
      customer_email: z.email().nullish(),
    }),
  }),
})

const onInvoice = on(invoice, ({ created, livemode, data: { object } }) => {
  const first = object.billing_reason === 'subscription_create'
  if (!first && object.billing_reason !== 'subscription_cycle') return ignored('it is neither the first invoice of a subscription nor a renewal')
  if (object.amount_paid <= 0) return ignored('nothing was paid')
  const actor = buyer({ customer: object.customer, email: object.customer_email })
  if (!actor) return ignored('it does not say who paid')
  return activities({
    kind: first ? 'purchase.made' : 'subscription.renewed',
    externalId: `invoice:${object.id}`,
    actor,
    object: { id: `invoice:${object.id}`, title: first ? 'A subscription' : 'A renewal', url: '' },
    occurredAt: created,
    facts: money(object.amount_paid, object.currency),
    ...tested(livemode),
  })
})

const charge = z.object({
  created: seconds,
  data: z.object({
    object: z.object({
      id: foreignId,
      refunded: z.boolean(),
      payment_intent: reference.nullish(),
      invoice: reference.nullish(),
      customer: reference.nullish(),
    }),
  }),
})

const onRefund = on(charge, ({ created, data: { object } }, { completion }) => {
  if (!object.refunded) return ignored('only a part was given back')
  const paid = object.invoice ? `invoice:${object.invoice}` : null
  return takenBack({ ...object, at: created, how: 'refunded', paid }, completion)
})

const dispute = z.object({
  created: seconds,
  data: z.object({ object: z.object({ id: foreignId, status: z.string(), payment_intent: reference.nullish() }) }),
})

const onDispute = on(dispute, ({ created, data: { object } }, { completion }) =>
  object.status === 'lost'
    ? takenBack({ ...object, at: created, how: 'disputed', paid: null }, completion)
    : ignored('it was not lost, so the payment stands'),
)

type Back = { at: Date; how: 'refunded' | 'disputed'; payment_intent?: string | null; customer?: string | null; paid: string | null }

/** A payment went back. Newer messages name its payment intent alone; whether that paid an invoice was told before. */
function takenBack({ at, how, payment_intent: intent, customer, paid }: Back, completion: Completion | undefined): Reading {
  if (!paid && !intent) return ignored('it belongs to no payment that is known here')
  if (!paid && !completion) return { kind: 'incomplete', about: `payment:${intent}` }
  const invoice = learned.safeParse(completion).data?.invoice
  const undoes = paid ?? (invoice ? `invoice:${invoice}` : purchase(intent ?? ''))
  return activities({
    kind: 'purchase.refunded',
    externalId: `${how}:${undoes}`,
    actor: buyer({ customer }) ?? { id: 'unknown', handle: 'unknown' },
    object: { id: undoes.replace('purchase:', 'payment:'), title: 'A purchase', url: '' },
    occurredAt: at,
    facts: {},
    undoes,
  })
}

const payment = z.object({
  created: seconds,
  data: z.object({ object: z.object({ invoice: reference, payment: z.object({ payment_intent: reference.nullish() }) }) }),
})

/** Says which payment paid an invoice, and gives nothing: unless that payment went back before this came. */
const onInvoicePayment = on(payment, ({ data: { object } }, { completion }) => {
  const intent = object.payment.payment_intent
  if (!intent) return ignored('it was paid without a payment that could go back')
  if (!completion) return { kind: 'incomplete', about: `payment:${intent}` }
  const back = learned.safeParse(completion).data?.back
  if (!back) return ignored('it says which payment paid an invoice')
  return takenBack({ at: new Date(back), how: 'refunded', paid: `invoice:${object.invoice}` }, completion)
})

/** What is known of a payment: the invoice that it paid, and when it went back. */
const learned = z.object({ invoice: foreignId.nullish(), back: z.iso.datetime().nullish() })

/** Learns from the messages about the same payment that came before, and asks nobody. */
function complete(delivery: Delivery, earlier: readonly Earlier[]): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const body = parsed.ok ? parsed.value : null
  const told = earlier.flatMap((one) => learned.safeParse(one.completion).data ?? [])
  const invoice = payment.safeParse(body).data?.data.object.invoice ?? told.find((one) => one.invoice)?.invoice ?? null
  const went = charge.safeParse(body).data ?? dispute.safeParse(body).data
  const back = went?.created.toISOString() ?? told.find((one) => one.back)?.back ?? null
  return Promise.resolve({ invoice, back })
}

const events: EventTable = {
  'checkout.session.completed': onCheckout,
  'checkout.session.async_payment_succeeded': onCheckout,
  'invoice.paid': onInvoice,
  'invoice_payment.paid': onInvoicePayment,
  'charge.refunded': onRefund,
  'charge.dispute.closed': onDispute,
  'charge.dispute.created': ignore('whether it goes back is not decided'),
  'checkout.session.expired': ignore('nothing was bought'),
  'payment_intent.succeeded': ignore('the checkout or the invoice says the same'),
}

const envelope = z.object({ object: z.literal('event'), id: foreignId, type: z.string().max(200) })

function read(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const told = envelope.safeParse(parsed.value)
  return told.success ? readEvent(events, told.data.type, undefined, parsed.value, delivery) : { kind: 'malformed', why: whyNot(told.error) }
}

/** Stripe: purchases and renewals, taken back when they are refunded in full or a dispute about them is lost. */
export const stripe: Adapter = {
  id: 'stripe',
  title: 'Stripe',
  kinds,
  secrets: ['webhook'],
  byAddress: true,
  setup: {
    steps: [
      'In Stripe open Developers, Webhooks, and add a destination of the kind webhook endpoint.',
      'Endpoint URL: {url}',
      'Choose the events checkout.session.completed, checkout.session.async_payment_succeeded, invoice.paid, invoice_payment.paid, charge.refunded and charge.dispute.closed, in API version 2025-05-28.basil or newer.',
      'Reveal the signing secret (whsec_…) and enter it here under “Address and secret”: Stripe makes it, not the hub.',
      'Let your checkout set client_reference_id to the member’s own id; else people are known by their mail address, or without one by their customer id. Send a test event: it appears here and gives nothing.',
    ],
    docs: 'https://docs.stripe.com/webhooks',
  },
  theirSecret: true,
  newSecret: () => `whsec_${randomBytes(24).toString('hex')}`,
  verify: (delivery, secrets) => proof.verify(delivery, secrets.webhook),
  sign: (body, headers, secret, at) => ({ 'content-type': 'application/json', ...headers, [header]: proof.value(body, secret, at) }),
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const told = parsed.ok ? envelope.safeParse(parsed.value) : null
    return told?.success ? { deliveryId: told.data.id, event: told.data.type } : { deliveryId: delivery.digest, event: 'unreadable' }
  },
  read,
  complete,
}
