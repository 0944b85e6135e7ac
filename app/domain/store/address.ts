import { formatAddress } from 'localized-address-format'
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator'
import { z } from 'zod'
import type { Address } from '#app/contract/fulfiller.ts'

const line = (most = 80) => z.string().trim().max(most, `Use ${most} characters or fewer.`).default('')
const needed = (words: string, most = 80) => z.string(words).trim().min(1, words).max(most, `Use ${most} characters or fewer.`)

/** Countries whose addresses need no postcode. */
const withoutPostcode = new Set(
  'AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK JM KE KI KM KN KP LC ML MO MR MW NR NU PA QA RW SB SC SL SO SR ST SY TD TF TG TK TL TO TT TV UG VU YE ZW'.split(
    ' ',
  ),
)

/** Countries whose addresses need a state, province or region. */
const withRegion = new Set(['US', 'CA', 'AU', 'BR', 'MX', 'IN', 'JP', 'CN', 'IT'])

/** An address as a person writes it. The postcode is checked by the country's own form; a region is asked for where letters need one. */
export const addressSchema = z
  .object({
    name: needed('Whose name stands on the parcel?'),
    lineOne: needed('Give the street and number.', 120),
    lineTwo: line(120),
    city: needed('Give the town or city.'),
    region: line(),
    postcode: line(16),
    country: z.string('Choose a country.').regex(/^[A-Z]{2}$/, 'Choose a country.'),
    phone: line(30),
  })
  .superRefine((address, context) => {
    const { country, postcode, region } = address
    if (postcode === '' && !withoutPostcode.has(country)) context.addIssue({ code: 'custom', path: ['postcode'], message: 'Give the postcode.' })
    else if (postcode !== '' && postcodeValidatorExistsForCountry(country) && !postcodeValidator(postcode, country))
      context.addIssue({ code: 'custom', path: ['postcode'], message: 'This is not how postcodes look in that country.' })
    if (region === '' && withRegion.has(country))
      context.addIssue({ code: 'custom', path: ['region'], message: 'Letters to that country need the state, province or region.' })
  })

/** The lines of an address in the order of its country, the country's name last in English. */
export function addressLines(address: Address, countryName: string): string[] {
  const lines = formatAddress({
    postalCountry: address.country,
    administrativeArea: address.region || undefined,
    locality: address.city,
    postalCode: address.postcode || undefined,
    addressLines: [address.lineOne, address.lineTwo].filter(Boolean),
    name: address.name,
  })
  return [...lines, countryName.toUpperCase()]
}

/** What is the same for two ways of writing one address: country, postcode and street without case, spaces and signs. */
export function addressCore(address: Pick<Address, 'country' | 'postcode' | 'lineOne' | 'city'>): string {
  const bare = (text: string): string =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/stra(ss|ß)e\b/g, 'str')
      .replace(/street\b/g, 'st')
      .replace(/[^\p{L}\p{N}]/gu, '')
  return [address.country, bare(address.postcode || address.city), bare(address.lineOne)].join('/')
}
