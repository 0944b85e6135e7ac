import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { DateTime } from 'luxon'
import { requireStaff } from '#app/auth/guests.server.ts'
import { type RewardFigure, RewardFigures, type ValueLine, YearlyValues } from '#app/components/store/figures.tsx'
import { money } from '#app/components/store/views.ts'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { sumsAt } from '#app/domain/ledger/queries/at.server.ts'
import { policyOf } from '#app/domain/ledger/queries/state.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { figuresAt, rewardFigures, yearlyValues } from '#app/domain/store/queries/figures.server.ts'
import { storePolicyOf } from '#app/domain/store/queries/shelf.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Figures of the store' }]

const percent = (rate: number | null): string => (rate === null ? '–' : `${Math.round(rate * 100)}%`)

/** Cost and what is owed on any day, rates, and what each person got in the year. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_store_figures')
  const { program } = guest
  const asked = DateTime.fromISO(new URL(request.url).searchParams.get('day') ?? '', { zone: program.timeZone })
  const now = DateTime.now().setZone(program.timeZone)
  const day = asked.isValid && asked < now ? asked : now
  const until = day.endOf('day').toJSDate()
  const [figures, rewards, policy, worth, sums, values] = await Promise.all([
    figuresAt(program.id, until),
    rewardFigures(program.id, until),
    storePolicyOf(program.id),
    policyOf(program.id),
    sumsAt(program.id, until),
    yearlyValues(program.id, day.startOf('year').toJSDate(), until, 20),
  ])
  const handles = await handlesOf(
    program.id,
    values.map((value) => value.memberId),
  )
  const owed = sums.spendable + sums.held
  return {
    day: day.toISODate() ?? '',
    year: day.year,
    figures: {
      ...figures,
      lastMile: percent(figures.lastMile),
      givenBack: percent(figures.givenBack),
      redemption: percent(sums.earned > 0 ? (figures.pointsSpent + figures.pointsHeld) / sums.earned : null),
    },
    owed,
    worth:
      worth.worth === null
        ? null
        : `${((owed * worth.worth) / 10_000).toLocaleString(guest.member.locale, { maximumFractionDigits: 2 })} ${worth.worthUnit}`,
    cost: money(figures.cost, policy.unit, guest.member.locale),
    rewards: rewards.map((row): RewardFigure => ({
      ...row,
      cost: money(row.cost, policy.unit),
      budget: row.budget === null ? null : money(row.budget, policy.unit),
    })),
    values: values.map((row): ValueLine => ({
      ...row,
      name: `@${handles[row.memberId] ?? row.memberId}`,
      value: money(row.taxValue, policy.unit),
      over: policy.yearlyLimit !== null && row.taxValue > policy.yearlyLimit,
    })),
    limit: policy.yearlyLimit === null ? null : money(policy.yearlyLimit, policy.unit),
    reader: readerOf(guest),
  }
}

/** The figures of the store. */
export default function StoreFigures() {
  const { day, year, figures, owed, worth, cost, rewards, values, limit, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Figures of the store"
        lead="As they stood at the end of the day you choose."
        crumbs={[{ label: 'Store', to: '/manage/store' }, { label: 'Figures' }]}
      />
      <div className="flex flex-col gap-10">
        <Form method="get" className="flex flex-wrap items-end gap-3">
          <TextField field={{ id: 'day', name: 'day' }} label="Day" type="date" defaultValue={day} />
          <Button variant="outline">Show it</Button>
        </Form>
        <Stats>
          <Stat label="Orders that stand" value={figures.orders} locale={reader.locale} />
          <Stat label="Members who ordered" value={figures.members} locale={reader.locale} />
          <Stat label="What it cost" value={cost} />
          <Stat label="Points members could still spend" value={owed} locale={reader.locale} />
          {worth && <Stat label="What that is worth" value={worth} />}
          <Stat label="Of all points earned, spent or set aside" value={figures.redemption} />
          <Stat label="Of what left the house, arrived" value={figures.lastMile} />
          <Stat label="Of all orders, given back" value={figures.givenBack} />
        </Stats>
        <Section title="By reward">
          <RewardFigures rows={rewards} reader={reader} />
        </Section>
        <Section
          title={`Value for each person in ${year}`}
          lead={limit ? `What would pass ${limit} in a year waits for a person.` : 'No limit is set. You can set one on the page of the store.'}
        >
          <YearlyValues rows={values} />
        </Section>
      </div>
    </>
  )
}
