import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { TruthView } from '#app/components/store/truth.tsx'
import { wishesOf } from '#app/domain/members/queries/wishes.server.ts'
import { openStates, waitWords } from '#app/domain/store/orders.ts'
import { lastOrderOf, latestOrderOf } from '#app/domain/store/queries/orders.server.ts'
import { wishedBy } from '#app/domain/store/queries/shelf.server.ts'
import { choiceWords, freeOf, limitWords } from '#app/domain/store/rewards.ts'
import { countryName, shippingTruth } from '#app/domain/store/shipping.ts'
import { type ShelfLine, readShelf } from '#app/flows/read-shelf.server.ts'

/** One reward as this member sees it, with the truth before the click; 404 for what they cannot see. Drafts show to whoever edits the shelf. `to`: the country that was just chosen. */
export async function rewardView({ program, member }: MemberGuest, slug: string, mayEdit: boolean, to: string | null = null) {
  const [shelf, wished, wishes, last, latest] = await Promise.all([
    readShelf(program, member.id, slug),
    wishedBy(program.id, member.id),
    wishesOf(program.id, member.id),
    lastOrderOf(program.id, member.id),
    latestOrderOf(program.id, member.id),
  ])
  const [line] = shelf.lines
  if (!line || (line.reward.state === 'draft' && !mayEdit))
    throw new Response('There is no such reward in the store.', { status: 404, statusText: 'Not Found' })
  const size = wishes.shirtSize ?? last.choice
  const country = to ?? last.address?.country ?? shelf.shopper.country
  const choices = line.variants.map((variant) => ({
    id: variant.id,
    label: choiceWords(variant) || 'One size',
    free: freeOf(variant),
    lowAt: variant.lowAt,
    size: variant.size,
  }))
  const there = choices.filter((choice) => choice.free !== 0)
  return {
    line,
    country,
    address: last.address,
    choices,
    chosen: (there.find((choice) => choice.size !== '' && choice.size === size) ?? there[0])?.id ?? null,
    wished: wished.has(line.reward.id),
    // The key is the same in every tab and after every step back, until something was ordered.
    form: (variant: number) => ({
      key: `${line.reward.id}-${variant}-${latest?.id ?? 0}`,
      before:
        latest && latest.rewardId === line.reward.id && openStates.includes(latest.state) ? { id: latest.id, at: latest.at.toISOString() } : null,
    }),
    truth: truthOf(line, shelf.shopper.spendable, country),
  }
}

function truthOf({ reward, price, waits }: ShelfLine, spendable: number, country: string | null): TruthView {
  return {
    price,
    spendable,
    shipping: shippingTruth(reward, country, countryName),
    waits: waits.map((reason) => waitWords[reason]),
    limit: reward.limitCount !== null && reward.limitPeriod !== null ? `${limitWords(reward.limitCount, reward.limitPeriod)}.` : null,
  }
}
