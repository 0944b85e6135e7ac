import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { PlacesList } from '#app/components/hub/board-view.tsx'
import { CampaignBanner } from '#app/components/hub/campaign-parts.tsx'
import { LevelReached, NewsList, NextDeedPanel, RecentBadges, StandingPanel } from '#app/components/hub/home-parts.tsx'
import { HomeChallenges } from '#app/components/challenges/home-challenges.tsx'
import { Firsts, KeepingUp } from '#app/components/hub/keeping-parts.tsx'
import { Landing } from '#app/components/hub/landing.tsx'
import type { ReaderWords } from '#app/components/hub/why-chain.tsx'
import { CelebrateOnce } from '#app/components/hub/celebrate-once.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { bannerView } from './campaign-view.server.ts'
import { homeView, landingView } from './home-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.landing ? `${data.program}: what you give here, counts` : (data?.program ?? 'Home') },
  { name: 'description', content: 'A community hub where real contributions become points, and every point says why.' },
]

/** For visitors what this place is, for members where they stand and what to do next. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const reader: ReaderWords = {
    zone: member?.timeZone ?? program.timeZone,
    locale: member?.locale ?? 'en',
    now: now.toISOString(),
    pointsName: program.pointsName,
  }
  const [landing, home, campaign] = await Promise.all([
    member ? null : landingView(program, now),
    member && homeView(program, member, now),
    member && bannerView(program.id, now),
  ])
  return { program: program.name, reader, landing, home, campaign }
}

/** Home: the landing page for visitors, the first five seconds for members. */
export default function Home() {
  const { landing, home, campaign, reader } = useLoaderData<typeof loader>()
  if (home)
    return [campaign && <CampaignBanner key="campaign" campaign={campaign} reader={reader} />, <MemberHome key="home" home={home} reader={reader} />]
  return landing && <Landing view={landing} reader={reader} />
}

type HomeData = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['home']>

function MemberHome({ home, reader }: { home: HomeData; reader: ReaderWords }) {
  const { place, badges } = home
  return (
    <>
      {home.reached && (
        <>
          <CelebrateOnce name={`level-${home.reached.rank}`} announcement={`You reached the level ${home.reached.title}`} />
          <LevelReached level={home.reached} />
        </>
      )}
      <Firsts firsts={home.keeping.firsts} />
      <div className={home.deeds.length > 0 ? 'grid gap-6 lg:grid-cols-[1.75fr_1fr]' : undefined}>
        <StandingPanel progress={home.progress} balance={home.balance} name={home.name} reader={reader} />
        <NextDeedPanel deeds={home.deeds} reader={reader} />
      </div>
      <HomeChallenges cards={home.challenges} reader={reader} />
      <div className="mt-14 grid gap-x-16 gap-y-14 lg:grid-cols-[1.75fr_1fr]">
        <News news={home.news} reader={reader} />
        <div className="flex flex-col gap-14">
          <KeepingUp streak={home.keeping.streak} sheet={home.keeping.sheet} reader={reader} />
          {place.places.length > 0 && (
            <Section
              title={place.period === 'week' ? 'Your place this week' : 'Your place of all time'}
              actions={
                <Link to={`/board?period=${place.period}`} className="text-link py-2">
                  Board
                </Link>
              }
            >
              <div className="-mx-3">
                <PlacesList places={place.places} mine={home.mine} locale={reader.locale} />
              </div>
              <Gap places={place.places} mine={home.mine} reader={reader} />
            </Section>
          )}
          {badges.length > 0 && (
            <Section title="Newest badges">
              <RecentBadges badges={badges} reader={reader} />
            </Section>
          )}
        </div>
      </div>
    </>
  )
}

function News({ news, reader }: { news: HomeData['news']; reader: ReaderWords }) {
  const lines = news.fresh.length > 0 ? news.fresh : news.latest
  const lead =
    news.fresh.length === 0 && news.since ? (
      <>
        Nothing new since <Time iso={news.since} {...reader} />. This came last.
      </>
    ) : news.counted > 0 ? (
      <>
        <strong className="text-leaf tabular-nums">{formatPoints(news.counted, reader.locale, true)}</strong> {reader.pointsName}
        {news.nothing > 0 && (
          <>
            , and{' '}
            <Link to="/activity?state=nothing" className="text-link">
              {news.nothing} that gave nothing
            </Link>
          </>
        )}
      </>
    ) : undefined
  return (
    <Section
      title={news.fresh.length > 0 ? 'Since your last visit' : 'What came in'}
      lead={lines.length > 0 ? lead : undefined}
      actions={
        <Link to="/activity" className="text-link py-2">
          My activity
        </Link>
      }
    >
      {lines.length > 0 ? (
        <NewsList lines={lines} reader={reader} />
      ) : (
        <EmptyState title="Let us find what you have done" action={<ButtonLink to="/settings/accounts">Link an account</ButtonLink>}>
          Link the accounts you contribute with. Past contributions are credited at once.
        </EmptyState>
      )}
    </Section>
  )
}

function Gap({ places, mine, reader }: { places: HomeData['place']['places']; mine: number; reader: ReaderWords }) {
  const at = places.findIndex((place) => place.memberId === mine)
  const [me, above] = [places[at], places[at - 1]]
  if (!me || !above) return null
  return (
    <p className="mt-3 text-sm text-muted">
      {formatPoints(above.points - me.points + 1, reader.locale)} more {reader.pointsName} and you pass {above.person?.name ?? 'the member above you'}
      .
    </p>
  )
}
