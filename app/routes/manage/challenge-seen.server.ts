import type { SeenView } from '#app/components/manage/challenge-seen.tsx'
import { audienceSample, audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { type Challenge, opennessOf, worthOf } from '#app/domain/challenges/challenges.ts'
import { listedChallenges } from '#app/domain/challenges/queries/authoring.server.ts'
import { doneChallenges, roundOf } from '#app/domain/challenges/queries/done.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { memberNamed } from '#app/domain/members/queries/merges.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { typesById } from './challenge-view.server.ts'
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

/** What of a challenge this member sees now, and why not if they see nothing. Reads only. */
export async function seenBy(program: Program, challenge: Challenge, member: Viewer, now: Date): Promise<SeenView> {
  // A draft is looked at as if it were published: that is what the preview is for.
  const openness = opennessOf({ ...challenge, state: challenge.state === 'draft' ? 'published' : challenge.state }, now)
  const [[meant], done, all, round] = await Promise.all([
    audiencesWith(program.id, member.id, [challenge.audience], now),
    doneChallenges(program.id, [member.id]),
    listedChallenges(program.id),
    roundOf(program.id, challenge.id, member.id),
  ])
  const finished = done.get(member.id) ?? new Set<string>()
  const missing = all.filter((one) => challenge.needs.includes(one.id) && !finished.has(one.slug)).map((one) => one.title)
  const stages = [...challenge.stages].sort((one, other) => one.position - other.position)
  return {
    visible: meant === true && openness !== 'hidden',
    why: meant !== true ? 'They are not in its audience: they get “not found”.' : openness === 'open' ? null : closedWords[openness],
    draft: challenge.state === 'draft',
    missing,
    title: challenge.title,
    summary: challenge.summary,
    body: renderMarkdown(challenge.body),
    minutes: challenge.minutes,
    worth: worthOf(challenge),
    completed: round?.state === 'completed',
    steps: stages.map((stage) => ({
      id: stage.id,
      title: stage.title,
      label: typesById.get(stage.type)?.task ?? stage.type,
      body: renderMarkdown(stage.body),
      state: round?.passed.includes(stage.id) ? 'done' : (round ? round.stageId === stage.id : stage === stages[0]) ? 'here' : 'later',
    })),
  }
}
