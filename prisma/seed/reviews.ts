import { randomUUID } from 'node:crypto'
import { type Actor, inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { awardSchema, extraSchema, recurrenceSchema } from '#app/domain/challenges/challenges.ts'
import { addChallenge, beginRound, type ChallengeDraft } from '#app/domain/challenges/commands.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { answerConversation } from '#app/flows/answer-conversation.server.ts'
import { askAgain } from '#app/flows/ask-again.server.ts'
import { nameReviewer } from '#app/flows/name-reviewer.server.ts'
import { rateChallenge } from '#app/flows/rate-challenge.server.ts'
import { reviewSubmission } from '#app/flows/review-submission.server.ts'
import { writeComment } from '#app/flows/write-comment.server.ts'
import { writeToStaff } from '#app/flows/write-to-staff.server.ts'
import { answers, comments, questions, story } from './review-words.ts'

const hour = 3_600_000

/** A challenge whose stories a person reads, with some that wait, one that was returned, a dispute, questions to the team, and what members say about it. */
export async function fillReviews(actor: Actor, now: Date): Promise<void> {
  const program = await programById(actor.program)
  const [known] = await sqlAlone('SELECT 1 AS known FROM challenge WHERE program_id = $1 AND slug = $2', [actor.program, story.slug])
  if (known || !program) return
  const ids = await peopleIn(actor.program)
  const by = (handle: string) => ({ program: actor.program, by: ids.get(handle) ?? 0 })
  const manager = by('grace-kimani')
  const [staff] = await sqlAlone<{ id: number }>(
    `SELECT m.id FROM member m JOIN member_role r ON r.program_id = m.program_id AND r.member_id = m.id AND r.role = 'manager' WHERE m.program_id = $1 LIMIT 1`,
    [actor.program],
  )
  if (staff) manager.by = staff.id
  const challenge = await inTransaction(actor, (scope) => addChallenge(scope, draftOf(manager.by, now)))
  for (const { handle, text, language, hoursAgo, verdict, dispute } of answers) {
    const member = by(handle)
    const at = new Date(now.getTime() - hoursAgo * hour)
    const submission = await handIn(member, challenge, { text, language }, at)
    if (!verdict) continue
    const said = { submission, version: 1, points: null, note: '', languages: null, ...verdict }
    await reviewSubmission(manager, program, said, new Date(at.getTime() + 20 * hour))
    if (dispute) await askAgain(member, { submission, reason: dispute }, new Date(at.getTime() + 26 * hour))
  }
  for (const { handle, body, hoursAgo, useful } of comments) {
    const saying = { challenge: { id: challenge.id, slug: story.slug, title: story.title }, key: randomUUID(), body, answers: null, name: handle }
    if (body) await writeComment(by(handle), saying, new Date(now.getTime() - hoursAgo * hour))
    await rateChallenge(by(handle), challenge.id, useful)
  }
  for (const { handle, subject, body, page, pageTitle, hoursAgo, answer } of questions) {
    const at = new Date(now.getTime() - hoursAgo * hour)
    const asked = await writeToStaff(by(handle), { key: randomUUID(), subject, body, page, pageTitle }, at)
    if (answer && 'id' in asked)
      await answerConversation(manager, { conversation: asked.id, key: randomUUID(), body: answer, close: false }, new Date(at.getTime() + 3 * hour))
  }
  await nameReviewer(manager, { handle: 'yuki-tanaka', languages: ['ja', 'en'] }, now)
}

async function peopleIn(program: number): Promise<Map<string, number>> {
  const rows = await sqlAlone<{ id: number; handle: string }>('SELECT id, handle FROM member WHERE program_id = $1 AND handle IS NOT NULL', [program])
  return new Map(rows.map((row) => [row.handle, row.id]))
}

function draftOf(manager: number, now: Date): ChallengeDraft {
  return {
    ...{ slug: story.slug, title: story.title, summary: story.summary, body: story.body, state: 'published', opensAt: null, closesAt: null },
    ...{ timeZone: 'UTC', minutes: 20, effort: 'medium', language: '', topics: [], audience: {}, places: null, needs: [], campaignId: null },
    ...{ generatedPolicy: 'declare', reviewersNeeded: 1, onboarding: false, position: 5, createdBy: manager || null },
    publishedAt: new Date(now.getTime() - 30 * 24 * hour),
    award: awardSchema.parse({ mode: 'final', points: { min: 80, max: 200 } }),
    recurrence: recurrenceSchema.parse({}),
    extra: extraSchema.parse({}),
    stages: [
      {
        type: 'text',
        title: 'Tell your story',
        body: '',
        settings: { least: 80, most: 5000, check: 'person', answers: [] },
        points: 0,
        branch: [],
      },
    ],
  }
}

type Written = { text: string; language: string }

async function handIn(
  by: Actor & { by: number },
  challenge: { id: number; stages: number[] },
  { text, language }: Written,
  at: Date,
): Promise<number> {
  return inTransaction(
    by,
    async (scope) => {
      const stageId = challenge.stages[0] ?? 0
      const round = await beginRound(scope, { challengeId: challenge.id, memberId: by.by, round: 'once', stageId })
      const [row] = await scope.sql<{ id: number }>(
        `INSERT INTO submission (program_id, participation_id, stage_id, member_id, state, content, text, language, declared_generated, created_at, handed_in_at)
         VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, false, $8, $8) RETURNING id`,
        [scope.program, round, stageId, by.by, JSON.stringify({ text }), text, language, at],
      )
      return row?.id ?? 0
    },
    at,
  )
}
