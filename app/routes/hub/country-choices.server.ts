import countries from 'i18n-iso-countries'
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import type { Choice } from '#app/components/ui/select-field.tsx'

countries.registerLocale(english)

/** The countries of the world by their English names, each under its two letters. */
export const countryChoices: readonly Choice[] = Object.entries(countries.getNames('en', { select: 'official' }))
  .map(([value, label]) => ({ value, label }))
  .sort((one, other) => one.label.localeCompare(other.label, 'en'))
