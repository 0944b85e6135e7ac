import type { KindCard } from '#app/contract/adapter.ts'

const paid = (when: string, did: string, one: string, many: string): KindCard => ({ when, did, noun: [one, many], facts: {}, undo: true })

/** What contests, raffles, teams, goals, spotlights, surprises and events pay by themselves (no rule pays for it again), and what rules may pay for. */
export const togetherKinds: Readonly<Record<string, KindCard>> = {
  'hub:contest.won': paid('a place in a contest is won', 'Won a place in a contest', 'place in a contest', 'places in contests'),
  'hub:raffle.won': paid('a raffle is won', 'Won in a raffle', 'raffle won', 'raffles won'),
  'hub:team.goal_paid': paid('a team reaches its goal', 'Reached a goal with the team', 'goal of a team', 'goals of teams'),
  'hub:goal.paid': paid('a goal set by a manager is met', 'Met a goal', 'met goal', 'met goals'),
  'hub:spotlight.given': paid('a member is put in the spotlight', 'Stood in the spotlight', 'spotlight', 'spotlights'),
  'hub:surprise.given': paid('a surprise happens', 'A surprise', 'surprise', 'surprises'),
  'hub:event.points': paid('points for an event are given', 'Came to an event', 'event', 'events'),
  'hub:event.attended': {
    when: 'a member checks in at an event',
    did: 'Checked in at an event',
    noun: ['event checked in at', 'events checked in at'],
    facts: { event: { label: 'the event', type: 'text' } },
  },
  'hub:goal.met': {
    when: 'a member meets a goal of their own',
    did: 'Met a goal',
    noun: ['goal met', 'goals met'],
    facts: { set_by: { label: 'who set the goal', type: 'text', values: ['self', 'manager'] } },
  },
}
