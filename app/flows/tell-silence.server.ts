import { inTransaction } from '#app/db/transaction.server.ts'
import { type FailedPoll, failedPolls } from '#app/domain/activities/queries/polls.server.ts'
import { type QuietSource, quietSources } from '#app/domain/activities/queries/rhythm.server.ts'
import { membersWithRole } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'

type Alarm = { key: string; kind: string; title: string; body: string; url: string }

/**
 * Tells owners and managers of channels that have fallen silent by their own rhythm, and of those that could not be asked: once for each silence, once until it
 * goes well again. Answers how many there are.
 */
export async function tellSilence(program: number, now = new Date()): Promise<number> {
  const [quiet, failed] = await Promise.all([quietSources(program, now), failedPolls(program)])
  const alarms = [...quiet.map((one) => silence(one, now)), ...failed.map(unasked)]
  if (alarms.length === 0) return 0
  const staff = await membersWithRole(program, ['owner', 'manager'])
  const words = alarms.flatMap((alarm) => staff.map((memberId) => ({ ...alarm, memberId, key: `${alarm.key}:${memberId}` })))
  await inTransaction({ program, by: null }, (scope) => notify(scope, words), now)
  return alarms.length
}

function silence({ sourceId, slug, title, lastId, lastAt, usualHours, asked }: QuietSource, now: Date): Alarm {
  const hours = Math.floor((now.getTime() - lastAt.getTime()) / 3_600_000)
  const usual = usualHours >= 1 ? `${Math.round(usualHours)} hours` : 'less than an hour'
  const why = asked
    ? 'The hub asks as always and finds nothing new: what it asks for may have moved or been renamed.'
    : 'The webhook may be switched off on the other side, or its secret changed.'
  return {
    key: `silence:${sourceId}:${lastId}`,
    kind: 'channel.silent',
    title: `${title} has been silent for ${hours} hours`,
    body: `Its longest pause in the two weeks before was ${usual}. ${why}`,
    url: `/manage/channels/${slug}`,
  }
}

function unasked({ sourceId, slug, title, name, error, doneId }: FailedPoll): Alarm {
  return {
    key: `unasked:${sourceId}:${name}:${doneId}`,
    kind: 'channel.unasked',
    title: `${title} could not be asked`,
    body: `${error} The hub tries again by itself; what happened meanwhile is read then.`,
    url: `/manage/channels/${slug}/past`,
  }
}
