import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { TeamForm, TeamGoalForm } from '#app/components/manage/team-form.tsx'
import { TeamGoals } from '#app/components/manage/team-goals.tsx'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { goalsOfTeams, teamsOf } from '#app/domain/teams/queries.server.ts'
import { teamGoalSchema, teamSchema } from '#app/domain/teams/teams.ts'
import { saveTeam } from '#app/flows/save-team.server.ts'
import { type Draft, draftOf, readForm } from './read-form.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { kindChoices } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Teams' }]

/** Every team with its goals, and the forms. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const { program } = guest
  const query = new URL(request.url).searchParams
  const teams = await teamsOf(program.id, true)
  const goals = await goalsOfTeams(
    program.id,
    teams.map((team) => team.id),
  )
  const edited = teams.find((team) => team.id === numberFrom(query.get('edit')))
  const draft: Draft = edited ? { id: String(edited.id), name: edited.name, about: edited.about, state: edited.state } : { state: 'open' }
  return {
    teams,
    goals: goals.map((goal) => ({
      ...{ id: goal.id, title: goal.title, target: goal.target, counts: goal.counts, bonus: goal.bonus, state: goal.state },
      ...{ team: teams.find((team) => team.id === goal.teamId)?.name ?? '', endsAt: goal.endsAt.toISOString() },
    })),
    draft,
    ...(await kindChoices(program.id)),
    zone: program.timeZone,
    told: query.get('told'),
    reader: readerOf(guest),
  }
}

/** Saves a team, sets a goal, or drops one. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_contests')
  const form = await request.formData()
  const what = String(form.get('do'))
  if (what === 'drop') {
    const done = await saveTeam({ drop: numberFrom(form.get('goal')) ?? 0 }, actor, program)
    return 'message' in done ? data({ faults: [done.message], draft: null, what }, { status: 409 }) : redirect('/manage/teams?told=dropped', 303)
  }
  const read = what === 'goal' ? readForm(form, teamGoalSchema, ['kinds']) : readForm(form, teamSchema)
  if ('faults' in read) return data({ ...read, what }, { status: 400 })
  const change = 'target' in read.value ? { goal: read.value } : { id: numberFrom(form.get('id')), team: read.value }
  const done = await saveTeam(change, actor, program)
  if ('message' in done) return data({ faults: [done.message], draft: draftOf(form, ['kinds']), what }, { status: 409 })
  return redirect(`/manage/teams?told=${what}`, 303)
}

const toldWords: Record<string, string> = {
  team: 'The team is saved.',
  goal: 'The goal is set. It closes by itself, and whoever is eligible is paid then.',
  dropped: 'The goal is dropped. Nobody is paid for it.',
}

/** Teams, as managers see and write them. */
export default function ManageTeams() {
  const { teams, goals, draft, cards, channels, zone, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const typed = (what: string): Draft | null => (sent?.what === what ? sent.draft : null)
  return (
    <TogetherFrame
      tab="teams"
      lead="What members do counts for their team while they are in it."
      told={told && !sent ? toldWords[told] : null}
      faults={sent?.faults}
    >
      <div className="flex flex-col gap-10">
        <Table
          caption="Teams"
          dense
          rows={teams}
          rowKey={(team) => team.id}
          empty={<EmptyState title="No team so far" children="By city, by topic, by anything: members join one by themselves." />}
          columns={[
            {
              key: 'name',
              title: 'Team',
              heading: true,
              cell: (team) => (
                <Link to={`/teams/${team.slug}`} className="text-link">
                  {team.name}
                </Link>
              ),
            },
            { key: 'state', title: 'State', cell: (team) => <Pill tone={team.state === 'open' ? 'good' : 'quiet'}>{team.state}</Pill> },
            { key: 'members', title: 'Members', numeric: true, cell: (team) => team.members },
            {
              key: 'do',
              title: 'Change',
              titleHidden: true,
              cell: (team) => (
                <Link to={`/manage/teams?edit=${team.id}#team-form`} className="text-link inline-flex min-h-9 items-center">
                  Change<span className="sr-only"> {team.name}</span>
                </Link>
              ),
            },
          ]}
        />
        {goals.length > 0 && (
          <Section title="Goals">
            <TeamGoals goals={goals} reader={reader} />
          </Section>
        )}
        {teams.length > 0 && (
          <Section title="Set a goal">
            <TeamGoalForm
              draft={typed('goal') ?? { team: 'all', counts: 'deeds', target: '50', bonus: '100', share: '1' }}
              teams={teams}
              zone={zone}
              cards={cards}
              channels={channels}
            />
          </Section>
        )}
        <Section id="team-form" title={draft.id ? 'Change the team' : 'A new team'}>
          <TeamForm key={JSON.stringify(draft)} draft={typed('team') ?? draft} />
        </Section>
      </div>
    </TogetherFrame>
  )
}
