import type { Scope } from '#app/db/transaction.server.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { type Standing, slugsOf } from '#app/domain/activities/settling.server.ts'
import { type Owner, ownersOf } from '#app/domain/members/settling.server.ts'
import { countEver } from '#app/domain/rules/commands/ever.server.ts'
import type { Named, Participant } from '#app/domain/rules/deeds.ts'
import type { Deed, Memory, RuleInForce } from '#app/domain/rules/judge.ts'
import { type KnownJudgement, judgementsOf } from '#app/domain/rules/queries/settling.server.ts'
import { describeDeed, nameOthers } from './describe-deed.server.ts'
import { type Asked, type Traits, readTraits } from './read-traits.server.ts'
import { recallAwards } from './recall-awards.server.ts'

/** A deed that someone's new activity takes part in after the fact: the review that arrives after the merge. */
export type Late = { deed: Deed; actor: number | null; participant: Participant }

/** Everything around a run of deeds, read once for all of them. */
export type Surroundings = {
  memory: Memory
  deedOf(waiting: Waiting): Deed
  ownerOf(sourceId: number, foreignId: string): Owner | undefined
  othersOf(waiting: Waiting): Named[]
  traitsOf: Traits
  /** What was said before of an activity to a member. */
  wordOn(activityId: number, memberId: number): KnownJudgement | undefined
  /** Known, active members who did something with the same object. */
  participantsIn(waiting: Waiting): Participant[]
  /** The standing deeds with the same object, seen from this activity's actor. */
  joinedBy(waiting: Waiting, owner: Owner): Late[]
  /** The accounts that were looked up and whose they are: what a replay must be told. */
  owners: ReadonlyMap<string, Owner>
  /** The levels and roles that rules asked for: what a replay must be told. */
  asked: Asked | null
}

/** Reads owners, earlier awards, counts and what stands with the same objects, for a whole run of deeds; levels and roles as a replay was told. */
export async function loadSurroundings(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  waiting: readonly Waiting[],
  related: readonly Standing[],
  told?: Asked | null,
): Promise<Surroundings> {
  const named = waiting.flatMap(({ sourceId, actorId, others }) => [{ id: actorId }, ...others].map(({ id }) => ({ sourceId, foreignId: id })))
  const [owners, slugs, ever] = await Promise.all([
    ownersOf(scope, [...named, ...related.map((standing) => ({ sourceId: standing.sourceId, foreignId: standing.actorId }))]),
    slugsOf(scope),
    countEver(scope, rules),
  ])
  const ownerOf = (sourceId: number, foreignId: string): Owner | undefined => owners.get(`${sourceId}/${foreignId}`)
  const othersOf = (deed: Waiting): Named[] => nameOthers(deed, owners)
  const described = new Map(waiting.map((deed) => [deed.id, describeDeed({ ...deed, activityId: deed.id }, slugs, othersOf(deed))]))
  const lateDeeds = new Map(related.map((standing) => [standing.activityId, describeDeed(standing, slugs, [])]))
  const deeds = [...described.values(), ...lateDeeds.values()]
  const persons = [...new Set([...owners.values()].map((owner) => owner.person))]
  const before = [...waiting.filter((deed) => deed.again).map((deed) => deed.id), ...related.map((one) => one.activityId)]
  const [recalled, said, traits] = await Promise.all([
    recallAwards(scope, timeZone, rules, deeds, [...waiting, ...related], owners, before),
    judgementsOf(scope, before),
    readTraits(scope, rules, persons, told),
  ])
  const words = new Map(said.map((word) => [`${word.activityId}/${word.memberId}`, word]))
  const sameObject = (standing: Standing, deed: Waiting): boolean => standing.sourceId === deed.sourceId && standing.objectId === deed.objectId
  return {
    memory: { ...recalled, ever },
    deedOf: (deed) => described.get(deed.id) ?? describeDeed({ ...deed, activityId: deed.id }, slugs, othersOf(deed)),
    ownerOf,
    othersOf,
    traitsOf: traits.of,
    asked: traits.asked,
    owners,
    wordOn: (activityId, memberId) => words.get(`${activityId}/${memberId}`),
    participantsIn: (deed) => related.filter((one) => sameObject(one, deed)).flatMap((one) => participant(one, ownerOf(one.sourceId, one.actorId))),
    joinedBy: (deed, owner) =>
      related
        .filter((standing) => sameObject(standing, deed) && standing.activityId !== deed.id)
        .flatMap((standing) => {
          const late = lateDeeds.get(standing.activityId)
          const actor = ownerOf(standing.sourceId, standing.actorId)?.person ?? null
          const joining = { memberId: owner.memberId, person: owner.person, subject: deed.subject, kind: deed.kind }
          return late ? [{ deed: late, actor, participant: joining }] : []
        }),
  }
}

function participant(standing: Standing, owner: Owner | undefined): Participant[] {
  return owner?.active ? [{ memberId: owner.memberId, person: owner.person, subject: standing.subject, kind: standing.kind }] : []
}
