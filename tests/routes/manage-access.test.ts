import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { beforeAll, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Permission, type Role, permissions, roles } from '#app/domain/members/roles.ts'
import * as audit from '#app/routes/manage/audit.tsx'
import * as awards from '#app/routes/manage/awards.tsx'
import * as boardSegments from '#app/routes/manage/board-segments.tsx'
import * as boards from '#app/routes/manage/boards.tsx'
import * as design from '#app/routes/manage/design.tsx'
import * as frame from '#app/routes/manage/frame.tsx'
import * as home from '#app/routes/manage/home.tsx'
import * as ledger from '#app/routes/manage/ledger.tsx'
import * as mailMessage from '#app/routes/manage/mail-message.tsx'
import * as mail from '#app/routes/manage/mail.tsx'
import * as levelsPage from '#app/routes/manage/levels.tsx'
import * as badgesPage from '#app/routes/manage/badges.tsx'
import * as cardsPage from '#app/routes/manage/cards.tsx'
import * as streaksPage from '#app/routes/manage/streaks.tsx'
import * as pathsPage from '#app/routes/manage/paths.tsx'
import * as memberConduct from '#app/routes/manage/member-conduct.tsx'
import * as memberBadges from '#app/routes/manage/member-badges.tsx'
import * as member from '#app/routes/manage/member.tsx'
import * as members from '#app/routes/manage/members.tsx'
import * as ruleNew from '#app/routes/manage/rule-new.tsx'
import * as conversation from '#app/routes/manage/conversation.tsx'
import * as messagesPage from '#app/routes/manage/messages.tsx'
import * as merge from '#app/routes/manage/merge.tsx'
import * as queue from '#app/routes/manage/queue.tsx'
import * as reviewers from '#app/routes/manage/reviewers.tsx'
import * as feedback from '#app/routes/manage/feedback.tsx'
import * as merges from '#app/routes/manage/merges.tsx'
import * as rule from '#app/routes/manage/rule.tsx'
import * as rules from '#app/routes/manage/rules.tsx'
import { blankDraft } from '#app/domain/challenges/draft.ts'
import { saveChallenge } from '#app/flows/save-challenge.server.ts'
import appRoutes from '#app/routes.ts'
import { authoringVisits } from '#tests/routes/authoring-visits.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { channelDoors } from '#tests/support/channel-doors.ts'
import { connectionDoors } from '#tests/support/connection-doors.ts'
import { quizDoors } from '#tests/support/quiz-doors.ts'
import { storeDoors } from '#tests/support/store-doors.ts'
import { togetherDoors } from '#tests/support/together-doors.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

type Door = {
  loader: (args: LoaderFunctionArgs) => Promise<unknown>
  action?: (args: ActionFunctionArgs) => Promise<unknown>
}
type Visit = {
  file: string
  door: Door
  params: Record<string, string>
  see: Permission
  change?: { form: Record<string, string>; needs: Permission }[]
}

const context = { nonce: '' }
const cookies = new Map<Role | 'member' | 'visitor', string>()
let visits: Visit[]
const ids = new Map<Role | 'member', number>()

beforeAll(async () => {
  await resetDatabase()
  await openHub()
  for (const who of [...roles, 'member'] as const) {
    const id = await addMember(who.replace('_', '-'), { linked: false })
    ids.set(who, id)
    if (who !== 'member') await sqlAlone('INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, $2)', [id, who])
    const set = await openSession(new Request('http://localhost:3000/'), 1, id)
    cookies.set(who, set.split(';')[0] ?? '')
  }
  const ruleId = String(await addRule({ kinds: ['generic:article.published'] }))
  await addMember('ines')
  const stored = await send(message({ id: 'a1' }))
  await settleAll()
  const [mailRow] = await sqlAlone<{ id: number }>(
    `INSERT INTO message (program_id, key, template, to_address, payload, state, subject) VALUES (1, 'm', 'reset-password', 'a@b.test', '{}', 'sent', 'Hello') RETURNING id`,
  )
  const [asked] = await sqlAlone<{ id: number }>(
    `INSERT INTO conversation (program_id, member_id, subject, page, page_title, opened_at, last_at, waiting_from) VALUES (1, $1, 'Hello', '/', '', now(), now(), now()) RETURNING id`,
    [ids.get('member')],
  )
  const draft = { ...blankDraft('UTC'), title: 'A draft' }
  const kept = await saveChallenge({ id: null, basedOn: 0, draft }, { program: 1, by: null })
  const [framed] = await sqlAlone<{ id: number }>(
    `INSERT INTO campaign (program_id, slug, title, time_zone, created_at) VALUES (1, 'spring', 'Spring', 'UTC', now()) RETURNING id`,
  )
  const draftParams = { id: 'id' in kept ? String(kept.id) : '' }
  const deliveryId = 'delivery' in stored ? String(stored.delivery) : ''
  visits = [
    { file: 'frame.tsx', door: frame, params: {}, see: 'enter_manage' },
    { file: 'home.tsx', door: home, params: {}, see: 'enter_manage' },
    { file: 'design.tsx', door: design, params: {}, see: 'see_rules' },
    { file: 'rules.tsx', door: rules, params: {}, see: 'see_rules', change: [{ form: { id: '9999', to: 'off' }, needs: 'edit_rules' }] },
    { file: 'rule-new.tsx', door: ruleNew, params: {}, see: 'edit_rules', change: [{ form: { title: '' }, needs: 'edit_rules' }] },
    {
      file: 'rule.tsx',
      door: rule,
      params: { id: ruleId },
      see: 'see_rules',
      change: [
        { form: { do: 'save', title: '' }, needs: 'edit_rules' },
        { form: { do: 'switch', to: 'on' }, needs: 'edit_rules' },
      ],
    },
    ...(await channelDoors(deliveryId)),
    { file: 'members.tsx', door: members, params: {}, see: 'see_members' },
    {
      file: 'member.tsx',
      door: member,
      params: { id: String(ids.get('member')) },
      see: 'see_members',
      change: [
        { form: { do: 'correct', amount: '1' }, needs: 'correct_points' },
        { form: { do: 'roles' }, needs: 'grant_roles' },
      ],
    },
    { file: 'levels.tsx', door: levelsPage, params: {}, see: 'see_rules', change: [{ form: { title: '' }, needs: 'edit_rules' }] },
    { file: 'badges.tsx', door: badgesPage, params: {}, see: 'see_rules', change: [{ form: { title: '' }, needs: 'edit_rules' }] },
    { file: 'cards.tsx', door: cardsPage, params: {}, see: 'see_rules', change: [{ form: { title: '' }, needs: 'edit_rules' }] },
    { file: 'streaks.tsx', door: streaksPage, params: {}, see: 'see_rules', change: [{ form: { title: '' }, needs: 'edit_rules' }] },
    { file: 'paths.tsx', door: pathsPage, params: {}, see: 'see_rules', change: [{ form: { title: '' }, needs: 'edit_rules' }] },
    {
      file: 'member-badges.tsx',
      door: memberBadges,
      params: { id: String(ids.get('member')) },
      see: 'see_members',
      change: [{ form: { way: 'give' }, needs: 'correct_points' }],
    },
    {
      file: 'ledger.tsx',
      door: ledger,
      params: {},
      see: 'see_ledger',
      change: ['policy', 'add', 'rename'].map((what) => ({ form: { do: what }, needs: 'edit_ledger' as const })),
    },
    {
      file: 'boards.tsx',
      door: boards,
      params: {},
      see: 'edit_boards',
      change: ['plan', 'remove', 'settings'].map((what) => ({ form: { do: what }, needs: 'edit_boards' as const })),
    },
    {
      file: 'board-segments.tsx',
      door: boardSegments,
      params: {},
      see: 'edit_boards',
      change: ['add', 'remove'].map((what) => ({ form: { do: what }, needs: 'edit_boards' as const })),
    },
    {
      file: 'awards.tsx',
      door: awards,
      params: {},
      see: 'correct_points',
      change: ['undo', 'award'].map((what) => ({ form: { do: what }, needs: 'correct_points' as const })),
    },
    { file: 'merges.tsx', door: merges, params: {}, see: 'merge_members' },
    {
      file: 'merge.tsx',
      door: merge,
      params: { one: String(ids.get('member')), other: String(ids.get('reviewer')) },
      see: 'merge_members',
      change: [
        { form: { do: 'split', account: '0' }, needs: 'merge_members' },
        { form: { reason: '' }, needs: 'merge_members' },
      ],
    },
    ...authoringVisits(draftParams, { id: String(framed?.id) }),
    {
      file: 'member-conduct.tsx',
      door: memberConduct,
      params: { id: String(ids.get('member')) },
      see: 'take_measures',
      change: [{ form: { step: '' }, needs: 'take_measures' }],
    },
    {
      file: 'queue.tsx',
      door: queue,
      params: {},
      see: 'see_queue',
      change: ['verdict', 'bulk', 'undo', 'flag', 'dispute'].map((what) => ({ form: { do: what }, needs: 'review_submissions' as const })),
    },
    { file: 'feedback.tsx', door: feedback, params: {}, see: 'enter_manage' },
    { file: 'reviewers.tsx', door: reviewers, params: {}, see: 'name_reviewers', change: [{ form: { handle: '' }, needs: 'name_reviewers' }] },
    { file: 'messages.tsx', door: messagesPage, params: {}, see: 'answer_messages' },
    {
      file: 'conversation.tsx',
      door: conversation,
      params: { id: String(asked?.id) },
      see: 'answer_messages',
      change: [{ form: { body: '' }, needs: 'answer_messages' }],
    },
    ...(await quizDoors(ids.get('manager') ?? 0)),
    ...(await storeDoors(ids.get('manager') ?? 0, ids.get('member') ?? 0)),
    ...(await togetherDoors()),
    ...connectionDoors(),
    { file: 'audit.tsx', door: audit, params: {}, see: 'see_audit' },
    { file: 'mail.tsx', door: mail, params: {}, see: 'see_mail' },
    { file: 'mail-message.tsx', door: mailMessage, params: { id: String(mailRow?.id) }, see: 'see_mail' },
  ]
})

/** The status that a door answers; a loader or action that returns data is 200. */
async function statusOf(work: () => Promise<unknown>): Promise<number> {
  const answer = await work().catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown
    throw thrown
  })
  if (answer instanceof Response) return answer.status
  const init = (answer as { init?: { status?: number } | null } | null)?.init
  return init?.status ?? 200
}

function ask(who: Role | 'member' | 'visitor', form?: Record<string, string>): Request {
  const headers = { host: 'localhost:3000', cookie: cookies.get(who) ?? '' }
  return new Request('http://localhost:3000/manage', form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers })
}

const allowed = (role: Role, permission: Permission): boolean => (permissions[permission] as readonly Role[]).includes(role)

test('[MA-03] every managers’ page opens to the roles that the table names, and to nobody else', async () => {
  for (const { file, door, params, see } of visits) {
    const load = (who: Role | 'member' | 'visitor') => statusOf(() => door.loader({ request: ask(who), params, context }))
    for (const role of roles) expect([file, role, await load(role)]).toEqual([file, role, allowed(role, see) ? 200 : 403])
    expect([file, await load('member')]).toEqual([file, 403])
    expect([file, await load('visitor')]).toEqual([file, 303])
  }
})

test('[MA-03] every change is refused to the roles that the table does not name, before anything is read or done', async () => {
  for (const { file, door, params, change = [] } of visits) {
    for (const { form, needs } of change) {
      const act = (who: Role | 'member' | 'visitor') => statusOf(() => door.action!({ request: ask(who, form), params, context }))
      for (const role of roles) {
        const status = await act(role)
        expect([file, form, role, status === 403]).toEqual([file, form, role, !allowed(role, needs)])
      }
      expect([file, form, await act('member'), await act('visitor')]).toEqual([file, form, 403, 401])
    }
  }
})

test('[MA-03] a reviewer cannot adjust points, see addresses or edit rules', async () => {
  for (const permission of ['correct_points', 'see_contact', 'edit_rules', 'see_deliveries', 'see_audit'] as const) {
    expect(allowed('reviewer', permission)).toBe(false)
  }
  const id = String(ids.get('member'))
  const asReviewer = await member.loader({ request: ask('reviewer'), params: { id }, context })
  const asManager = await member.loader({ request: ask('manager'), params: { id }, context })
  expect([asReviewer.member.email, asManager.member.email]).toEqual([null, 'member@example.test'])
  expect(asReviewer.mayCorrect).toBe(false)
  const listed = await members.loader({ request: ask('reviewer'), params: {}, context })
  expect(JSON.stringify(listed)).not.toContain('@example.test')
})

test('[MA-03] the walk leaves out no managers’ page', () => {
  const files = JSON.stringify(appRoutes).match(/routes\/manage\/[\w-]+\.tsx/g) ?? []
  expect(
    visits
      .filter((visit) => visit.file.endsWith('.tsx'))
      .map((visit) => `routes/manage/${visit.file}`)
      .sort(),
  ).toEqual([...new Set(files)].sort())
})
