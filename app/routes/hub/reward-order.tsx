import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { AddressFields } from '#app/components/store/address-fields.tsx'
import { RewardPicture } from '#app/components/store/reward-card.tsx'
import { OrderedBefore, OtherCountry, Truth } from '#app/components/store/truth.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { addressSchema } from '#app/domain/store/address.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { numberFrom, readerOf } from '#app/routes/manage/reader.server.ts'
import { countryChoices } from './country-choices.server.ts'
import { rewardView } from './reward-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Order: ${data.reward.title}` : 'Order' }]

/** Everything once more, and where it should go. The key in the form makes one order of it, however often it is sent. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const view = await rewardView(guest, params.slug ?? '', false)
  const asked = numberFrom(new URL(request.url).searchParams.get('variant')) ?? view.chosen
  const choice = view.choices.find((one) => one.id === asked && one.free !== 0)
  const { reward, barriers } = view.line
  if (!choice || barriers.some((barrier) => barrier.code !== 'not_served')) throw redirect(`/store/${reward.slug}`, 303)
  return {
    reward: { id: reward.id, slug: reward.slug, title: reward.title, picture: reward.pictures[0] ?? null, kind: reward.kind },
    choice: { id: choice.id, label: view.choices.length > 1 ? choice.label : '' },
    truth: view.truth,
    start: view.address ?? { name: guest.member.displayName, country: view.country ?? '' },
    countries: reward.kind === 'physical' ? countryChoices : [],
    told: view.country ?? '',
    ...view.form(choice.id),
    reader: readerOf(guest),
  }
}

/** Redeems: points and unit are set aside together, or nothing happens. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const { program, member } = guest
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: addressSchema })
  const physical = form.get('physical') === 'yes'
  const sent = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')) as Record<string, string>
  if (physical && submission.status !== 'success') return data({ errors: submission.error ?? {}, refusal: null, sent, truth: null }, { status: 400 })
  const key = String(form.get('key') ?? '')
  if (!/^\d{1,9}-\d{1,9}-\d{1,15}$/.test(key))
    return data({ errors: {}, refusal: 'This page is too old. Open it again.', sent, truth: null }, { status: 400 })
  const to = physical && submission.status === 'success' ? submission.value.country : null
  if (to !== null && to !== form.get('told')) {
    // What was read above was about another country: nothing is spent before the truth about this one was shown.
    const { truth } = await rewardView(guest, params.slug ?? '', false, to)
    sent.told = to
    return data({ errors: {}, refusal: null, sent, truth }, { status: 409 })
  }
  const redeemed = await redeemReward(
    {
      key: `${member.id}:${key}`,
      person: member.id,
      rewardId: numberFrom(form.get('reward')) ?? 0,
      variantId: numberFrom(form.get('variant')) ?? 0,
      priceSeen: numberFrom(form.get('price')) ?? 0,
      address: physical && submission.status === 'success' ? submission.value : null,
      publicThanks: form.get('thanks') === 'on',
      note: String(form.get('note') ?? '').slice(0, 300),
    },
    program,
    await linkOrigin(request),
  )
  if ('message' in redeemed) return data({ errors: {}, refusal: redeemed.message, sent, truth: null }, { status: 409 })
  return redirect(`/orders/${redeemed.orderId}?from=${params.slug}`, 303)
}

/** The last page before points are set aside. */
export default function RewardOrder() {
  const { reward, choice, truth: shown, start, countries, told, key, before, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const truth = sent?.truth ?? shown
  const pending = useNavigation().state !== 'idle'
  const price = `${formatPoints(truth.price, reader.locale)} ${reader.pointsName}`
  const physical = reward.kind === 'physical'
  return (
    <>
      <PageHeader
        title="One more look"
        crumbs={[{ label: 'Store', to: '/store' }, { label: reward.title, to: `/store/${reward.slug}` }, { label: 'Order' }]}
      />
      <div className="grid gap-10 lg:grid-cols-[1fr_1fr]">
        <div className="order-last min-w-0 lg:order-first">
          <Form method="post" className="flex flex-col gap-6">
            <input type="hidden" name="key" value={sent?.sent.key ?? key} />
            <input type="hidden" name="reward" value={reward.id} />
            <input type="hidden" name="variant" value={choice.id} />
            <input type="hidden" name="price" value={truth.price} />
            {physical && <input type="hidden" name="physical" value="yes" />}
            {physical && <input type="hidden" name="told" value={sent?.sent.told ?? told} />}
            {before && !sent && <OrderedBefore {...before} reader={reader} />}
            {sent?.truth && <OtherCountry truth={sent.truth} />}
            {sent?.refusal && (
              <Notice tone="danger" announce title="It was not ordered">
                {sent.refusal}
              </Notice>
            )}
            {sent && Object.keys(sent.errors).length > 0 && (
              <Notice tone="danger" announce>
                Something about the address is missing. Nothing was ordered yet, and what you wrote is kept.
              </Notice>
            )}
            {physical && (
              <AddressFields start={sent?.sent ?? start} countries={countries} errors={(sent?.errors ?? {}) as Record<string, string[]>} />
            )}
            {reward.kind === 'donation' && (
              <label className="flex min-h-11 items-center gap-3">
                <input type="checkbox" name="thanks" className="size-5 shrink-0" />
                <span>Thank me by name on the page of this donation</span>
              </label>
            )}
            <TextField field={{ id: 'note', name: 'note', maxLength: 300 }} label="A word to the team" hint="If there is anything to say." />
            {physical && (
              <p className="text-sm text-muted">Your address is sealed, used for this order alone, and erased some weeks after it came.</p>
            )}
            <div className="flex flex-wrap items-center gap-4">
              <Button size="lg" pending={pending}>
                Order for {price}
              </Button>
              <Link to={`/store/${reward.slug}`} className="text-link">
                Not now
              </Link>
            </div>
          </Form>
        </div>
        <aside className="flex min-w-0 flex-col gap-5">
          <div className="flex items-center gap-4">
            <RewardPicture src={reward.picture} title={reward.title} className="max-w-36 rounded-md" />
            <p className="min-w-0">
              <span className="block text-lg font-bold">{reward.title}</span>
              {choice.label && <span className="text-muted">{choice.label}</span>}
            </p>
          </div>
          <Truth truth={truth} {...reader} />
        </aside>
      </div>
    </>
  )
}
