import { z } from 'zod'

/** Sizes a shirt can be ordered in, small to large. */
export const shirtSizes = ['XS', 'S', 'M', 'L', 'XL', '2XL', '3XL', '4XL'] as const
export type ShirtSize = (typeof shirtSizes)[number]

/** Topics offered to choose from; a member may name others. In lower case, as all interests are kept. */
export const offeredInterests = [
  'accessibility',
  'ai',
  'apis',
  'automation',
  'beginners',
  'community',
  'data',
  'design',
  'documentation',
  'events',
  'frontend',
  'integrations',
  'mobile',
  'open source',
  'performance',
  'security',
  'speaking',
  'teaching',
  'testing',
  'writing',
] as const

/** Languages to choose from, by their two-letter codes. */
export const languageCodes = (
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh' as const
).split(' ')

const mostInterests = 20

/** Names of topics from a text such as "GraphQL, open source": lower case, each once. */
export function interestsIn(text: string): string[] {
  const names = text.split(/[,;\n]/).map((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase())
  return [...new Set(names.filter(Boolean))]
}

const fewEnough = `Name at most ${mostInterests} interests: the ones that matter most to you.`

/** What a member says about interests, languages and gifts. `more` are topics that were not offered, separated by commas. */
export const wishesSchema = z
  .object({
    interest: z.array(z.string().max(40)).default([]),
    more: z.string().max(500, 'Use 500 characters or fewer.').default(''),
    languages: z
      .array(z.enum(languageCodes as [string, ...string[]], 'Choose languages from the list.'))
      .max(20, 'Choose at most 20.')
      .default([]),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Choose a country from the list.')
      .nullish()
      .transform((code) => code ?? null),
    shirtSize: z
      .enum(shirtSizes, 'Choose a size from the list.')
      .nullish()
      .transform((size) => size ?? null),
    rewardWishes: z.string().trim().max(500, 'Use 500 characters or fewer.').default(''),
  })
  .transform(({ interest, more, ...rest }) => ({
    ...rest,
    interests: [...new Set([...interestsIn(interest.join(',')), ...interestsIn(more)])].sort(),
  }))
  .refine(({ interests }) => interests.length <= mostInterests, { message: fewEnough, path: ['more'] })
  .refine(({ interests }) => interests.every((name) => name.length <= 40), {
    message: 'Use 40 characters or fewer for each interest.',
    path: ['more'],
  })

/** Interests, languages, country, shirt size and what gift would please. */
export type Wishes = z.output<typeof wishesSchema>

/** The name of a language in English, e.g. "Portuguese" for "pt". */
export function languageName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
}
