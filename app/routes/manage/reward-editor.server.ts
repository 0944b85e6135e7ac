import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import { segmentsOf } from '#app/domain/boards/queries/choices.server.ts'
import { levelsOf } from '#app/domain/standing/queries.server.ts'
import { allBadges } from '#app/domain/standing/queries/definitions.server.ts'
import type { Reward, Variant } from '#app/domain/store/rewards.ts'
import { ownFulfillers } from '#app/domain/store/fulfilling.ts'
import { fulfillerHealth } from '#app/domain/store/queries/fulfillers.server.ts'
import { euCountries, type RewardForm, rewardSchema, variantSchema } from '#app/domain/store/shelf-form.ts'
import { countryChoices } from '#app/routes/hub/country-choices.server.ts'
import { fulfillerById, fulfillers } from '#integrations/fulfillers.ts'
import type { RewardStart } from '#app/components/store/reward-form.tsx'
import type { VariantStart } from '#app/components/store/variant-rows.tsx'

/** Everything that the editor offers to choose from. */
export async function editorChoices(program: number) {
  const [levels, segments, badges] = await Promise.all([levelsOf(program), segmentsOf(program), allBadges(program)])
  return {
    levels: levels.map(({ rank, title }) => ({ value: String(rank), label: title })),
    segments: segments.map(({ id, title }) => ({ value: String(id), label: title })),
    badges: badges.map(({ slug, title }) => ({ value: slug, label: title })),
    countries: [...countryChoices],
    fulfillers: [
      { value: 'manual', label: 'We do, by hand' },
      { value: 'codes', label: 'The pool of codes' },
      ...fulfillers.map(({ id, title }) => ({ value: id, label: title })),
    ],
    settings: fulfillers.filter(({ settings }) => settings.length > 0).map(({ id, title, settings }) => ({ id, title, settings: [...settings] })),
  }
}

const rowSchema = variantSchema.extend({ used: z.boolean().default(false) })
const variantsSchema = z.object({ variants: z.array(rowSchema).max(60).default([]) })

/** What the editor sent: the reward and its choices, or what is wrong with them by field. */
export function editorFrom(form: FormData) {
  const reward = parseWithZod(form, { schema: rewardSchema })
  const variants = parseWithZod(form, { schema: variantsSchema })
  if (reward.status !== 'success' || variants.status !== 'success') {
    const errors = {
      ...(reward.status === 'success' ? {} : reward.error),
      ...(variants.status === 'success' ? {} : { variants: Object.values(variants.error ?? {}).flatMap((words) => words ?? []) }),
    }
    return { errors: errors as Record<string, string[]>, value: null }
  }
  const rows = variants.value.variants.filter((row) => row.id !== undefined || row.used || row.size !== '' || row.color !== '' || row.sku !== '')
  return { errors: null, value: { form: reward.value, variants: rows.map(({ used: _, ...row }) => row) } }
}

const text = (value: string | number | null | undefined): string => (value === null || value === undefined ? '' : String(value))
const euros = (cents: number | null): string => (cents === null ? '' : String(cents / 100))
const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? ''

/** What keeps a reward from being handed out by whom it names, by field: somebody who is not there, not set up, or lacks a setting. */
export async function fulfillerFaults(
  program: number,
  form: Pick<RewardForm, 'fulfiller' | 'settings' | 'state'>,
): Promise<Record<string, string[]>> {
  if (ownFulfillers.includes(form.fulfiller) || form.state !== 'live') return {}
  const fulfiller = fulfillerById(form.fulfiller)
  if (!fulfiller) return { fulfiller: ['Choose who hands it out.'] }
  const own = (await fulfillerHealth(program)).find((one) => one.fulfiller === fulfiller.id)
  if (fulfiller.access.some(({ name, optional }) => !optional && !own?.names.includes(name)))
    return { fulfiller: [`${fulfiller.title} is not set up yet. Open Store, “Who hands it out”, or keep the reward as a draft.`] }
  const missing = fulfiller.settings.filter(({ name, required }) => required && !form.settings[name])
  return Object.fromEntries(missing.map(({ name, label }) => [`settings.${name}`, [`${fulfiller.title} needs “${label}”.`]]))
}

/** Countries as a manager writes them: the whole of the European Union by its two letters. */
function codesText(codes: readonly string[]): string {
  const whole = euCountries.every((code) => codes.includes(code))
  return (whole ? ['EU', ...codes.filter((code) => !euCountries.includes(code))] : codes).join(', ')
}

/** A reward as the inputs of the editor show it. `price`: the one that was announced, if one was. */
export function editorStart(reward: Reward): RewardStart {
  const { offers, pictures, countries, served, dutyFree, cost, taxValue, budget, opensAt, closesAt, drawsAt, settings, ...rest } = reward
  const plain = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, text(value as string | number | null)]))
  const lower = Object.fromEntries(
    offers.flatMap((offer, n) => [
      [`offers[${n}].level`, text(offer.level)],
      [`offers[${n}].segment`, text(offer.segment)],
      [`offers[${n}].price`, text(offer.price)],
    ]),
  )
  const lists = { countries: codesText(countries), served: codesText(served), dutyFree: codesText(dutyFree), pictures: pictures.join('\n') }
  return {
    ...plain,
    ...lower,
    ...lists,
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`settings.${name}`, value])),
    cost: euros(cost),
    taxValue: euros(taxValue),
    budget: euros(budget),
    opensAt: day(opensAt),
    closesAt: day(closesAt),
    drawsAt: day(drawsAt),
  }
}

/** The choices of a reward as the editor shows them. */
export function variantStarts(variants: readonly Variant[]): VariantStart[] {
  return variants.map(({ id, size, color, sku, unlimited, lowAt, state }) => ({
    id,
    size,
    color,
    sku,
    unlimited,
    lowAt,
    retired: state === 'retired',
  }))
}
