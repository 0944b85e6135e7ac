import type { SeenView } from '#app/components/manage/challenge-seen.tsx'
import { audienceSample, audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { type Challenge, opennessOf } from '#app/domain/challenges/challenges.ts'
import { handlesOf, zoneOf } from '#app/domain/members/queries/manage.server.ts'
import { memberNamed } from '#app/domain/members/queries/merges.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { viewOf } from '#app/routes/hub/challenge-view.server.ts'
import { visibleChallenges } from '#app/routes/hub/challenges-view.server.ts'
import { numberFrom } from './reader.server.ts'

type Viewer = { id: number; handle: string }
type Found = { member: Viewer; others: Viewer[] } | { trouble: string } | { nobody: true }

/** Through whose eyes: the member whom the address names, or the one of a segment who was here last. */
export async function viewerFrom(program: number, query: URLSearchParams, now: Date): Promise<Found> {
  const handle = (query.get('as') ?? '').trim().replace(/^@/, '').toLowerCase()
  if (handle !== '') {
    const id = await memberNamed(program, handle)
    const name = id === null ? undefined : (await handlesOf(program, [id]))[id]
    return id !== null && name ? { member: { id, handle: name }, others: [] } : { trouble: `There is no active member @${handle}.` }
  }
  const segment = numberFrom(query.get('segment'))
  if (segment === null) return { nobody: true }
  const [first, ...others] = await audienceSample(program, { segments: [segment] }, now, 8)
  return first ? { member: first, others } : { trouble: 'Nobody is in this segment now.' }
}

const closedWords = {
  soon: 'It is not open yet. They see when it opens, and cannot begin.',
  closed: 'It is closed. They see it with what they did, and cannot begin.',
  hidden: 'They get “not found”.',
}

/** What of a challenge this member sees now, by the very view of their own page, and why not if they see nothing. Reads only. */
export async function seenBy(program: Program, challenge: Challenge, member: Viewer, now: Date): Promise<SeenView> {
  // A draft is looked at as if it were published, and its campaign running: that is what the preview is for.
  const draft = challenge.state === 'draft'
  const shown: Challenge = draft ? { ...challenge, state: 'published', pausedAt: null } : challenge
  const openness = opennessOf(shown, now)
  const zone = (await zoneOf(program.id, member.id)) ?? program.timeZone
  const who = { program, member: { id: member.id, timeZone: zone, state: 'active' as const } }
  const [[meant], others] = await Promise.all([audiencesWith(program.id, member.id, [challenge.audience], now), visibleChallenges(who, now)])
  const view = await viewOf(who, shown, others, now)
  // What the member wrote is theirs: the preview shows the form, not what stands in it.
  const here = view.here && { ...view.here, content: {}, code: view.here.code && 'laurel-abc123' }
  return {
    visible: meant === true && openness !== 'hidden',
    why: meant !== true ? 'They are not in its audience: they get “not found”.' : openness === 'open' ? null : closedWords[openness],
    draft,
    view: { ...view, here },
  }
}
