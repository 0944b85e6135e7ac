import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { GoalForm } from '#app/components/together/goal-form.tsx'
import { PersonLine } from '#app/components/together/person-line.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { goalSchema, percentOf } from '#app/domain/goals/goals.ts'
import { goalsSet } from '#app/domain/goals/queries.server.ts'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { measureGoal } from '#app/flows/measure-goal.server.ts'
import { setGoal } from '#app/flows/set-goal.server.ts'
import { faceReader } from '#app/routes/hub/contest-ground.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { kindChoices } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Goals of members' }]

/** The goals that managers set for members. What members set for themselves is theirs alone. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const { program } = guest
  const goals = await goalsSet(program.id)
  const [done, faces] = await Promise.all([
    Promise.all(goals.map(async (goal) => (goal.closedAt ? (goal.reached ?? 0) : measureGoal({ program: program.id }, goal)))),
    facesOf(
      program.id,
      goals.map((goal) => goal.memberId),
      faceReader(guest),
    ),
  ])
  return {
    goals: goals.map((goal, index) => ({
      ...{ id: goal.id, title: goal.title, state: goal.state, bonus: goal.bonus, endsAt: goal.endsAt.toISOString() },
      ...{ face: faces[goal.memberId] ?? null, done: `${percentOf(done[index] ?? 0, goal.target)}%` },
    })),
    formKey: randomUUID(),
    ...(await kindChoices(program.id)),
    zone: program.timeZone,
    told: new URL(request.url).searchParams.get('told'),
    reader: readerOf(guest),
  }
}

/** Sets a goal for a member, or drops one. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_contests')
  const form = await request.formData()
  if (form.get('do') === 'drop') {
    const done = await setGoal({ drop: numberFrom(form.get('goal')) ?? 0, staff: true }, actor)
    return 'message' in done ? data({ result: null, refusal: done.message }, { status: 409 }) : redirect('/manage/goals?told=dropped', 303)
  }
  const submission = parseWithZod(form, { schema: goalSchema })
  if (submission.status !== 'success') return data({ result: submission.reply(), refusal: null }, { status: 400 })
  const done = await setGoal({ form: submission.value, staff: true }, actor)
  if ('message' in done) return data({ result: submission.reply(), refusal: done.message }, { status: 409 })
  return redirect('/manage/goals?told=set', 303)
}

const toldWords: Record<string, string> = { set: 'The goal is set. They see it with their own.', dropped: 'The goal is dropped.' }
const tones = { open: 'good', met: 'gold', missed: 'quiet', dropped: 'quiet' } as const

/** Goals that managers set for members. */
export default function ManageGoals() {
  const { goals, formKey, cards, channels, zone, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <TogetherFrame
      tab="goals"
      lead="Something to reach by a day, for one member, with a bonus if you like."
      told={told && !sent ? toldWords[told] : null}
    >
      <div className="flex flex-col gap-10">
        <Table
          caption="Goals set by managers"
          dense
          rows={goals}
          rowKey={(goal) => goal.id}
          empty={<EmptyState title="No goal so far" leaves={1} children="Members set goals of their own too; those are theirs alone." />}
          columns={[
            { key: 'title', title: 'Goal', heading: true, cell: (goal) => goal.title },
            { key: 'who', title: 'For', cell: (goal) => <PersonLine face={goal.face} /> },
            { key: 'state', title: 'State', cell: (goal) => <Pill tone={tones[goal.state]}>{goal.state}</Pill> },
            { key: 'done', title: 'Done', numeric: true, cell: (goal) => goal.done },
            { key: 'bonus', title: 'Bonus', numeric: true, cell: (goal) => goal.bonus.toLocaleString(reader.locale) },
            { key: 'ends', title: 'Ends', cell: (goal) => <Time iso={goal.endsAt} {...reader} look="date" /> },
            {
              key: 'do',
              title: 'Drop',
              titleHidden: true,
              cell: (goal) =>
                goal.state === 'open' && (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="do" value="drop" />
                    <input type="hidden" name="goal" value={goal.id} />
                    <Button variant="ghost" size="sm" children="Drop" aria-label={`Drop ${goal.title}`} />
                  </Form>
                ),
            },
          ]}
        />
        <Section title="Set a goal for somebody">
          <GoalForm
            key={formKey}
            staff
            formKey={formKey}
            cards={cards}
            channels={channels}
            zone={zone}
            lastResult={sent?.result}
            refusal={sent?.refusal}
          />
        </Section>
      </div>
    </TogetherFrame>
  )
}
