import type { Activity } from '#app/contract/activity.ts'
import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { type ChannelPlayed, playedIn } from '#app/domain/activities/queries/played.server.ts'
import { addIdentity, addMember } from '#app/domain/members/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { nextRehearsal, programById, programKey } from '#app/domain/programs/queries.server.ts'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { givenBySource } from '#app/domain/rules/queries/credited.server.ts'
import { foundProgram } from './found-program.server.ts'
import { playTake, readTake, type Take } from './play-take.server.ts'
import { saveRule } from './save-rule.server.ts'
import { settleActivities } from './settle-activities.server.ts'
import { switchRule } from './switch-rule.server.ts'

/** What one channel did: messages by their outcome, activities, undos, awards, points, and messages that did not end as their description says. */
export type ChannelRehearsed = ChannelPlayed & {
  adapter: string
  title: string
  sent: number
  awards: number
  points: number
  back: number
  wrong: string[]
}
export type Rehearsed = { channels: ChannelRehearsed[]; people: number; rules: number; leftOut: string[]; milliseconds: number }

/**
 * Plays a synthetic community through all adapters: in a program of its own that nobody sees and that is thrown away, with the rules of the real one. The
 * messages are recorded or documented ones, signed, through the story behind the real door; the people in them are members there. The real program is only read.
 */
export async function rehearseProgram(adapters: readonly Adapter[], takes: readonly Take[], real: Program, now = new Date()): Promise<Rehearsed> {
  const started = Date.now()
  const id = await nextRehearsal()
  const { timeZone, pointsName } = real
  await foundProgram(
    { id, slug: `rehearsal-${id}`, name: 'Rehearsal', timeZone, pointsName, about: 'Synthetic people and recorded messages.' },
    adapters,
  )
  const actor = { program: id, by: null }
  const rules = await liveRules(real.id, now)
  const leftOut: string[] = []
  for (const { id: _id, version: _version, ...definition } of rules) {
    const saved = await saveRule({ id: null, basedOn: null, definition }, actor).catch((error: Error) => ({ message: error.message }))
    if ('id' in saved) await switchRule({ id: saved.id, to: 'on', from: new Date(0) }, actor)
    else leftOut.push(definition.title)
  }
  const key = await programKey(id)
  const sources = new Map((await sourcesWithHealth(id, now)).map((source) => [source.adapter, source]))
  const playable = takes.flatMap((take) => {
    const [adapter, source] = [adapters.find((one) => one.id === take.adapter), sources.get(take.adapter)]
    return adapter && source ? [{ take, adapter, source: { program: id, id: source.id, adapter: adapter.id, slug: source.slug, key } }] : []
  })
  const people = await inTransaction(actor, (scope) =>
    invite(
      scope,
      timeZone,
      playable.flatMap(({ take, adapter, source }) => readTake(adapter, take, now).map((activity) => ({ sourceId: source.id, activity }))),
    ),
  )
  const program = await programById(id)
  const wrong: { adapter: string; name: string }[] = []
  for (const { take, adapter, source } of playable) {
    if (!(await playTake(adapter, source, take, now))) wrong.push({ adapter: adapter.id, name: take.name })
    // One after the other, as they would come: what is taken back was given before.
    if (program && take.kind === 'activities') await settleActivities(program)
  }
  const [played, given] = await Promise.all([playedIn(id), givenBySource(id)])
  const none = { read: 0, ignored: 0, unsupported: 0, malformed: 0, activities: 0, undos: 0 }
  return {
    ...{ people, rules: rules.length - leftOut.length, leftOut, milliseconds: Date.now() - started },
    channels: [...new Map(playable.map(({ adapter, source }) => [adapter.id, { adapter, source }])).values()].map(({ adapter, source }) => ({
      ...{ adapter: adapter.id, title: adapter.title, ...(played.get(source.id) ?? none) },
      ...(given.get(source.id) ?? { awards: 0, points: 0, back: 0 }),
      sent: playable.filter((one) => one.adapter === adapter).length,
      wrong: wrong.filter((one) => one.adapter === adapter.id).map((one) => one.name),
    })),
  }
}

/** Everybody who does something in the messages becomes a member, one for each name, with their accounts in all channels. Answers how many. */
async function invite(scope: Scope, timeZone: string, deeds: readonly { sourceId: number; activity: Activity }[]): Promise<number> {
  await lockSettling(scope)
  const members = new Map<string, number>()
  const accounts = new Map<string, { sourceId: number; id: string; handle: string }>()
  for (const { sourceId, activity } of deeds) {
    for (const party of [activity.actor, ...(activity.others ?? [])]) {
      if (!party.bot) accounts.set(`${sourceId}/${party.id}`, { sourceId, id: party.id, handle: party.handle })
    }
  }
  for (const { sourceId, id, handle } of accounts.values()) {
    const name = handle.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
    const known = members.get(name) ?? (await addMember(scope, { handleFrom: handle, displayName: handle, email: null, timeZone })).id
    members.set(name, known)
    await addIdentity(scope, { sourceId, foreignId: id, memberId: known, handle, proof: 'rehearsal' })
  }
  return members.size
}
