import { DateTime } from 'luxon'
import { inTransaction } from '#app/db/transaction.server.ts'
import { type StrangeSource, strangeSources } from '#app/domain/activities/queries/strange.server.ts'
import { membersWithRole } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { type Health, healthOf } from '#app/domain/rules/health.ts'
import { awardsADay } from '#app/domain/rules/queries/health.server.ts'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'

type Alarm = { key: string; kind: string; title: string; body: string; url: string }

/**
 * Tells owners and managers, once for each case, what is odd before members notice: a rule that fell silent or pays far more than usual, an event that
 * came under a name nobody knows, a channel whose messages no longer fit. Answers how many cases there are now.
 */
export async function tellHealth(id: number, now = new Date()): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  const today = DateTime.fromJSDate(now, { zone: program.timeZone })
  const [rules, counts, strange] = await Promise.all([
    liveRules(id, now),
    awardsADay(id, today.minus({ days: 90 }).toISODate() ?? ''),
    strangeSources(id, now),
  ])
  const day = today.toISODate() ?? ''
  const ofRules = rules.flatMap((rule) => {
    const paid = counts.get(rule.id) ?? []
    return ruleAlarms(rule.id, rule.title, healthOf(paid, day), { day, last: paid.at(-1)?.day ?? '' })
  })
  const alarms = [...ofRules, ...strange.map((one) => channelAlarm(one, day))]
  if (alarms.length === 0) return 0
  const staff = await membersWithRole(id, ['owner', 'manager'])
  const words = alarms.flatMap((alarm) => staff.map((memberId) => ({ ...alarm, memberId, key: `${alarm.key}:${memberId}` })))
  await inTransaction({ program: id, by: null }, (scope) => notify(scope, words), now)
  return alarms.length
}

function ruleAlarms(rule: number, title: string, { silent, spiking }: Health, at: { day: string; last: string }): Alarm[] {
  const url = `/manage/rules/${rule}`
  const found: Alarm[] = []
  if (silent) {
    const usual = silent.usual === 1 ? 'every day' : `every ${silent.usual} days`
    const body = `It usually pays ${usual}. Its event may have been renamed on the other side, or a condition no longer fits.`
    found.push({
      key: `rule-silent:${rule}:${at.last}`,
      kind: 'rule.silent',
      title: `“${title}” has paid nothing for ${silent.days} days`,
      body,
      url,
    })
  }
  if (spiking) {
    const body = `A usual day has ${spiking.usual}. Look at who earned it, and whether a limit is missing.`
    found.push({ key: `rule-spike:${rule}:${at.day}`, kind: 'rule.spiking', title: `“${title}” paid ${spiking.today} times today`, body, url })
  }
  return found
}

function channelAlarm({ sourceId, slug, title, what, name, count, of, gone }: StrangeSource, day: string): Alarm {
  const stopped =
    gone.length === 0 ? '' : ` Since then this has not come any more: ${gone.slice(0, 5).join(', ')}. It may be the same under a new name.`
  if (what === 'faults') {
    const body = `They were kept and can be read again once the adapter understands them.${stopped}`
    const url = `/manage/channels/deliveries?channel=${slug}&outcome=trouble`
    return {
      key: `channel-faults:${sourceId}:${day}`,
      kind: 'channel.faulty',
      title: `${title}: ${count} of ${of} messages could not be read`,
      body,
      url,
    }
  }
  const body = `It came ${count === 1 ? 'once' : `${count} times`} in the last day and gives nothing.${stopped}`
  const url = `/manage/channels/deliveries?channel=${slug}&outcome=unsupported`
  const words = /^[\w.:-]+$/.test(name) ? `something new: ${name}` : 'messages that nobody has explained yet'
  return { key: `channel-unknown:${sourceId}:${name}`.slice(0, 180), kind: 'channel.unknown_event', title: `${title} sends ${words}`, body, url }
}
