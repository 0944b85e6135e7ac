import { DateTime } from 'luxon'
import { inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { type MailDue, nextMail, noteMailed, quietAmong } from '#app/domain/campaigns/commands.server.ts'
import { doneChallenges } from '#app/domain/challenges/queries/done.server.ts'
import { campaignSlugs } from '#app/domain/challenges/settling.server.ts'
import { activeMembers, awardable } from '#app/domain/members/settling.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { nameIn } from '#app/domain/programs/settling.server.ts'
import { env } from '#app/foundation/env.ts'

const portion = 200

/**
 * Writes the mails of campaigns that want them: at the start to all members, three days before the end to those who have not done all of it; to nobody who switched them
 * off. In portions, each a transaction of its own, so that nothing else waits; one mail a member, campaign and occasion. Answers how many were written.
 */
export async function mailCampaigns(program: number, now = new Date()): Promise<number> {
  let written = 0
  for (let more = true; more;) {
    const wrote = await inTransaction({ program, by: null }, writePortion, now)
    written += wrote ?? 0
    more = wrote !== null
  }
  return written
}

async function writePortion(scope: Scope): Promise<number | null> {
  const due = await nextMail(scope)
  if (!due) return null
  const ids = await activeMembers(scope, due.after, portion)
  await noteMailed(scope, due, ids.length < portion ? -1 : (ids.at(-1) ?? -1))
  const [quiet, people, over] = [await quietAmong(scope, ids), await awardable(scope, ids, []), await doneWith(scope, due, ids)]
  const program = await nameIn(scope)
  let wrote = 0
  for (const { id, displayName, email } of people) {
    if (!email || quiet.has(id) || over.has(id)) continue
    const fill = { program, name: displayName, ...wordsOf(due) }
    await put(scope, { key: `campaign:${due.id}:${due.what}:${id}`, template: 'campaign-news', fill, member: id, to: email })
    wrote += 1
  }
  return wrote
}

/** Who has done everything in a campaign, and needs no word about its last days. */
async function doneWith(scope: Scope, due: MailDue, members: readonly number[]): Promise<Set<number>> {
  if (due.what === 'start') return new Set()
  const [slugs, done] = [await campaignSlugs(scope, due.id), await doneChallenges(scope.program, members, scope.sql)]
  return new Set(members.filter((member) => slugs.length > 0 && slugs.every((slug) => done.get(member)?.has(slug))))
}

function wordsOf({ slug, title, banner, endsAt, what }: MailDue) {
  const link = `${env().PUBLIC_URL ?? `http://localhost:${env().PORT}`}/campaigns/${slug}`
  const until = endsAt ? DateTime.fromJSDate(endsAt, { zone: 'UTC' }).setLocale('en').toFormat('cccc, d LLLL') : ''
  return { title, banner, until, last: what === 'end', link }
}
