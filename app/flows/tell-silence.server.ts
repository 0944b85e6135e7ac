import { inTransaction } from '#app/db/transaction.server.ts'
import { quietSources } from '#app/domain/activities/queries/rhythm.server.ts'
import { membersWithRole } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'

/** Tells owners and managers of channels that have fallen silent by their own rhythm: once for each silence. Answers how many channels are silent. */
export async function tellSilence(program: number, now = new Date()): Promise<number> {
  const quiet = await quietSources(program, now)
  if (quiet.length === 0) return 0
  const staff = await membersWithRole(program, ['owner', 'manager'])
  const words = quiet.flatMap(({ sourceId, slug, title, lastId, lastAt, usualHours }) => {
    const hours = Math.floor((now.getTime() - lastAt.getTime()) / 3_600_000)
    const usual = usualHours >= 1 ? `${Math.round(usualHours)} hours` : 'less than an hour'
    return staff.map((memberId) => ({
      memberId,
      key: `silence:${sourceId}:${lastId}:${memberId}`,
      kind: 'channel.silent',
      title: `${title} has been silent for ${hours} hours`,
      body: `Its longest pause in the two weeks before was ${usual}. The webhook may be switched off on the other side, or its secret changed.`,
      url: `/manage/channels/${slug}`,
    }))
  })
  await inTransaction({ program, by: null }, (scope) => notify(scope, words), now)
  return quiet.length
}
