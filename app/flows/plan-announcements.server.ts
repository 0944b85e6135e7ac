import { inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { objectsOf } from '#app/domain/activities/settling.server.ts'
import { type AnnounceRule, fillWords, type Held, type ToSay, whatToSay } from '#app/domain/announcements/announcements.ts'
import { type DueDeed, putAnnouncements, takeDeeds, takeDue } from '#app/domain/announcements/commands.server.ts'
import { rulesIn, saidOf, saidTo, tryLockAnnouncing } from '#app/domain/announcements/settling.server.ts'
import { linkedAccounts, namesOf } from '#app/domain/members/settling.server.ts'
import { judgementsOf } from '#app/domain/rules/queries/settling.server.ts'
import { definitionsIn, grantsIn, levelRanksOf } from '#app/domain/standing/settling.server.ts'
import { env } from '#app/foundation/env.ts'

/**
 * Works out what platforms must be told about people and deeds that changed, and puts it into the outbox: by comparing what is deserved now with what was
 * said last. Answers how many people and deeds it looked at. Twice is as good as once.
 */
export function planAnnouncements(program: number, now = new Date()): Promise<number> {
  return inTransaction(
    { program, by: null },
    async (scope) => {
      if (!(await tryLockAnnouncing(scope))) return 0
      const [people, deeds] = [await takeDue(scope, 200), await takeDeeds(scope, 200)]
      if (people.length + deeds.length === 0) return 0
      const rules = await rulesIn(scope)
      await planPeople(scope, rules, people)
      await planDeeds(scope, rules, deeds)
      return people.length + deeds.length
    },
    now,
  )
}

async function planPeople(scope: Scope, rules: readonly AnnounceRule[], people: readonly number[]): Promise<void> {
  const sources = [...new Set(rules.map((rule) => rule.sourceId))]
  const before = await saidTo(scope, people, [])
  // An account that changed hands is looked at with the one who has it now.
  const accounts = await linkedAccounts(
    scope,
    people,
    before.map((one) => one.foreignId),
    sources,
  )
  const said = await saidTo(
    scope,
    people,
    accounts.map((one) => one.foreignId),
  )
  const held = await heldBy(scope, [...new Set([...people, ...accounts.map((one) => one.memberId)])])
  await putAnnouncements(scope, whatToSay(rules, accounts, held, said))
}

async function heldBy(scope: Scope, people: readonly number[]): Promise<Map<number, Held>> {
  const { badges } = await definitionsIn(scope)
  const slugs = new Map(badges.map((badge) => [badge.id, badge.slug]))
  const [grants, levels, names] = [await grantsIn(scope, people), await levelRanksOf(scope, people), await namesOf(scope, people)]
  return new Map(
    [...names].map(([person, name]) => [
      person,
      {
        badges: new Map((grants.get(person) ?? []).map(({ badgeId, tier }) => [slugs.get(badgeId) ?? '', tier])),
        level: levels.get(person) ?? 1,
        name,
      },
    ]),
  )
}

async function planDeeds(scope: Scope, rules: readonly AnnounceRule[], deeds: readonly DueDeed[]): Promise<void> {
  const ids = deeds.map((deed) => deed.activityId)
  const objects = await objectsOf(scope, ids)
  const words = await judgementsOf(scope, ids)
  const said = await saidOf(scope, ids.map(String))
  const names = await namesOf(
    scope,
    deeds.map((deed) => deed.memberId),
  )
  const list: (ToSay & { subject: string; target: string })[] = []
  for (const deed of deeds) {
    const object = objects.get(deed.activityId)
    const points = words.filter((word) => word.activityId === deed.activityId).reduce((sum, word) => sum + word.points, 0)
    for (const rule of rules.filter((one) => one.trigger === 'deed' && one.what === deed.kind && one.sourceId === object?.sourceId)) {
      if (!object?.url) continue
      const before = said.get(`${rule.id}/${object.actorId}/${deed.activityId}`)
      const wanted = deed.counts && rule.state === 'on' && points > 0
      if (wanted === (before === 'grant') || (!wanted && before === undefined)) continue
      const link = `${env().PUBLIC_URL ?? `http://localhost:${env().PORT}`}/activity/${deed.activityId}`
      const fill = { name: names.get(deed.memberId) ?? object.handle, handle: object.handle, points: String(points), title: object.title, link }
      const account = { foreignId: object.actorId, handle: object.handle, memberId: deed.memberId }
      const about = { subject: String(deed.activityId), target: object.url }
      list.push({ rule, account, move: wanted ? 'grant' : 'revoke', words: wanted ? fillWords(rule.words, fill) : '', ...about })
    }
  }
  await putAnnouncements(scope, list)
}
