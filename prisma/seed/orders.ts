import type { Address } from '#app/contract/fulfiller.ts'

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
