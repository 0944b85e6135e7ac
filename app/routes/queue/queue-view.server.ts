import { randomUUID } from 'node:crypto'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { DisputePanel, FlagPanel, Panel, QueueView } from '#app/components/queue/panel-view.ts'
import { answerTimes } from '#app/domain/challenges/queries/review.server.ts'
import { answerWords } from '#app/domain/challenges/verdicts.ts'
import { stepTitles } from '#app/domain/conduct/conduct.ts'
import { measuresOf } from '#app/domain/conduct/queries.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { openDisputes, openFlags, undoableBulks } from '#app/domain/reviews/queries.server.ts'
import { inOrder, itemKey, type QueueItem, queueKinds } from '#app/domain/reviews/queue.ts'
import { type DisputeRow, flagTitles, type Reviewer } from '#app/domain/reviews/reviews.ts'
import { queueItems } from './queue-sources.server.ts'
import { submissionPanel } from './submission-panel.server.ts'

/** The queue as this person sees it: what waits, the one that is open, and what can still be taken back. `reviewer` is their entry as a community reviewer. */
export async function queueView(guest: MemberGuest, reviewer: Reviewer | null, base: string, request: Request): Promise<QueueView> {
  const { program, member } = guest
  const query = new URL(request.url).searchParams
  const now = new Date()
  const community = base === '/review'
  const all = query.get('languages') === 'all' && !community
  const languages = all ? [] : (reviewer?.languages ?? [])
  const items = await queueItems({ program: program.id, member, languages, community, now })
  const filter = { kind: queueKinds.find((kind) => kind === query.get('kind')) ?? null, language: query.get('language') || null }
  const shown = inOrder(items, filter)
  const asked = query.get('item')
  const at = Math.max(
    0,
    shown.findIndex((item) => itemKey(item) === asked),
  )
  const selected = shown[at] ?? null
  const following = shown[at + 1] ?? (at > 0 ? shown[at - 1] : undefined)
  const [panel, undo, times] = await Promise.all([
    selected ? panelOf(guest, selected, now) : null,
    undoableBulks(program.id, member.id, now),
    answerTimes(program.id, now),
  ])
  return {
    base,
    items: shown.slice(0, 200),
    counts: queueKinds.map((kind) => ({ kind, count: items.filter((item) => item.kind === kind).length })).filter(({ count }) => count > 0),
    languages: [...new Set(items.flatMap((item) => item.language ?? []))].sort(),
    filter,
    selected: selected && itemKey(selected),
    next: following ? itemKey(following) : null,
    panel,
    undo: undo.map(({ id, count, undoUntil }) => ({ id, count, until: undoUntil.toISOString() })),
    told: query.get('told'),
    promise: answerWords(times),
    formKey: randomUUID(),
    staff: !community,
  }
}

async function panelOf(guest: MemberGuest, item: QueueItem, now: Date): Promise<Panel | null> {
  const program = guest.program.id
  if (item.kind === 'submission') return submissionPanel(program, Number(item.id))
  if (item.kind === 'dispute') {
    const dispute = (await openDisputes(program)).find((row) => String(row.id) === item.id)
    return dispute ? disputePanel(guest, dispute, item.who, now) : null
  }
  if (item.kind !== 'flag') return { kind: 'link', item }
  const flag = (await openFlags(program)).find((row) => String(row.id) === item.id)
  if (!flag) return null
  const { id, title, detail, url, memberId, raisedAt } = flag
  return {
    kind: 'flag',
    id,
    title,
    detail,
    url,
    memberId,
    who: item.who,
    sort: flagTitles[flag.kind] ?? flag.kind,
    raisedAt: raisedAt.toISOString(),
  } satisfies FlagPanel
}

async function disputePanel({ program, member }: MemberGuest, dispute: DisputeRow, who: string, now: Date): Promise<DisputePanel> {
  const handles = await handlesOf(program.id, dispute.barred)
  const names = dispute.barred.map((id) => `@${handles[id] ?? id}`).join(', ')
  const about = dispute.kind === 'measure' ? (await measuresOf(program.id, dispute.memberId)).find((row) => row.id === dispute.subjectId) : undefined
  const needed = dispute.kind === 'measure' ? 'take_measures' : 'review_submissions'
  const second = !dispute.barred.includes(member.id)
  const right = may(member.roles, needed)
  return {
    kind: 'dispute',
    id: dispute.id,
    title: dispute.title,
    who,
    memberId: dispute.memberId,
    reason: dispute.reason,
    openedAt: dispute.openedAt.toISOString(),
    dueAt: dispute.dueAt.toISOString(),
    overdue: dispute.dueAt < now,
    barred: !second ? `You decided this first (${names}), so somebody else answers.` : right ? null : 'Your role does not answer this.',
    submission: dispute.kind === 'submission' ? await submissionPanel(program.id, dispute.subjectId) : null,
    measure: about ? { step: stepTitles[about.step], reason: about.reason, note: about.note, at: about.at.toISOString() } : null,
  }
}
