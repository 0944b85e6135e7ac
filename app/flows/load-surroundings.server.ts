import type { Scope } from '#app/db/transaction.server.ts'
import { qualifiedKind } from '#app/domain/activities/activities.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { objectKeyOf, type Standing, slugsOf } from '#app/domain/activities/settling.server.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import { type Owner, ownersOf, traitsOf } from '#app/domain/members/settling.server.ts'
import { countersFor } from '#app/domain/rules/counting.ts'
import { type Named, type Participant, pairOf } from '#app/domain/rules/deeds.ts'
import type { FactValue } from '#app/domain/rules/explanation.ts'
import { type Deed, type Memory, type RuleInForce, rulesOn, shareName } from '#app/domain/rules/judge.ts'
import { type KnownJudgement, awardsOf, countersOf, judgementsOf, sharesIn } from '#app/domain/rules/queries/settling.server.ts'
import { testsOf } from '#app/domain/rules/rules.ts'
import { levelRanksOf, talliesIn } from '#app/domain/standing/settling.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'

/** A deed that someone's new activity takes part in after the fact: the review that arrives after the merge. */
export type Late = { deed: Deed; actor: number | null; participant: Participant }

/** Everything around a run of deeds, read once for all of them. */
export type Surroundings = {
  memory: Memory
  deedOf(waiting: Waiting): Deed
  ownerOf(sourceId: number, foreignId: string): Owner | undefined
  othersOf(waiting: Waiting): Named[]
  /** What rules may ask about a person, for a kind of deed; empty when no rule does. */
  traitsOf(person: number, kind: string, at: Date): Record<string, FactValue>
  /** What was said before of an activity to a member. */
  wordOn(activityId: number, memberId: number): KnownJudgement | undefined
  /** Known, active members who did something with the same object. */
  participantsIn(waiting: Waiting): Participant[]
  /** The standing deeds with the same object, seen from this activity's actor. */
  joinedBy(waiting: Waiting, owner: Owner): Late[]
  /** The accounts that were looked up and whose they are: what a replay must be told. */
  owners: ReadonlyMap<string, Owner>
}

/** Reads owners, earlier awards, counts and what stands with the same objects, for a whole run of deeds. */
export async function loadSurroundings(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  waiting: readonly Waiting[],
  related: readonly Standing[],
): Promise<Surroundings> {
  const named = waiting.flatMap((deed) =>
    [deed.actorId, ...deed.others.map((other) => other.id)].map((foreignId) => ({ sourceId: deed.sourceId, foreignId })),
  )
  const owners = await ownersOf(scope, [...named, ...related.map((standing) => ({ sourceId: standing.sourceId, foreignId: standing.actorId }))])
  const ownerOf = (sourceId: number, foreignId: string): Owner | undefined => owners.get(`${sourceId}/${foreignId}`)
  const slugs = await slugsOf(scope)
  const othersOf = (deed: Pick<Waiting, 'sourceId' | 'others'>): Named[] =>
    deed.others.map((other) => {
      const owner = ownerOf(deed.sourceId, other.id)
      return { role: other.role, id: other.id, memberId: owner?.memberId ?? null, person: owner?.person ?? null, active: owner?.active }
    })
  const deedOf = (deed: Waiting): Deed => deedFrom({ ...deed, activityId: deed.id }, slugs, othersOf(deed))
  const lateDeeds = new Map(related.map((standing) => [standing.activityId, deedFrom(standing, slugs, [])]))
  const deeds = [...waiting.map(deedOf), ...lateDeeds.values()]
  const persons = [...new Set([...owners.values()].map((owner) => owner.person))]
  const again = waiting.filter((deed) => deed.again).map((deed) => deed.id)
  const concerned = new Map<string, Set<number>>()
  for (const deed of [...waiting, ...related]) {
    const key = objectKeyOf(deed.sourceId, deed.objectId)
    const around = concerned.get(key) ?? new Set<number>()
    const names = [deed.actorId, ...('others' in deed ? deed.others.map((other) => other.id) : [])]
    for (const name of names) around.add(ownerOf(deed.sourceId, name)?.person ?? 0)
    concerned.set(key, around.add(0))
  }
  const memory = await remember(scope, timeZone, rules, deeds, concerned, owners)
  const words = new Map(
    (await judgementsOf(scope, [...again, ...related.map((one) => one.activityId)])).map((word) => [`${word.activityId}/${word.memberId}`, word]),
  )
  const traits = await loadTraits(scope, rules, persons)
  const sameObject = (standing: Standing, deed: Waiting): boolean => standing.sourceId === deed.sourceId && standing.objectId === deed.objectId
  return {
    memory,
    deedOf,
    ownerOf,
    othersOf,
    traitsOf: traits,
    owners,
    wordOn: (activityId, memberId) => words.get(`${activityId}/${memberId}`),
    participantsIn: (deed) =>
      related
        .filter((standing) => sameObject(standing, deed))
        .flatMap((standing) => participant(standing, ownerOf(standing.sourceId, standing.actorId))),
    joinedBy: (deed, owner) =>
      related
        .filter((standing) => sameObject(standing, deed) && standing.activityId !== deed.id)
        .flatMap((standing) => {
          const late = lateDeeds.get(standing.activityId)
          const actor = ownerOf(standing.sourceId, standing.actorId)?.person ?? null
          return late
            ? [{ deed: late, actor, participant: { memberId: owner.memberId, person: owner.person, subject: deed.subject, kind: deed.kind } }]
            : []
        }),
  }
}

type Raw = Omit<Deed, 'kind' | 'channel' | 'objectKey' | 'pairKey'> & { adapter: string; kind: string; objectId: string }

function deedFrom(raw: Raw, slugs: ReadonlyMap<number, string>, others: readonly Named[]): Deed {
  const pair = pairOf(others)
  return {
    activityId: raw.activityId,
    sourceId: raw.sourceId,
    subject: raw.subject,
    kind: qualifiedKind(raw.adapter, raw.kind),
    channel: slugs.get(raw.sourceId) ?? '',
    actorHandle: raw.actorHandle,
    occurredAt: raw.occurredAt,
    receivedAt: raw.receivedAt,
    facts: raw.facts,
    objectKey: objectKeyOf(raw.sourceId, raw.objectId),
    pairKey: pair && (pair.person === null ? objectKeyOf(raw.sourceId, pair.id) : String(pair.person)),
  }
}

/** Earlier awards and counts that the rules can meet in these deeds: exactly the keys that they would ask for. */
async function remember(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  deeds: readonly Deed[],
  concerned: ReadonlyMap<string, ReadonlySet<number>>,
  owners: ReadonlyMap<string, Owner>,
): Promise<Memory> {
  const asked = deeds.flatMap((deed) =>
    rulesOn(rules, deed)
      .filter((rule) => rule.factor === undefined)
      .map((rule) => ({ rule, deed })),
  )
  const derived = asked.flatMap(
    ({ rule, deed }) => rule.reach?.thresholds.map((mark) => plainUuid(`reach/${rule.id}/${deed.objectKey}/${mark}`)) ?? [],
  )
  const ruleIds = [...new Set(asked.map(({ rule }) => rule.id))]
  const awards = await awardsOf(scope, ruleIds, [...new Set([...deeds.map((deed) => deed.subject), ...derived])])
  const counters = await countersOf(
    scope,
    asked.flatMap(({ rule, deed }) =>
      [...(concerned.get(deed.objectKey) ?? [])].flatMap((person) =>
        countersFor(rule, deed, person, timeZone).map((use) => ({ ...use, rule: rule.id })),
      ),
    ),
  )
  const shares = await sharesIn(
    scope,
    deeds.map((deed) => deed.activityId),
  )
  const personOf = new Map([...owners.values()].map((owner) => [owner.memberId, owner.person]))
  return {
    timeZone,
    awards: new Map(
      awards.map((award) => [`${award.ruleId}/${award.subject}/${award.part}`, award.state === 'open' ? { activityId: award.activityId } : null]),
    ),
    counters,
    shares: new Set(shares.map((share) => shareName(share.ruleId, share.activityId, personOf.get(share.memberId) ?? share.memberId))),
    derive: plainUuid,
  }
}

type Traits = Surroundings['traitsOf']
const asksMember = (rules: readonly RuleInForce[], fact: string): boolean =>
  rules.some((rule) => testsOf(rule.condition).some((test) => test.fact === fact))

/** `member.level`, `member.points`, `member.days`, `member.staff` and `member.counted` (deeds of the same kind so far), read only if some rule asks. */
async function loadTraits(scope: Scope, rules: readonly RuleInForce[], persons: readonly number[]): Promise<Traits> {
  const asks = (fact: string): boolean => asksMember(rules, fact)
  const known = asks('member.staff') || asks('member.days') ? await traitsOf(scope, persons) : null
  const lifetimes = asks('member.points') ? await lifetimesOf(scope, persons) : null
  const levels = asks('member.level') ? await levelRanksOf(scope, persons) : null
  const tallies = asks('member.counted') ? await talliesIn(scope, persons) : null
  return (person, kind, at) => {
    const traits = known?.get(person)
    return {
      ...(traits && {
        'member.staff': traits.staff,
        'member.days': Math.max(0, Math.floor((at.getTime() - traits.joinedAt.getTime()) / 86_400_000)),
      }),
      ...(lifetimes && { 'member.points': lifetimes.get(person) ?? 0 }),
      ...(levels && { 'member.level': levels.get(person) ?? 0 }),
      ...(tallies && { 'member.counted': tallies.get(`${person}/${kind}`) ?? 0 }),
    }
  }
}

function participant(standing: Standing, owner: Owner | undefined): Participant[] {
  return owner?.active ? [{ memberId: owner.memberId, person: owner.person, subject: standing.subject, kind: standing.kind }] : []
}
