import { SelectField, type Choice } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { Address } from '#app/contract/fulfiller.ts'

type Props = { start: Partial<Address> | null; countries: readonly Choice[]; errors: Partial<Record<string, string[]>> }

/** The fields of an address, in an order that every country understands. */
export function AddressFields({ start, countries, errors }: Props) {
  const field = (name: keyof Address, required = false) => ({
    id: `address-${name}`,
    name,
    required,
    errors: errors[name],
    defaultValue: start?.[name],
  })
  return (
    <fieldset className="grid gap-5 sm:grid-cols-2">
      <legend className="mb-4 text-lg font-bold tracking-tight">Where should it go?</legend>
      <div className="sm:col-span-2">
        <SelectField
          field={field('country', true)}
          label="Country"
          choices={[...countries]}
          placeholder="Choose a country"
          defaultValue={start?.country}
          autoComplete="country"
        />
      </div>
      <div className="sm:col-span-2">
        <TextField field={field('name', true)} label="Name on the parcel" autoComplete="name" />
      </div>
      <div className="sm:col-span-2">
        <TextField field={field('lineOne', true)} label="Street and number" autoComplete="address-line1" />
      </div>
      <div className="sm:col-span-2">
        <TextField field={field('lineTwo')} label="Apartment, company, floor" hint="If there is one." autoComplete="address-line2" />
      </div>
      <TextField field={field('postcode')} label="Postcode" autoComplete="postal-code" />
      <TextField field={field('city', true)} label="Town or city" autoComplete="address-level2" />
      <TextField field={field('region')} label="State, province or region" hint="Where letters need it." autoComplete="address-level1" />
      <TextField field={field('phone')} label="Phone" hint="For the carrier, if you like." autoComplete="tel" />
    </fieldset>
  )
}
