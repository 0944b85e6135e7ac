import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { noticesOf } from '#app/domain/notices/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { answerTimes, waitingSubmissions } from '#app/domain/challenges/queries/review.server.ts'
import { answerWords } from '#app/domain/challenges/verdicts.ts'
import { approveMany } from '#app/flows/approve-many.server.ts'
import { askAgain } from '#app/flows/ask-again.server.ts'
import { decideDispute } from '#app/flows/decide-dispute.server.ts'
import { reviewSubmission } from '#app/flows/review-submission.server.ts'
import { undoApprovals } from '#app/flows/undo-approvals.server.ts'
import { openDisputes } from '#app/domain/reviews/queries.server.ts'
import { submissionPanel } from '#app/routes/queue/submission-panel.server.ts'
import { begin, publish, stage } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { mails } from '#tests/support/people.ts'

type Challenge = Awaited<ReturnType<typeof publish>>

let program: Program
let ines: number
let grace: number
let omar: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
  grace = await addMember('grace', { linked: false })
  omar = await addMember('omar', { linked: false })
})

const story = stage({ type: 'text', title: 'Tell us', settings: { least: 1, most: 5000, check: 'person', answers: [] } })

/** A member hands something in for the first stage: it waits. Answers the submission. */
async function handedIn(challenge: Challenge, memberId: number, part: { text?: string; language?: string; at?: string } = {}): Promise<number> {
  const round = await begin(challenge, memberId)
  const { text = 'How I moved our backups to the new place, step by step.', language = '', at = new Date().toISOString() } = part
  const [row] = await sqlAlone<{ id: number }>(
    `INSERT INTO submission (program_id, participation_id, stage_id, member_id, state, content, text, language, created_at, handed_in_at)
     VALUES (1, $1, $2, $3, 'waiting', $4, $5, $6, $7, $7) RETURNING id`,
    [round, challenge.stages[0], memberId, JSON.stringify({ text }), text, language, at],
  )
  return row?.id ?? 0
}

const said = (by: number, submission: number, verdict: 'approve' | 'return' | 'reject', part: object = {}) =>
  reviewSubmission({ program: 1, by }, program, {
    ...{ submission, version: 1, verdict, reason: 'Please add how long it took.', points: null, note: '', languages: null },
    ...part,
  })
const stateOf = async (id: number) => (await sqlAlone<{ state: string; text: string }>('SELECT state, text FROM submission WHERE id = $1', [id]))[0]

test('[CH-15][MA-04] two managers at once never decide the same thing twice, nobody judges their own work, and a returned one keeps text and reason', async () => {
  const challenge = await publish({ stages: [story], award: { points: 40 } })
  const id = await handedIn(challenge, ines)
  expect(await said(ines, id, 'approve')).toMatchObject({ kind: 'own_work' })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => said(n % 2 ? grace : omar, id, n % 3 ? 'approve' : 'return')))
  expect(answers.filter((answer) => answer.kind === 'decided')).toHaveLength(1)
  expect(answers.filter((answer) => answer.kind === 'decided_before')).toHaveLength(19)
  expect(await sqlAlone('SELECT 1 FROM verdict')).toHaveLength(1)
  await expect(sqlAlone(`UPDATE verdict SET reason = 'Another one'`)).rejects.toThrow()

  const other = await handedIn(await publish({ stages: [story], title: 'Backups' }), ines, { text: 'Words that must not be lost.' })
  expect(await said(grace, other, 'return')).toMatchObject({ kind: 'decided' })
  expect(await stateOf(other)).toEqual({ state: 'returned', text: 'Words that must not be lost.' })
  const panel = await submissionPanel(1, other)
  expect(panel?.said).toMatchObject([{ verdict: 'return', reason: 'Please add how long it took.', byName: 'grace' }])
  const [notice] = await noticesOf(1, ines, null, 1)
  expect(notice).toMatchObject({ kind: 'submission.returned', title: 'One more round: Backups', body: 'Please add how long it took.' })
  expect((await mails()).at(-1)?.fill).toMatchObject({ quote: 'Please add how long it took.', deed: 'Change it and hand it in again' })
})

test('[CH-16][MA-04] with three needed the third approval pays, once, what the last reviewer chose inside the range; value and note stand in the ledger', async () => {
  const challenge = await publish({ stages: [story], award: { points: { min: 20, max: 60 } }, reviewersNeeded: 3, title: 'Backups' })
  const id = await handedIn(challenge, ines)
  const third = await addMember('third', { linked: false })
  expect(await said(grace, id, 'approve', { points: 30 })).toEqual({ kind: 'counted', approvals: 1, needed: 3 })
  expect(await said(grace, id, 'approve')).toMatchObject({ kind: 'judged_before' })
  expect(await said(omar, id, 'approve')).toMatchObject({ kind: 'counted', approvals: 2 })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0 })
  expect(await said(third, id, 'approve', { points: 61 })).toMatchObject({ kind: 'out_of_range' })
  expect(await stateOf(id)).toMatchObject({ state: 'waiting' })
  expect(await said(third, id, 'approve', { points: 45, note: 'Clear and short.' })).toMatchObject({ kind: 'decided' })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 45 })
  expect(await sqlAlone(`SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement WHERE points = 45`)).toEqual([
    { reason: expect.stringContaining('Clear and short.') },
  ])
  await settleAll()
  expect(await brokenInvariants()).toEqual([])
})

test('[MA-04] a community reviewer sees and judges the languages named, and nothing of another one', async () => {
  const challenge = await publish({ stages: [story] })
  const german = await handedIn(challenge, ines, { language: 'de' })
  const english = await handedIn(challenge, omar, { language: 'en', text: 'An answer in English that nobody wrote before.' })
  expect((await waitingSubmissions(1, ['de'])).map((row) => row.id)).toEqual([german])
  expect((await waitingSubmissions(1, [])).map((row) => row.id)).toEqual([german, english])
  expect(await said(grace, english, 'approve', { languages: ['de'] })).toMatchObject({ kind: 'other_language' })
  expect(await said(grace, german, 'approve', { languages: ['de'] })).toMatchObject({ kind: 'decided' })
})

test(
  '[MA-02] approving a hundred at once makes a hundred lines; undo within ten minutes reverses them all, once, and all wait again',
  { timeout: 180_000 },
  async () => {
    const challenge = await publish({ stages: [story], award: { points: 25 } })
    const people = await sqlAlone<{ id: number }>(
      `INSERT INTO member (program_id, handle, display_name, email, time_zone)
     SELECT 1, 'person-' || n, 'Person ' || n, 'person-' || n || '@example.test', 'UTC' FROM generate_series(1, 100) AS n RETURNING id`,
    )
    const rows = await sqlAlone<{ id: number }>(
      `WITH round AS (INSERT INTO participation (program_id, challenge_id, member_id, stage_id, stage_at, started_at)
       SELECT 1, $1, unnest($2::bigint[]), $3, now(), now() RETURNING id, member_id)
     INSERT INTO submission (program_id, participation_id, stage_id, member_id, state, created_at, handed_in_at)
     SELECT 1, id, $3, member_id, 'waiting', now(), now() FROM round RETURNING id`,
      [challenge.id, people.map((person) => person.id), challenge.stages[0]],
    )
    const own = await handedIn(challenge, grace)
    const items = [...rows, { id: own }].map(({ id }) => ({ submission: id, version: 1 }))
    const order = { items, key: randomUUID(), languages: null }
    const by = { program: 1, by: grace }
    const done = await approveMany(by, program, order)
    expect(done).toMatchObject({ kind: 'approved', approved: 100, skipped: 1 })
    expect(await approveMany(by, program, order)).toEqual({ kind: 'done_before' })
    expect(await sqlAlone('SELECT count(*)::int AS lines, sum(amount)::int AS sum FROM transfer')).toEqual([{ lines: 100, sum: 2500 }])
    const bulk = 'id' in done ? done.id : 0
    expect(await undoApprovals(by, program, bulk, new Date(Date.now() + 11 * 60_000))).toMatchObject({ kind: 'too_late' })
    expect(await undoApprovals({ program: 1, by: omar }, program, bulk)).toMatchObject({ kind: 'not_found' })
    const answers = await Promise.all(Array.from({ length: 5 }, () => undoApprovals(by, program, bulk)))
    expect(answers.filter((answer) => answer.kind === 'undone')).toEqual([{ kind: 'undone', submissions: 100 }])
    expect(await sqlAlone('SELECT count(*)::int AS lines FROM transfer_reversal')).toEqual([{ lines: 100 }])
    expect(await sqlAlone(`SELECT count(*)::int AS count FROM submission WHERE state = 'waiting'`)).toEqual([{ count: 101 }])
    const person = people[0]?.id ?? 0
    expect(await balanceOf(person)).toMatchObject({ lifetime: 0, spendable: 0 })
    expect(await said(grace, rows[0]?.id ?? 0, 'approve')).toMatchObject({ kind: 'decided_before' })
    expect(await said(grace, rows[0]?.id ?? 0, 'approve', { version: 2 })).toMatchObject({ kind: 'decided' })
    expect((await wordsOf(person)).filter((word) => word.status === 'counted').map((word) => word.points)).toEqual([25])
    expect(await brokenInvariants()).toEqual([])
  },
)

test('[AB-11][AB-10] a dispute goes to somebody who did not decide, within seven days, closes with a reason, and when it was right pays', async () => {
  const challenge = await publish({ stages: [story], award: { points: 30 }, title: 'Backups' })
  const id = await handedIn(challenge, ines)
  const again = (reason = 'The recording shows all of it.') => askAgain({ program: 1, by: ines }, { submission: id, reason })
  expect(await again()).toMatchObject({ kind: 'not_found' })
  await said(grace, id, 'reject')
  expect(await askAgain({ program: 1, by: omar }, { submission: id, reason: 'It is not mine, but still.' })).toMatchObject({ kind: 'not_found' })
  const asked = await again()
  expect(asked).toMatchObject({ kind: 'asked' })
  expect(Math.round(((asked as { dueAt: Date }).dueAt.getTime() - Date.now()) / 86_400_000)).toBe(7)
  expect(await again()).toMatchObject({ kind: 'asked_before' })
  const [dispute] = await openDisputes(1)
  const answer = { dispute: dispute?.id ?? 0, outcome: 'changed' as const, answer: 'The recording was overlooked. Sorry.', points: null }
  expect(await decideDispute({ program: 1, by: grace }, program, answer)).toMatchObject({ kind: 'not_second' })
  expect(await decideDispute({ program: 1, by: ines }, program, answer)).toMatchObject({ kind: 'not_second' })
  const answers = await Promise.all(Array.from({ length: 4 }, () => decideDispute({ program: 1, by: omar }, program, answer)))
  expect(answers.map((one) => one.kind).sort()).toEqual(['decided', 'decided_before', 'decided_before', 'decided_before'])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 30 })
  expect(await stateOf(id)).toMatchObject({ state: 'approved' })
  expect((await noticesOf(1, ines, null, 9)).map((notice) => notice.kind)).toContain('dispute.answered')
  expect(await openDisputes(1)).toEqual([])
  await settleAll()
  expect(await brokenInvariants()).toEqual([])
})

test('[AB-07][AB-08] a text that is nearly another’s is flagged with both side by side, and the declared policy stands beside what was handed in', async () => {
  const challenge = await publish({ stages: [story], generatedPolicy: 'declare' })
  const text = 'I wrote a small script that copies the backups at night, checks each of them, and tells the team in the morning what it found.'
  await handedIn(challenge, omar, { text })
  const id = await handedIn(challenge, ines, { text: text.replace('a small script', 'a tiny script').toUpperCase() })
  const different = await handedIn(challenge, grace, {
    text: 'We never had backups. Then a disk died, and now everybody asks me for the story of that night.',
  })
  await sqlAlone('UPDATE submission SET declared_generated = true WHERE id = $1', [id])
  const panel = await submissionPanel(1, id)
  expect(panel?.like).toMatchObject({ name: 'omar', text })
  expect(panel?.like?.share).toBeGreaterThanOrEqual(0.9)
  expect([panel?.policy, panel?.declared]).toEqual(['declare', true])
  expect((await submissionPanel(1, different))?.like).toBeNull()
})

test('[MA-01] members read how long an answer usually takes, counted from what was answered', async () => {
  expect(answerWords(await answerTimes(1, new Date()))).toBe('A person looks at it')
  const challenge = await publish({ stages: [story] })
  const id = await handedIn(challenge, ines, { at: new Date(Date.now() - 30 * 3_600_000).toISOString() })
  await said(grace, id, 'approve')
  expect(answerWords(await answerTimes(1, new Date()))).toBe('Usually answered within 2 days')
})
