import type { WaitingItem } from '#app/components/manage/waiting.tsx'
import type { Figure } from '#app/components/manage/week-figures.tsx'
import { parkedActivities, troubledDeliveries, unclaimedAccounts } from '#app/domain/activities/queries.server.ts'
import type { SignedIn } from '#app/auth/guests.server.ts'
import { type Role, may } from '#app/domain/members/roles.ts'
import { messages } from '#app/domain/outbox/queries.server.ts'
import { inOrder, itemKey, kindTitles } from '#app/domain/reviews/queue.ts'
import { queueItems } from '#app/routes/queue/queue-sources.server.ts'
import { figuresOf } from '#app/domain/rules/queries/manage.server.ts'
import { DateTime } from 'luxon'

const shown = 5

/** This week so far, in the program's zone, beside the same days and hours of the week before. */
export async function weekFigures(
  program: { id: number; timeZone: string; pointsName: string },
  at: Date,
  roles: readonly Role[],
): Promise<Figure[]> {
  const now = DateTime.fromJSDate(at, { zone: program.timeZone })
  const [from, earlier, until] = [now.startOf('week'), now.startOf('week').minus({ weeks: 1 }), now.minus({ weeks: 1 })]
  const [week, last] = await Promise.all([
    figuresOf(program.id, from.toJSDate(), now.toJSDate()),
    figuresOf(program.id, earlier.toJSDate(), until.toJSDate()),
  ])
  const channels = may(roles, 'see_channels') ? '/manage/channels' : null
  return [
    { key: 'active', label: 'Active members', now: week.active, before: last.active, to: '/board' },
    { key: 'activities', label: 'Activities', now: week.activities, before: last.activities, to: channels },
    { key: 'points', label: `Given ${program.pointsName}`, now: week.points, before: last.points, to: '/manage/rules' },
    { key: 'awards', label: 'Awards', now: week.awards, before: last.awards, to: '/manage/rules' },
    { key: 'members', label: 'New members', now: week.members, before: last.members, to: '/manage/members?order=newest' },
    { key: 'levels', label: 'Level-ups', now: week.levelUps, before: last.levelUps, to: '/manage/members' },
    { key: 'share', label: 'Share counted', now: week.share ?? 0, before: last.share ?? 0, to: channels, share: true },
  ]
}

export type Waits = { queue: WaitingItem[]; parked: WaitingItem[]; troubled: WaitingItem[]; unclaimed: WaitingItem[]; mails: WaitingItem[] }

const none = <Value>(allowed: boolean, ask: () => Promise<Value[]>): Promise<Value[]> => (allowed ? ask() : Promise.resolve([]))

/** What waits for somebody, as far as these roles may see it. */
export async function whatWaits(program: number, at: Date, member: SignedIn): Promise<Waits> {
  const { roles } = member
  const [channels, open, mail] = [may(roles, 'see_channels'), may(roles, 'see_deliveries'), may(roles, 'see_mail')]
  const [queue, parked, troubled, unclaimed, stuck, kept] = await Promise.all([
    none(may(roles, 'see_queue'), () => queueItems({ program, member, languages: [], community: false, now: at })),
    none(channels, () => parkedActivities(program, shown)),
    none(channels, () => troubledDeliveries(program, at, shown)),
    none(channels, () => unclaimedAccounts(program, shown)),
    none(mail, () => messages(program, { state: 'parked', size: shown })),
    none(mail, () => messages(program, { state: 'kept', size: shown })),
  ])
  const deliveryPath = (slug: string, id: number | null) => (open && id !== null ? `/manage/channels/${slug}/deliveries/${id}` : null)
  const oldest = inOrder(queue, { kind: null, language: null }).filter((item) => item.kind !== 'merge')
  return {
    queue: oldest.slice(0, shown).map((item) => ({
      key: itemKey(item),
      channel: 'hub',
      title: item.title,
      detail: [kindTitles[item.kind].one, item.who, item.mark].filter(Boolean).join(', '),
      to: `/manage/queue?item=${itemKey(item)}`,
      at: item.at,
    })),
    parked: parked.map((one) => ({
      key: `activity ${one.id}`,
      channel: one.slug,
      title: one.title,
      detail: one.error ?? one.kind,
      to: deliveryPath(one.slug, one.deliveryId),
      at: one.receivedAt.toISOString(),
    })),
    troubled: troubled.map((one) => ({
      key: `delivery ${one.id}`,
      channel: one.slug,
      title: one.event || 'An event without a name',
      detail: `${one.state}: ${one.note}`,
      to: deliveryPath(one.slug, one.id),
      at: one.receivedAt.toISOString(),
    })),
    unclaimed: unclaimed.map((one) => ({
      key: `${one.sourceId} ${one.actorId}`,
      channel: one.adapter,
      title: one.handle ?? one.actorId,
      detail: `${one.channel}, id ${one.actorId}`,
      to: `/manage/channels/${one.slug}`,
      at: one.sinceAt.toISOString(),
      count: one.count,
    })),
    mails: [...stuck, ...kept].slice(0, shown).map((one) => ({
      key: `mail ${one.id}`,
      channel: 'generic',
      title: one.subject ?? one.template,
      detail: `${one.state === 'kept' ? 'kept' : 'stuck'}: to ${one.toAddress}`,
      to: `/manage/mail/${one.id}`,
      at: one.createdAt.toISOString(),
    })),
  }
}
