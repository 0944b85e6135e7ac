import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { GoalCard } from '#app/components/together/goal-card.tsx'
import { GoalForm } from '#app/components/together/goal-form.tsx'
import { TogetherTabs } from '#app/components/together/together-tabs.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { goalSchema } from '#app/domain/goals/goals.ts'
import { goalsOf } from '#app/domain/goals/queries.server.ts'
import { measureGoal } from '#app/flows/measure-goal.server.ts'
import { setGoal } from '#app/flows/set-goal.server.ts'
import { numberFrom } from '#app/routes/manage/reader.server.ts'
import { kindChoices } from '#app/routes/manage/rule-view.server.ts'
import { goalView } from './goal-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'My goals' }]

/** The member's goals as they stand now, and the form for the next. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const goals = await goalsOf(program.id, member.id)
  const done = await Promise.all(goals.map(async (goal) => (goal.closedAt ? (goal.reached ?? 0) : measureGoal({ program: program.id }, goal))))
  const { cards, channels } = await kindChoices(program.id)
  return {
    goals: goals.map((goal, index) => ({ ...goalView(goal, done[index] ?? 0), own: goal.setBy === member.id })),
    cards,
    channels: channels.filter((channel) => channel.connected),
    formKey: randomUUID(),
    told: new URL(request.url).searchParams.get('told'),
    zone: member.timeZone,
    locale: member.locale,
    pointsName: program.pointsName,
  }
}

/** Sets a goal of one's own, or drops one. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireMember(request)
  const form = await request.formData()
  if (form.get('do') === 'drop') {
    const done = await setGoal({ drop: numberFrom(form.get('goal')) ?? 0, staff: false }, actor)
    return 'message' in done ? data({ result: null, refusal: done.message }, { status: 404 }) : redirect('/goals?told=dropped', 303)
  }
  const submission = parseWithZod(form, { schema: goalSchema })
  if (submission.status !== 'success') return data({ result: submission.reply(), refusal: null }, { status: 400 })
  const done = await setGoal({ form: submission.value, staff: false }, actor)
  if ('message' in done) return data({ result: submission.reply(), refusal: done.message }, { status: 409 })
  return redirect('/goals?told=set', 303)
}

const toldWords: Record<string, string> = { set: 'Your goal is set. What you do from now on counts for it.', dropped: 'The goal is dropped.' }

/** What I want to reach. */
export default function Goals() {
  const { goals, cards, channels, formKey, told, zone, locale, pointsName } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const open = goals.filter((goal) => !goal.closed)
  const past = goals.filter((goal) => goal.closed)
  const words = told ? toldWords[told] : undefined
  return (
    <>
      <PageHeader title="My goals" lead="Five answers by the end of the month, say. What you set yourself only you see." />
      <TogetherTabs current="goals" member />
      <div className="flex flex-col gap-12">
        {words && !sent && <Notice tone="good" announce children={words} />}
        {open.length > 0 && (
          <ul className="grid gap-5 md:grid-cols-2">
            {open.map((goal) => (
              <GoalCard key={goal.id} goal={goal} zone={zone} locale={locale}>
                {goal.bonus > 0 && (
                  <p className="text-sm font-semibold text-gold">
                    {goal.bonus.toLocaleString(locale)} {pointsName} when you meet it. It was set for you by the team.
                  </p>
                )}
                {goal.own && goal.state === 'open' && (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="do" value="drop" />
                    <input type="hidden" name="goal" value={goal.id} />
                    <Button variant="ghost" size="sm" className="-ml-3 min-h-11!">
                      Drop it<span className="sr-only">: {goal.title}</span>
                    </Button>
                  </Form>
                )}
              </GoalCard>
            ))}
          </ul>
        )}
        <Section id="goal-form" title={open.length === 0 ? 'Set your first goal' : 'Set another goal'}>
          <GoalForm key={formKey} formKey={formKey} cards={cards} channels={channels} zone={zone} lastResult={sent?.result} refusal={sent?.refusal} />
        </Section>
        {past.length > 0 && (
          <Section title="Past goals">
            <ul className="grid gap-5 md:grid-cols-2">
              {past.map((goal) => (
                <GoalCard key={goal.id} goal={goal} zone={zone} locale={locale} />
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  )
}
