import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Heart } from 'lucide-react'
import { requireMember } from '#app/auth/guests.server.ts'
import { PriceNews } from '#app/components/store/price-news.tsx'
import { RewardPicture } from '#app/components/store/reward-card.tsx'
import { Truth } from '#app/components/store/truth.tsx'
import { Breadcrumb } from '#app/components/ui/breadcrumb.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { raffleSlugOf } from '#app/domain/raffles/queries.server.ts'
import { pricesOf, thankedFor } from '#app/domain/store/queries/shelf.server.ts'
import { kindTitles } from '#app/domain/store/rewards.ts'
import { setWish } from '#app/flows/set-wish.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { rewardView } from './reward-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? data.reward.title : 'Store' }]

/** One reward, with everything that somebody should know before a click. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const view = await rewardView(guest, params.slug ?? '', may(guest.member.roles, 'edit_store'))
  const { reward, barriers } = view.line
  const program = guest.program.id
  const [prices, thanked, drawSlug] = await Promise.all([
    pricesOf(program, reward.id),
    reward.kind === 'donation' ? thankedFor(program, reward.id) : [],
    reward.kind === 'raffle' ? raffleSlugOf(program, `reward:${reward.id}`) : null,
  ])
  const open = prices.find((price) => price.open && price.holdsFrom > new Date())
  return {
    reward: {
      slug: reward.slug,
      title: reward.title,
      summary: reward.summary,
      pictures: reward.pictures,
      kind: kindTitles[reward.kind],
      benefits: reward.benefits,
    },
    html: renderMarkdown(reward.body),
    barriers: barriers.map(({ code, words }) => ({ code, words })),
    choices: view.choices,
    chosen: view.chosen,
    wished: view.wished,
    truth: view.truth,
    draw: reward.drawsAt && { drawsAt: reward.drawsAt.toISOString(), winners: reward.winners, losers: reward.losers, slug: drawSlug },
    coming: open ? { to: open.toPrice, from: open.holdsFrom.toISOString() } : null,
    thanked: Object.values(await handlesOf(program, thanked)),
    reader: { locale: guest.member.locale, zone: guest.member.timeZone, now: new Date().toISOString(), pointsName: guest.program.pointsName },
  }
}

/** Puts it on the wish list, or takes it off. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program, member } = await requireMember(request)
  const form = await request.formData()
  await setWish(actor, program, member.id, params.slug ?? '', form.get('do') === 'wish')
  return redirect(`/store/${params.slug}`, 303)
}

/** The page of one reward. */
export default function RewardPage() {
  const { reward, html, barriers, choices, chosen, wished, truth, draw, coming, thanked, reader } = useLoaderData<typeof loader>()
  const [main = null, ...more] = reward.pictures
  return (
    <>
      <Breadcrumb crumbs={[{ label: 'Store', to: '/store' }, { label: reward.title }]} />
      <div className="mt-4 grid gap-x-10 gap-y-8 lg:grid-cols-[1.15fr_1fr] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0">
          <RewardPicture src={main} title={reward.title} className="rounded-lg" />
          {more.length > 0 && (
            <div className="mt-3 grid grid-cols-4 gap-3">
              {more.map((src) => (
                <RewardPicture key={src} src={src} title={reward.title} className="rounded-md" />
              ))}
            </div>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <div>
            <p className="text-muted">{reward.benefits ? `${reward.kind} for ${reward.benefits}` : reward.kind}</p>
            <h1 className="mt-1 text-2xl font-extrabold tracking-tight">{reward.title}</h1>
            {reward.summary && <p className="mt-3 text-lg text-muted">{reward.summary}</p>}
          </div>
          <Truth truth={truth} pointsName={reader.pointsName} locale={reader.locale} />
          <PriceNews coming={coming} draw={draw} reader={reader} />
          {barriers.length > 0 ? (
            <Notice tone="warning" title="Not now">
              {barriers.map((barrier) => (
                <p key={barrier.code}>{barrier.words}</p>
              ))}
            </Notice>
          ) : (
            <Form method="get" action={`/store/${reward.slug}/order`} className="flex flex-col items-start gap-5">
              {choices.length > 1 ? (
                <div className="w-full">
                  <RadioCards
                    field={{ id: 'variant', name: 'variant', required: true }}
                    label="Which one"
                    defaultValue={String(chosen ?? '')}
                    cards={choices.map((choice) => ({
                      value: String(choice.id),
                      label: choice.label,
                      disabled: choice.free === 0,
                      description:
                        choice.free === 0 ? 'Sold out' : choice.free !== null && choice.free <= choice.lowAt ? `${choice.free} left` : undefined,
                    }))}
                  />
                </div>
              ) : (
                <input type="hidden" name="variant" value={choices[0]?.id ?? ''} />
              )}
              <Button size="lg">Go on</Button>
              <p className="text-sm text-muted">Nothing is spent yet. You see everything once more on the next page.</p>
            </Form>
          )}
          <Form method="post" className="flex flex-wrap items-center gap-3">
            <input type="hidden" name="do" value={wished ? 'unwish' : 'wish'} />
            <Button variant="outline">
              <Heart aria-hidden className={wished ? 'size-4 fill-current text-danger' : 'size-4'} />
              {wished ? 'Take it off the wish list' : 'Put it on the wish list'}
            </Button>
            <span className="text-sm text-muted">You hear when it is back in stock or its price goes up.</span>
          </Form>
          {barriers.some((barrier) => barrier.code === 'too_few_points') && <ButtonLink to="/earn">How to earn</ButtonLink>}
        </div>
        <div className="flex min-w-0 flex-col gap-8 lg:row-start-2">
          {html && <Prose html={html} />}
          {thanked.length > 0 && (
            <p>
              <span className="font-semibold">Thank you, </span>
              {thanked.map((handle) => `@${handle}`).join(', ')}.
            </p>
          )}
        </div>
      </div>
    </>
  )
}
