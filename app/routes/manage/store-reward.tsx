import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { PictureUpload } from '#app/components/store/picture-upload.tsx'
import { PriceList } from '#app/components/store/price-list.tsx'
import { RewardCard } from '#app/components/store/reward-card.tsx'
import { RewardForm, type RewardStart } from '#app/components/store/reward-form.tsx'
import { cardView } from '#app/components/store/views.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { pricesOf, rewardById, storePolicyOf } from '#app/domain/store/queries/shelf.server.ts'
import { addPicture } from '#app/flows/add-picture.server.ts'
import { saveReward } from '#app/flows/save-reward.server.ts'
import { editorChoices, editorFrom, editorStart, fulfillerFaults, variantStarts } from './reward-editor.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Reward' }]

const blank: RewardStart = { kind: 'physical', state: 'draft', approval: 'manual', fulfiller: 'manual', position: '0', winners: '1', losers: 'spent' }

/** A reward in its editor, beside how members see it; or an empty editor. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_store')
  const program = guest.program.id
  const id = params.id === 'new' ? null : (numberFrom(params.id) ?? 0)
  const found = id === null ? null : await rewardById(program, id, new Date())
  if (id !== null && !found) throw new Response('There is no such reward.', { status: 404, statusText: 'Not Found' })
  const [choices, policy, prices] = await Promise.all([editorChoices(program), storePolicyOf(program), id === null ? [] : pricesOf(program, id)])
  const told = new URL(request.url).searchParams
  return {
    id,
    title: found?.reward.title ?? 'A new reward',
    slug: found?.reward.slug ?? null,
    start: found ? editorStart(found.reward) : blank,
    highValue: found?.reward.highValue ?? false,
    variants: found ? variantStarts(found.variants) : [],
    card: found && cardView({ reward: found.reward, variants: found.variants, price: found.reward.price, barriers: [] }, 1_000_000, false),
    choices,
    unit: policy.unit,
    noticeDays: policy.noticeDays,
    prices: prices.map(({ announcedAt, holdsFrom, ...price }) => ({
      ...price,
      announcedAt: announcedAt.toISOString(),
      holdsFrom: holdsFrom.toISOString(),
    })),
    saved: told.has('saved'),
    announced: told.get('announced'),
    reader: readerOf(guest),
  }
}

/** Saves the reward. A higher price is announced first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_store')
  const form = await request.formData()
  const picture = form.get('picture')
  if (form.get('do') === 'picture') {
    const bytes = picture instanceof File ? new Uint8Array(await picture.arrayBuffer()) : new Uint8Array()
    const added = await addPicture(actor, numberFrom(params.id) ?? 0, bytes)
    return 'message' in added
      ? data({ errors: {}, refusal: added.message, sent: null }, { status: 409 })
      : redirect(`/manage/store/${params.id}?saved`, 303)
  }
  const sent = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  const { errors, value } = editorFrom(form)
  if (!value) return data({ errors, refusal: null, sent }, { status: 400 })
  const faults = await fulfillerFaults(program.id, value.form)
  if (Object.keys(faults).length > 0) return data({ errors: faults, refusal: null, sent }, { status: 400 })
  const saved = await saveReward(actor, program, await linkOrigin(request), { id: params.id === 'new' ? null : numberFrom(params.id), ...value })
  if (saved.kind !== 'saved') return data({ errors: {}, refusal: saved.message, sent }, { status: 409 })
  return redirect(`/manage/store/${saved.id}?saved${saved.announced ? `&announced=${saved.announced}` : ''}`, 303)
}

/** The editor of a reward with its preview. */
export default function StoreReward() {
  const { id, title, slug, start, highValue, variants, card, choices, unit, noticeDays, prices, saved, announced, reader } =
    useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={title}
        crumbs={[{ label: 'Store', to: '/manage/store' }, { label: title }]}
        actions={
          id !== null && (
            <>
              <ButtonLink to={`/manage/store/${id}/stock`} variant="outline" size="sm">
                Stock
              </ButtonLink>
              <ButtonLink to={`/store/${slug}`} variant="outline" size="sm">
                See it as a member
              </ButtonLink>
            </>
          )
        }
      />
      <div className="grid gap-10 lg:grid-cols-[1fr_300px]">
        <div className="min-w-0">
          {saved && !sent && (
            <div className="mb-6">
              <Notice tone="good" announce title="Saved.">
                {announced
                  ? `The higher price holds from ${announced} on. Until then the old one does, and whoever wished for it was told.`
                  : 'It holds from now on.'}
              </Notice>
            </div>
          )}
          <RewardForm
            key={saved ? 'saved' : 'open'}
            start={sent?.sent ? { ...start, ...sent.sent } : start}
            ticks={{ highValue: sent?.sent ? sent.sent.highValue === 'on' : highValue }}
            variants={variants}
            choices={choices}
            errors={sent?.errors ?? {}}
            unit={unit}
            pointsName={reader.pointsName}
            refusal={sent?.refusal ?? null}
          />
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          {card && (
            <Section title="On the shelf">
              <RewardCard card={card} pointsName={reader.pointsName} locale={reader.locale} />
            </Section>
          )}
          {id !== null && <PictureUpload pictures={start.pictures?.split('\n').filter(Boolean) ?? []} />}
          <PriceList prices={prices} noticeDays={noticeDays} reader={reader} />
        </aside>
      </div>
    </>
  )
}
