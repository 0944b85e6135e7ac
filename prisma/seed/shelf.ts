import type { Address } from '#app/contract/fulfiller.ts'

/** A thing on the demo shelf, as the editor would send it, with its choices and how many there are. */
export type ShelfItem = {
  reward: Record<string, unknown> & { slug: string }
  variants: { size?: string; color?: string; sku?: string; stock?: number }[]
  unlimited?: boolean
  codes?: string[]
  drawsInDays?: number
}

const europe = {
  shipsFrom: 'DE',
  served: 'EU, GB, CH, NO, US, CA, BR, JP',
  dutyFree: 'EU',
  daysLeast: 4,
  daysMost: 12,
  dutiesNote: 'For a parcel of this value that is often nothing, and rarely more than a quarter of it.',
}
const sizes = (stock: number[], color: string, sku: string) =>
  ['S', 'M', 'L', 'XL', '2XL'].map((size, n) => ({ size, color, sku: `${sku}-${size}`, stock: stock[n] ?? 0 }))

export const shelf: readonly ShelfItem[] = [
  {
    reward: {
      slug: 'laurel-hoodie',
      title: 'Laurel hoodie',
      kind: 'physical',
      price: 1200,
      pictures: '/rewards/hoodie.svg',
      summary: 'Heavy organic cotton, a small gold laurel on the chest.',
      approval: 'manual',
      highValue: true,
      cost: 38,
      taxValue: 45,
      limitCount: 1,
      limitPeriod: 'year',
      ...europe,
      body: 'Four hundred grams of brushed organic cotton, knitted and sewn in Portugal. The laurel is **stitched**, not printed, so it outlives the hoodie.\n\n- Fits true to size; between two sizes, take the larger one\n- Wash at 30 °C, inside out\n- Fair Wear audited maker',
    },
    variants: sizes([6, 9, 4, 2, 0], 'forest', 'HD'),
  },
  {
    reward: {
      slug: 'laurel-tee',
      title: 'Laurel tee',
      kind: 'physical',
      price: 450,
      offers: [{ level: 3, price: 400 }],
      pictures: '/rewards/tee.svg',
      summary: 'The shirt people ask about at meetups.',
      approval: 'auto',
      cost: 14,
      taxValue: 18,
      ...europe,
      body: 'A medium-weight tee in undyed cotton with the wreath in forest green.\n\nPrinted with water-based ink in Leipzig.',
    },
    variants: sizes([14, 22, 18, 9, 6], 'cream', 'TE'),
  },
  {
    reward: {
      slug: 'enamel-mug',
      title: 'Mug for long reviews',
      kind: 'physical',
      price: 300,
      pictures: '/rewards/mug.svg',
      summary: 'Stoneware, 350 ml, survives the dishwasher.',
      approval: 'auto',
      cost: 9,
      taxValue: 12,
      ...europe,
      body: 'Holds enough for one pull request of medium size. Thrown by a small pottery in Höhr-Grenzhausen; every glaze is a little different.',
    },
    variants: [{ stock: 4, sku: 'MUG-1' }],
  },
  {
    reward: {
      slug: 'sticker-sheet',
      title: 'Sticker sheet',
      kind: 'physical',
      price: 60,
      pictures: '/rewards/stickers.svg',
      summary: 'Nine stickers for lids, doors and water bottles.',
      approval: 'auto',
      cost: 1.5,
      taxValue: 2,
      shipsFrom: 'DE',
      dutyFree: 'EU',
      daysLeast: 3,
      daysMost: 20,
      limitCount: 2,
      limitPeriod: 'month',
      dutiesNote: 'A letter with stickers has never been asked for any, as far as we know.',
      body: 'Vinyl, weatherproof, and they come off without a trace.\n\nSent as a letter to **every country** the post serves.',
    },
    variants: [{ stock: 240, sku: 'ST-9' }],
  },
  {
    reward: {
      slug: 'trail-socks',
      title: 'Trail socks',
      kind: 'physical',
      price: 180,
      pictures: '/rewards/socks.svg',
      summary: 'Merino, for people who answer questions on the train.',
      approval: 'auto',
      cost: 7,
      taxValue: 10,
      ...europe,
      body: 'Fine merino with a padded heel. Two sizes fit nearly everybody.',
    },
    variants: [
      { size: '36-40', sku: 'SO-S', stock: 12 },
      { size: '41-46', sku: 'SO-L', stock: 0 },
    ],
  },
  {
    reward: {
      slug: 'field-notebook',
      title: 'Field notebook',
      kind: 'physical',
      price: 150,
      pictures: '/rewards/notebook.svg',
      summary: 'Dotted pages, lies flat, comes with a pencil.',
      approval: 'auto',
      cost: 6,
      taxValue: 8,
      ...europe,
      body: '160 dotted pages of recycled paper, thread-bound, so that it lies flat beside a keyboard.',
    },
    variants: [{ stock: 0, sku: 'NB-1' }],
  },
  {
    reward: {
      slug: 'advanced-course',
      title: 'Seat in the advanced course',
      kind: 'code',
      price: 600,
      pictures: '/rewards/course.svg',
      summary: 'A code for one seat, yours the moment you order.',
      approval: 'auto',
      fulfiller: 'codes',
      cost: 0,
      taxValue: 99,
      limitCount: 1,
      limitPeriod: 'year',
      body: 'Six weeks, at your own pace, with a certificate at the end. The code stands on the page of your order at once, and nobody else ever sees it.',
    },
    variants: [{}],
    codes: ['LRL-7F2K-99QD', 'LRL-M31X-0PZA', 'LRL-QW8E-41TT', 'LRL-ZZ5N-73KC', 'LRL-B6UD-28HR', 'LRL-Y0VG-65MS'],
  },
  {
    reward: {
      slug: 'early-access',
      title: 'Early access',
      kind: 'access',
      price: 350,
      pictures: '/rewards/early-access.svg',
      summary: 'Every release a fortnight before the world.',
      approval: 'manual',
      minLevel: 2,
      cost: 0,
      taxValue: 0,
      limitCount: 1,
      limitPeriod: 'ever',
      body: 'You get the builds as the team gets them, and a channel where your report is read the same day.',
    },
    variants: [{}],
    unlimited: true,
  },
  {
    reward: {
      slug: 'mentoring-hour',
      title: 'An hour with a maintainer',
      kind: 'experience',
      price: 800,
      pictures: '/rewards/mentoring.svg',
      summary: 'Bring code, a talk, or a question that keeps you awake.',
      approval: 'manual',
      cost: 0,
      taxValue: 0,
      body: 'A call of sixty minutes with somebody who works on the core. You bring the topic; they prepare.',
    },
    variants: [{ stock: 3 }],
  },
  {
    reward: {
      slug: 'ten-trees',
      title: 'Ten trees',
      kind: 'donation',
      price: 250,
      pictures: '/rewards/trees.svg',
      summary: 'We plant them; you get the thank-you.',
      approval: 'auto',
      benefits: 'the Harz reforestation',
      cost: 20,
      taxValue: 0,
      body: 'Your points become ten young trees in the Harz, where the bark beetle left bare hills. We pass on the receipt of the foresters every spring.',
    },
    variants: [{}],
    unlimited: true,
  },
  {
    reward: {
      slug: 'keyboard-raffle',
      title: 'Raffle: the green keyboard',
      kind: 'raffle',
      price: 40,
      pictures: '/rewards/keyboard.svg',
      summary: 'One keyboard, one draw, every ticket the same chance.',
      approval: 'auto',
      cost: 0,
      taxValue: 0,
      limitCount: 5,
      limitPeriod: 'ever',
      body: 'A hot-swappable 65 % board with caps in our colors. The draw is public, and anybody can compute it again.',
    },
    variants: [{}],
    unlimited: true,
    drawsInDays: 21,
  },
]

const stockholm: Address = {
  name: 'Maya Lindqvist',
  lineOne: 'Torsgatan 14',
  lineTwo: '',
  city: 'Stockholm',
  region: '',
  postcode: '113 21',
  country: 'SE',
  phone: '',
}
const at = (name: string, lineOne: string, postcode: string, city: string, country: string, region = ''): Address => ({
  name,
  lineOne,
  lineTwo: '',
  city,
  region,
  postcode,
  country,
  phone: '',
})
const parcel = {
  do: 'ship',
  parcel: {
    id: 'demo',
    carrier: 'DHL',
    number: '00340434161094021502',
    url: 'https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=00340434161094021502',
  },
}
const yes = { do: 'approve' }
const pack = { do: 'pack' }

/** Orders of the demo community and how far they got. `who` is a handle, or the first part of a demo sign-in. */
export const orders: readonly {
  slug: string
  who: string
  size?: string
  address?: Address
  note?: string
  thanks?: boolean
  steps: readonly object[]
}[] = [
  { slug: 'sticker-sheet', who: 'member', address: stockholm, steps: [yes, pack, parcel, { do: 'deliver' }] },
  { slug: 'enamel-mug', who: 'member', address: stockholm, steps: [yes, pack, parcel] },
  { slug: 'ten-trees', who: 'sam-whitfield', thanks: true, steps: [yes] },
  {
    slug: 'laurel-tee',
    who: 'yuki-tanaka',
    size: 'M',
    address: at('Yuki Tanaka', '2-11-3 Meguro', '153-0063', 'Meguro-ku', 'JP', 'Tokyo'),
    steps: [],
  },
  {
    slug: 'laurel-hoodie',
    who: 'mateus-silva',
    size: 'L',
    address: at('Mateus Silva', 'Rua Augusta 1508', '01304-001', 'São Paulo', 'BR', 'SP'),
    note: 'If it fits, I will wear it at the conference in May.',
    steps: [],
  },
  { slug: 'trail-socks', who: 'sam-whitfield', address: at('Sam Whitfield', '12 Mill Lane', 'CB1 2AB', 'Cambridge', 'GB'), steps: [yes] },
  {
    slug: 'enamel-mug',
    who: 'yuki-tanaka',
    address: at('Y. Tanaka', '2-11-3 Meguro', '153-0063', 'Meguro-ku', 'JP', 'Tokyo'),
    steps: [{ do: 'reject', why: 'You asked us to send the tee first, so we keep the mug for your next order.' }],
  },
  { slug: 'keyboard-raffle', who: 'member', steps: [yes] },
]
