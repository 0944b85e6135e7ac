import type { Activity, Party } from '#app/contract/activity.ts'
import type { Answer, Question, User } from './api.ts'

export const questionSubject = (id: string) => `question:${id}`
export const answerSubject = (id: string) => `answer:${id}`
export const acceptedSubject = (id: string) => `accepted:${id}`

/** An account of this site by its number; nobody where the account is gone. */
export function partyOf(user: User | undefined): Party | null {
  return user?.user_id === undefined ? null : { id: user.user_id, handle: user.display_name || user.user_id }
}

/** What of a question an answer to it needs. */
export type Asked = { id: string; title: string; link: string; tags: string[]; by: Party | null }

/** A question as its answers need it. */
export function askedOf({ question_id, title, link, tags, owner }: Question): Asked {
  return { id: question_id, title, link, tags: tags.slice(0, 10), by: partyOf(owner) }
}

/** A question as a deed; none where the asker's account is gone. */
export function questionDeed({ question_id, title, link, tags, score, creation_date, owner }: Question): Activity[] {
  const actor = partyOf(owner)
  if (!actor) return []
  const object = { id: questionSubject(question_id), title, url: link }
  return [{ kind: 'question.asked', externalId: object.id, actor, object, occurredAt: creation_date, facts: { tags, score } }]
}

/** An answer, and that it is the accepted one: when it became that is told by nobody, so it is dated as the answer is. */
export function answerDeeds(answer: Answer, asked: Asked): Activity[] {
  const actor = partyOf(answer.owner)
  if (!actor) return []
  const { answer_id, creation_date, score } = answer
  const given: Activity = {
    kind: 'answer.given',
    externalId: answerSubject(answer_id),
    actor,
    object: { id: questionSubject(asked.id), title: asked.title, url: linkOf(asked, answer_id) },
    occurredAt: creation_date,
    facts: { tags: asked.tags, score, own_question: asked.by?.id === actor.id },
    ...(asked.by ? { others: [{ ...asked.by, role: 'asker' }] } : {}),
  }
  return answer.is_accepted ? [given, acceptance({ answerId: answer_id, actor, asked, at: creation_date })] : [given]
}

/** That an answer is the accepted one, at a moment. */
export function acceptance({ answerId, actor, asked, at }: { answerId: string; actor: Party; asked: Asked; at: Date }): Activity {
  return {
    kind: 'answer.accepted',
    externalId: acceptedSubject(answerId),
    actor,
    object: { id: questionSubject(asked.id), title: asked.title, url: linkOf(asked, answerId) },
    occurredAt: at,
    facts: { tags: asked.tags, self_accepted: asked.by?.id === actor.id },
    ...(asked.by ? { others: [{ ...asked.by, role: 'chooser' }] } : {}),
  }
}

/** The address of an answer: that of its question with the answer's own part. */
function linkOf({ link, id }: Asked, answerId: string): string {
  return URL.canParse(link) ? `${new URL(link).origin}/questions/${id}/#${answerId}` : ''
}
