import type { SignedIn } from '#app/auth/guests.server.ts'
import { likenesses } from '#app/domain/challenges/likeness.ts'
import { textsOf, waitingSubmissions } from '#app/domain/challenges/queries/review.server.ts'
import { conversationsIn } from '#app/domain/conversations/queries.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { mergeSuggestions } from '#app/domain/members/queries/merges.server.ts'
import { may, type Permission } from '#app/domain/members/roles.ts'
import { openDisputes, openFlags } from '#app/domain/reviews/queries.server.ts'
import type { QueueItem, QueueKind } from '#app/domain/reviews/queue.ts'
import { flagTitles } from '#app/domain/reviews/reviews.ts'
import { waitingOrders } from './order-source.server.ts'

/** Who looks at the queue. `languages`: what they review, none for all; `community`: without a role, so they see submissions alone. */
export type Viewer = { program: number; member: SignedIn; languages: readonly string[]; community: boolean; now: Date }

/** What waits in a room, for those who may handle it. */
type Source = { kind: QueueKind; permission: Permission; items(viewer: Viewer): Promise<QueueItem[]> }

async function submissions({ program, languages, member }: Viewer): Promise<QueueItem[]> {
  const rows = await waitingSubmissions(program, languages)
  const open = rows.filter((row) => row.memberId !== member.id && !row.approvals.includes(member.id))
  const stages = open.map((row) => row.stageId)
  const like = likenesses(open, await textsOf(program, stages))
  return open.map((row): QueueItem => {
    const same = like.get(row.id)
    const mark = same
      ? `${Math.floor(same.share * 100)}% like another`
      : row.needed > 1
        ? `${row.approvals.length} of ${row.needed} approvals`
        : undefined
    return {
      kind: 'submission',
      id: String(row.id),
      title: row.challenge,
      who: row.name,
      handle: row.handle,
      memberId: row.memberId,
      at: row.handedInAt.toISOString(),
      href: null,
      language: row.language || undefined,
      detail: row.text.slice(0, 140) || row.stage,
      mark,
      bulk: row.needed === 1 && !same ? row.version : undefined,
    }
  })
}

async function disputes({ program, member, now }: Viewer): Promise<QueueItem[]> {
  const rows = (await openDisputes(program)).filter((row) => row.memberId !== member.id)
  const handles = await handlesOf(
    program,
    rows.map((row) => row.memberId),
  )
  return rows.map((row) => ({
    kind: 'dispute',
    id: String(row.id),
    title: row.title,
    who: handles[row.memberId] ? `@${handles[row.memberId]}` : 'a former member',
    handle: handles[row.memberId] ?? '',
    memberId: row.memberId,
    at: row.openedAt.toISOString(),
    href: null,
    detail: row.reason.slice(0, 140),
    mark: row.barred.includes(member.id) ? 'For somebody else' : row.dueAt < now ? 'Overdue' : undefined,
  }))
}

async function flags({ program }: Viewer): Promise<QueueItem[]> {
  const rows = await openFlags(program)
  const handles = await handlesOf(
    program,
    rows.flatMap((row) => row.memberId ?? []),
  )
  return rows.map((row) => ({
    kind: 'flag',
    id: String(row.id),
    title: row.title,
    who: row.memberId === null ? '' : handles[row.memberId] ? `@${handles[row.memberId]}` : 'a former member',
    handle: row.memberId === null ? '' : (handles[row.memberId] ?? ''),
    memberId: row.memberId,
    at: row.raisedAt.toISOString(),
    href: null,
    detail: row.detail.slice(0, 140),
    mark: flagTitles[row.kind] ?? row.kind,
  }))
}

async function merges({ program, now }: Viewer): Promise<QueueItem[]> {
  const rows = await mergeSuggestions(program, 20)
  return rows.map(({ one, other, because }) => ({
    kind: 'merge',
    id: `${one.id}-${other.id}`,
    title: `${one.name} and ${other.name}`,
    who: one.name,
    handle: one.handle,
    memberId: one.id,
    at: now.toISOString(),
    href: `/manage/merges/${one.id}/${other.id}`,
    detail: `${because.join('. ')}.`,
  }))
}

async function messages({ program }: Viewer): Promise<QueueItem[]> {
  const rows = await conversationsIn(program, 'waiting')
  return rows.map((row) => ({
    kind: 'message',
    id: String(row.id),
    title: row.subject,
    who: row.name,
    handle: row.handle,
    memberId: row.memberId,
    at: (row.waitingFrom ?? row.lastAt).toISOString(),
    href: `/manage/messages/${row.id}`,
    detail: row.last,
  }))
}

/** One line a room. */
const sources: readonly Source[] = [
  { kind: 'submission', permission: 'review_submissions', items: submissions },
  { kind: 'order', permission: 'run_store', items: waitingOrders },
  { kind: 'dispute', permission: 'review_submissions', items: disputes },
  { kind: 'flag', permission: 'review_submissions', items: flags },
  { kind: 'merge', permission: 'merge_members', items: merges },
  { kind: 'message', permission: 'answer_messages', items: messages },
]

/** Everything that waits for this person, in no order. */
export async function queueItems(viewer: Viewer): Promise<QueueItem[]> {
  const open = sources.filter(({ kind, permission }) => (viewer.community ? kind === 'submission' : may(viewer.member.roles, permission)))
  return (await Promise.all(open.map((source) => source.items(viewer)))).flat()
}
