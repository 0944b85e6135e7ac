import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import type { Fault } from '#app/domain/challenges/checks.ts'
import { draftFrom } from '#app/domain/challenges/draft-form.ts'
import { type Draft, type StageMove, moveStages } from '#app/domain/challenges/draft.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { checkChallenge } from '#app/flows/check-challenge.server.ts'
import { duplicateChallenge } from '#app/flows/duplicate-challenge.server.ts'
import { keepTemplate } from '#app/flows/keep-template.server.ts'
import { type ChallengeMove, moveChallenge } from '#app/flows/move-challenge.server.ts'
import { publishChallenge } from '#app/flows/publish-challenge.server.ts'
import { saveChallenge } from '#app/flows/save-challenge.server.ts'
import { typesById } from './challenge-view.server.ts'
import { numberFrom } from './reader.server.ts'
import { knownKinds } from './rule-view.server.ts'

type Actor = MemberGuest['actor']

/** Where to go on, or why not. */
export type Acted = { to: string } | { status: number; refusal: string; faults: Fault[] }

const refused = (status: number, refusal: string, faults: Fault[] = []): Acted => ({ status, refusal, faults })
const wholes = ['close', 'reopen', 'archive', 'restore'] as const

/** Does what the button says that was pressed. */
export async function actOnChallenge(program: Program, actor: Actor, challenge: Challenge, form: FormData): Promise<Acted> {
  const wish = String(form.get('do') ?? 'save')
  const here = `/manage/challenges/${challenge.id}`
  const move = wholes.find((one) => one === wish) satisfies ChallengeMove | undefined
  if (move) {
    const moved = await moveChallenge(challenge.id, move, actor)
    return 'message' in moved ? refused(409, moved.message) : { to: `${here}?told=${move}` }
  }
  if (wish === 'duplicate') {
    const copied = await duplicateChallenge(challenge.id, actor)
    return 'message' in copied ? refused(409, copied.message) : { to: `/manage/challenges/${copied.id}?told=copied` }
  }
  if (wish === 'template') {
    const kept = await keepTemplate(challenge.id, actor)
    return 'message' in kept ? refused(409, kept.message) : { to: `${here}?told=template` }
  }
  return saveWith(program, actor, challenge, form, wish)
}

async function saveWith(program: Program, actor: Actor, challenge: Challenge, form: FormData, wish: string): Promise<Acted> {
  const { draft, faults } = draftFrom(form, typesById, program.timeZone)
  if (faults.length > 0) return refused(400, 'Not saved yet. What you wrote is still here.', faults)
  const moved: Draft = { ...draft, stages: moveOf(wish, form) ? moveStages(draft.stages, moveOf(wish, form)!) : draft.stages }
  // What members see already must stay whole: it is checked before it is kept.
  if (challenge.state !== 'draft') {
    const checked = await checkChallenge(program, challenge.id, moved, true, new Date(), knownKinds())
    const stops = checked.faults.filter((fault) => fault.weight === 'stop')
    const own = stops.filter((fault) => challenge.state === 'published' || fault.field !== 'closes')
    if (own.length > 0) return refused(400, 'Not saved: members see this challenge, and it would not be whole.', own)
  }
  const saved = await saveChallenge({ id: challenge.id, basedOn: numberFrom(form.get('basedOn')) ?? 0, draft: moved }, actor)
  if ('message' in saved) return refused(409, saved.message)
  const here = `/manage/challenges/${challenge.id}`
  if (wish !== 'publish') return { to: moveOf(wish, form) ? `${here}#stages` : `${here}?told=saved` }
  const published = await publishChallenge(program, challenge.id, actor, knownKinds())
  if (published.kind === 'published') return { to: `${here}?told=published` }
  return 'faults' in published ? refused(400, 'Saved, and not published yet.', published.faults) : refused(409, published.message)
}

function moveOf(wish: string, form: FormData): StageMove | null {
  if (wish === 'add') {
    const type = typesById.get(String(form.get('addType')))
    return type ? { do: 'add', type: type.id, title: type.task } : null
  }
  const [what, key = ''] = wish.split(':')
  return what === 'up' || what === 'down' || what === 'remove' ? { do: what, key } : null
}
