import { z } from 'zod'
import { limitPeriods, rewardKinds } from './rewards.ts'

const whole = (words: string, least = 0, most = 1_000_000_000) => z.number(words).int('Use a whole number.').min(least, words).max(most, words)
const cents = (words: string) =>
  z
    .number(words)
    .min(0, 'Use zero or more.')
    .max(1_000_000, 'At most 1,000,000.')
    .transform((money) => Math.round(money * 100))

/** The countries of the European Union: one customs territory. */
export const euCountries = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** Countries from a text such as "EU, GB US": two letters each, EU for all of it. */
const countryList = z
  .string()
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .toUpperCase()
        .split(/[^A-Z]+/)
        .filter(Boolean)
        .flatMap((code) => (code === 'EU' ? euCountries : [code])),
    ),
  ])
  .refine((codes) => codes.every((code) => /^[A-Z]{2}$/.test(code)), 'Use two letters for each country, such as DE, US; EU stands for all of it.')

const offerSchema = z.object({
  level: whole('Choose a level.', 0, 1000).optional(),
  segment: whole('Choose a group.', 1).optional(),
  price: whole('Say what it costs for them.', 1).optional(),
})

/** What a manager sends from the shelf editor. Money comes in units and leaves in cents. */
export const rewardSchema = z
  .object({
    title: z.string('Give it a title.').trim().min(1, 'Give it a title.').max(80, 'Use 80 characters or fewer.'),
    slug: z
      .string('Give it a short name.')
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Use small letters, digits and dashes.'),
    kind: z.enum(rewardKinds, 'Choose what it is.'),
    state: z.enum(['draft', 'live', 'retired'], 'Choose whether it is on the shelf.'),
    summary: z.string().trim().max(140, 'Use 140 characters or fewer.').default(''),
    body: z.string().trim().max(10_000, 'Use 10,000 characters or fewer.').default(''),
    pictures: z
      .string()
      .default('')
      .transform((text) => text.split(/\s+/).filter(Boolean))
      .refine(
        (list) => list.every((one) => /^(\/[\w./-]+|https:\/\/\S+)$/.test(one)),
        'Give addresses of pictures, one a line: /rewards/mug.svg or https://…',
      )
      .refine((list) => list.length <= 8, 'At most 8 pictures.'),
    price: whole('Say what it costs, in whole points.', 1),
    offers: z
      .array(offerSchema)
      .max(5)
      .default([])
      .transform((offers) =>
        offers.flatMap(({ price, ...who }) => (price !== undefined && (who.level ?? who.segment) !== undefined ? [{ ...who, price }] : [])),
      ),
    approval: z.enum(['auto', 'manual'], 'Choose who says yes.'),
    highValue: z.boolean().default(false),
    minLevel: whole('Choose a level.', 0, 1000).optional(),
    segmentId: whole('Choose a group.', 1).optional(),
    badgeSlug: z.string().optional(),
    countries: countryList,
    limitCount: whole('Use 1 or more.', 1, 1000).optional(),
    limitPeriod: z.enum(limitPeriods).optional(),
    opensAt: z.date('Use a date.').optional(),
    closesAt: z.date('Use a date.').optional(),
    budget: cents('Use a number.').optional(),
    cost: cents('Use a number.').default(0),
    taxValue: cents('Use a number.').default(0),
    shipsFrom: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Choose a country.')
      .optional(),
    served: countryList,
    dutyFree: countryList,
    dutiesNote: z.string().trim().max(300, 'Use 300 characters or fewer.').default(''),
    daysLeast: whole('Use 0 to 365 days.', 0, 365).optional(),
    daysMost: whole('Use 0 to 365 days.', 0, 365).optional(),
    fulfiller: z.string().default('manual'),
    settings: z.record(z.string(), z.string().trim().max(200, 'Use 200 characters or fewer.')).default({}),
    benefits: z.string().trim().max(120, 'Use 120 characters or fewer.').default(''),
    drawsAt: z.date('Use a date.').optional(),
    winners: whole('Use 1 to 1,000.', 1, 1000).default(1),
    losers: z.enum(['spent', 'back'], 'Say what becomes of the points of all others.').default('spent'),
    position: whole('Use a whole number.', 0, 10_000).default(0),
  })
  .superRefine((form, context) => {
    const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
    if (form.kind === 'physical' && form.state === 'live' && !form.shipsFrom)
      fault('shipsFrom', 'Say where it is sent from: members read it before they order.')
    if (form.kind === 'physical' && form.state === 'live' && form.daysMost === undefined)
      fault('daysMost', 'Say how long it takes: members read it before they order.')
    if (form.daysLeast !== undefined && form.daysMost !== undefined && form.daysLeast > form.daysMost)
      fault('daysMost', 'The longest time is at least the shortest.')
    if ((form.limitCount === undefined) !== (form.limitPeriod === undefined)) fault('limitPeriod', 'Say how many, and in what time; or neither.')
    if (form.opensAt && form.closesAt && form.opensAt >= form.closesAt) fault('closesAt', 'It closes after it opens.')
    if (form.kind === 'donation' && form.state === 'live' && !form.benefits) fault('benefits', 'Say who gets the donation.')
    if (form.kind === 'raffle' && form.state === 'live' && !form.drawsAt) fault('drawsAt', 'Say when the draw is.')
    if (form.offers.some((offer) => offer.price >= form.price)) fault('offers', 'A price for some is lower than the price for all.')
  })
export type RewardForm = z.output<typeof rewardSchema>

/** A choice to put on the shelf; `stocked` is counted anew by a stock take, never typed over. */
export const variantSchema = z.object({
  id: whole('Choose one.', 1).optional(),
  size: z.string().trim().max(20, 'Use 20 characters or fewer.').default(''),
  color: z.string().trim().max(30, 'Use 30 characters or fewer.').default(''),
  sku: z.string().trim().max(60, 'Use 60 characters or fewer.').default(''),
  unlimited: z.boolean().default(false),
  lowAt: whole('Use 0 or more.', 0, 100_000).default(5),
  retired: z.boolean().default(false),
})
export type VariantForm = z.output<typeof variantSchema>

/** A stock take: how many there are in all on the shelf, free and set aside, and why it differs. */
export const stockSchema = z.object({
  variant: whole('Choose one.', 1),
  onShelf: whole('Say how many you counted.', 0, 1_000_000),
  reason: z.string('Say in a few words why.').trim().min(3, 'Say in a few words why.').max(200, 'Use 200 characters or fewer.'),
})

/** Codes as they were pasted or uploaded: one a line, or the first column of a table. */
export function codesIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => (line.split(/[,;\t]/)[0] ?? '').trim().replace(/^"(.*)"$/, '$1'))
  return [...new Set(lines.filter((line) => line.length >= 4 && line.length <= 200))]
}

/** What a manager settles for the whole store. */
export const policySchema = z.object({
  unit: z
    .string('Name the currency.')
    .trim()
    .regex(/^[A-Z]{3}$/, 'Three letters, such as EUR or USD.'),
  yearlyLimit: cents('Use a number.').optional(),
  holdDays: whole('Use 1 to 365 days.', 1, 365),
  noticeDays: whole('Use 0 to 365 days.', 0, 365),
  addressDays: whole('Use 0 to 365 days.', 0, 365),
  trustDays: whole('Use 0 to 3,650 days.', 0, 3650),
  trustOrders: whole('Use 0 to 100.', 0, 100),
  burst: whole('Use 1 to 100.', 1, 100),
})

/** What staff decides about the trust in somebody. */
export const trustSchema = z.object({
  handle: z.string('Name the member.').trim().min(1, 'Name the member.').max(80, 'Use 80 characters or fewer.'),
  trust: z.enum(['yes', 'no', 'rule'], 'Choose what holds for their orders.'),
  why: z.string('Say why, in a few words.').trim().min(3, 'Say why, in a few words.').max(200, 'Use 200 characters or fewer.'),
})

/** A decision as the form names it. */
export function trustWord(trusted: boolean | null): 'yes' | 'no' | 'rule' {
  return trusted === null ? 'rule' : trusted ? 'yes' : 'no'
}
