import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { cardOf, cardsFrom } from '#app/components/hub/kinds.ts'
import { GoalCard } from '#app/components/together/goal-card.tsx'
import { PersonLine } from '#app/components/together/person-line.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { listInWords } from '#app/domain/rules/sentence.ts'
import { teamBySlug, teamOf } from '#app/domain/teams/queries.server.ts'
import { describeTeam } from '#app/flows/describe-team.server.ts'
import { joinTeam } from '#app/flows/join-team.server.ts'
import { adapters } from '#integrations/registry.ts'
import { faceReader } from './contest-ground.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.team.name ?? 'Team' }]

/** A team: its goals as they stand now, and who is in it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const { program, member } = guest
  const team = await teamBySlug(program.id, params.slug ?? '')
  if (!team) throw new Response('There is no such team.', { status: 404, statusText: 'Not Found' })
  const [{ members, goals }, mine] = await Promise.all([
    describeTeam(program.id, team, member?.id ?? null),
    member ? teamOf(program.id, member.id) : null,
  ])
  const faces = await facesOf(
    program.id,
    members.map((one) => one.memberId),
    faceReader(guest),
  )
  const cards = cardsFrom(adapters)
  return {
    team,
    goals: goals.map((goal) => ({
      ...{
        id: goal.id,
        title: goal.title,
        done: goal.done,
        target: goal.target,
        mine: goal.mine,
        bonus: goal.bonus,
        share: goal.share,
        paid: goal.paid,
      },
      ...{ paidMe: goal.paidMe, state: goal.state, closed: goal.closedAt !== null, endsAt: goal.endsAt.toISOString() },
      unit:
        goal.counts === 'points'
          ? program.pointsName
          : goal.kinds.length === 0
            ? 'contributions'
            : listInWords(
                goal.kinds.map((kind) => cardOf(cards, kind).noun[1]),
                'or',
              ),
    })),
    members: members.map((one) => ({ id: one.memberId, face: faces[one.memberId] ?? null, mine: one.memberId === member?.id })),
    here: mine === team.id,
    elsewhere: mine !== null && mine !== team.id,
    told: new URL(request.url).searchParams.get('told'),
    member: member !== null,
    zone: program.timeZone,
    locale: member?.locale ?? 'en',
    pointsName: program.pointsName,
  }
}

/** Joins the team, or leaves it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireMember(request)
  const way = (await request.formData()).get('do') === 'leave' ? 'leave' : 'join'
  const done = await joinTeam({ team: params.slug ?? '', way }, actor)
  if ('message' in done) return data({ refusal: done.message }, { status: done.kind === 'not_found' ? 404 : 409 })
  return redirect(`/teams/${params.slug}?told=${way}`, 303)
}

const toldWords: Record<string, string> = {
  join: 'You are in. What you do from now on counts for the team.',
  leave: 'You left. What you did for the team stays with it.',
}

/** One team. */
export default function TeamPage() {
  const { team, goals, members, here, elsewhere, member, zone, locale, pointsName, ...view } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const told = view.told ? toldWords[view.told] : undefined
  return (
    <>
      <PageHeader
        title={team.name}
        lead={team.about}
        crumbs={[{ label: 'Teams', to: '/teams' }, { label: team.name }]}
        actions={
          member && (here || (!elsewhere && team.state === 'open')) ? (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="do" value={here ? 'leave' : 'join'} />
              <Button variant={here ? 'outline' : 'primary'}>{here ? 'Leave the team' : 'Join the team'}</Button>
            </Form>
          ) : (
            !member && <Link to={`/sign-in?to=${encodeURIComponent(`/teams/${team.slug}`)}`} className="text-link" children="Sign in to join" />
          )
        }
      />
      <div className="flex flex-col gap-12">
        {told && !sent && <Notice tone="good" announce children={told} />}
        {sent?.refusal && <Notice tone="danger" announce children={sent.refusal} />}
        {elsewhere && <p className="text-muted">You are in another team. Leave it first to join this one.</p>}
        {goals.length > 0 && (
          <Section title="Goals">
            <ul className="grid gap-5 md:grid-cols-2">
              {goals.map((goal) => (
                <GoalCard key={goal.id} goal={goal} zone={zone} locale={locale}>
                  {here && (
                    <p className="text-sm">{goal.mine > 0 ? `${goal.mine.toLocaleString(locale)} of it is yours.` : 'Nothing of it is yours yet.'}</p>
                  )}
                  {goal.bonus > 0 && (
                    <p className="text-sm font-semibold text-gold">
                      {goal.paidMe
                        ? `You got ${goal.bonus.toLocaleString(locale)} ${pointsName}.`
                        : goal.paid > 0
                          ? `${goal.paid.toLocaleString(locale)} ${goal.paid === 1 ? 'member' : 'members'} got ${goal.bonus.toLocaleString(locale)} ${pointsName} each.`
                          : `${goal.bonus.toLocaleString(locale)} ${pointsName} for each who did ${goal.share.toLocaleString(locale)} or more.`}
                    </p>
                  )}
                </GoalCard>
              ))}
            </ul>
          </Section>
        )}
        <Section title={members.length === 1 ? 'One member' : `${members.length.toLocaleString(locale)} members`}>
          {members.length === 0 && <EmptyState title="Nobody so far" leaves={1} children="Whoever joins first sets the tone." />}
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {members.map((one) => (
              <li key={one.id}>
                <PersonLine face={one.face} you={one.mine} />
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  )
}
