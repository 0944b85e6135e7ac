import type { Scope } from '#app/db/transaction.server.ts'
import { qualifiedKind } from '#app/domain/activities/activities.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { type Standing, slugsOf } from '#app/domain/activities/settling.server.ts'
import { type Owner, ownersOf } from '#app/domain/members/settling.server.ts'
import type { Participant } from '#app/domain/rules/deeds.ts'
import { type Deed, type Memory, type RuleInForce, windowsAt } from '#app/domain/rules/judge.ts'
import { awardsOf, countersOf, sharesIn } from '#app/domain/rules/queries/settling.server.ts'

/** A deed that someone's new activity takes part in after the fact: the review that arrives after the merge. */
export type Late = { deed: Deed; actorMember: number | null; participant: Participant }

/** Everything around a run of deeds, read once for all of them. */
export type Surroundings = {
  memory: Memory
  ownerOf(sourceId: number, foreignId: string): Owner | undefined
  slugOf(sourceId: number): string
  /** Known, active members who did something with the same object. */
  participantsIn(deed: Deed, waiting: Waiting): Participant[]
  /** The standing deeds with the same object, seen from this activity's actor. */
  joinedBy(deed: Deed, waiting: Waiting, memberId: number): Late[]
}

/** Reads owners, earlier awards, paid counts and what stands with the same objects, for a whole run of deeds. */
export async function loadSurroundings(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  waiting: readonly Waiting[],
  related: readonly Standing[],
): Promise<Surroundings> {
  const accounts = [
    ...waiting.flatMap((deed) =>
      [deed.actorId, ...deed.others.map((other) => other.id)].map((foreignId) => ({ sourceId: deed.sourceId, foreignId })),
    ),
    ...related.map((standing) => ({ sourceId: standing.sourceId, foreignId: standing.actorId })),
  ]
  const owners = await ownersOf(scope, accounts)
  const ruleIds = [...new Set(rules.map((rule) => rule.id))]
  const awards = await awardsOf(scope, ruleIds, [...waiting.map((deed) => deed.subject), ...related.map((standing) => standing.subject)])
  const moments = [...waiting, ...related].map((deed) => deed.occurredAt)
  const windows = new Set(moments.flatMap((at) => Object.values(windowsAt(at, timeZone))))
  const members = [...new Set([...owners.values()].map((owner) => owner.memberId))]
  const counters = await countersOf(scope, ruleIds, members, [...windows])
  const slugById = await slugsOf(scope)
  const ownerOf = (sourceId: number, foreignId: string): Owner | undefined => owners.get(`${sourceId}/${foreignId}`)
  const sameObject = (standing: Standing, deed: Waiting): boolean => standing.sourceId === deed.sourceId && standing.objectId === deed.objectId
  return {
    memory: {
      timeZone,
      awards: new Map(awards.map((award) => [`${award.ruleId}/${award.subject}`, award.state === 'open' ? { activityId: award.activityId } : null])),
      counters,
      shares: await sharesIn(
        scope,
        related.map((standing) => standing.activityId),
      ),
    },
    ownerOf,
    slugOf: (sourceId) => slugById.get(sourceId) ?? '',
    participantsIn: (_, deed) =>
      related
        .filter((standing) => sameObject(standing, deed))
        .flatMap((standing) => participant(standing, ownerOf(standing.sourceId, standing.actorId))),
    joinedBy: (deed, waitingDeed, memberId) =>
      related
        .filter((standing) => sameObject(standing, waitingDeed) && standing.activityId !== deed.activityId)
        .map((standing) => ({
          deed: { ...standing, kind: qualifiedKind(standing.adapter, standing.kind) },
          actorMember: ownerOf(standing.sourceId, standing.actorId)?.memberId ?? null,
          participant: { memberId, subject: deed.subject, kind: waitingDeed.kind },
        })),
  }
}

function participant(standing: Standing, owner: Owner | undefined): Participant[] {
  return owner?.active ? [{ memberId: owner.memberId, subject: standing.subject, kind: standing.kind }] : []
}
