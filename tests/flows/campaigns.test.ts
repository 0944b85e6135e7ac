import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type CampaignDraft, campaignTemplates } from '#app/domain/campaigns/campaigns.ts'
import { opennessOf } from '#app/domain/challenges/challenges.ts'
import { knownChallenges, readChallenge } from '#app/domain/challenges/definitions.server.ts'
import { blankDraft, draftOf } from '#app/domain/challenges/draft.ts'
import { listedChallenges, ownTemplates, spentByCampaign } from '#app/domain/challenges/queries/authoring.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { checkChallenge } from '#app/flows/check-challenge.server.ts'
import { completeStage } from '#app/flows/complete-stage.server.ts'
import { duplicateChallenge } from '#app/flows/duplicate-challenge.server.ts'
import { keepTemplate } from '#app/flows/keep-template.server.ts'
import { mailCampaigns } from '#app/flows/mail-campaigns.server.ts'
import { moveCampaign } from '#app/flows/move-campaign.server.ts'
import { publishChallenge } from '#app/flows/publish-challenge.server.ts'
import { saveCampaign } from '#app/flows/save-campaign.server.ts'
import { saveChallenge } from '#app/flows/save-challenge.server.ts'
import { setCampaignMails } from '#app/flows/set-campaign-mails.server.ts'
import { startCampaign } from '#app/flows/start-campaign.server.ts'
import { startChallenge } from '#app/flows/start-challenge.server.ts'
import { turnCampaigns } from '#app/flows/turn-campaigns.server.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import { loader as preview } from '#app/routes/manage/challenge-preview.tsx'
import { addSegment } from '#app/flows/add-segment.server.ts'
import { begin } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { Browser, mails, visit } from '#tests/support/people.ts'

let program: Program
let manager: number
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines')
})

const by = () => ({ program: 1, by: manager })
const soon = (days: number): Date => new Date(Date.now() + days * 86_400_000)
const campaign = (part: Partial<CampaignDraft> = {}): CampaignDraft => ({
  ...{
    title: 'Launch month',
    story: 'A story.',
    timeZone: 'UTC',
    startsAt: null,
    endsAt: null,
    budget: null,
    banner: 'Come',
    tone: 'leaf',
    announce: false,
    mails: false,
  },
  ...part,
})
const step = (key: string, points = 0) => ({ key, type: 'check_in', title: 'Say hello', body: '', settings: {}, points, branch: [] })
const draft = (part: object = {}) => ({ ...blankDraft('UTC'), title: 'A challenge', stages: [step('n1')], ...part })
const idOf = (answer: object): number => ('id' in answer ? Number(answer.id) : 0)
const keep = async (part: object = {}): Promise<number> => idOf(await saveChallenge({ id: null, basedOn: 0, draft: draft(part) }, by()))
const openNow = async (now = new Date()): Promise<string[]> =>
  (await knownChallenges(sqlAlone, 1)).challenges.filter((one) => opennessOf(one, now) === 'open').map((one) => one.title)

test('[CH-13] pausing a campaign hides its challenges at once, resuming restores them, and its end closes them', async () => {
  const id = idOf(await saveCampaign({ id: null, basedOn: 0, draft: campaign(), template: null }, by()))
  const apart = await keep({ title: 'Apart' })
  await publishChallenge(program, apart, by())
  await keep({ title: 'One', campaignId: id })
  await keep({ title: 'Two', campaignId: id })
  expect(await startCampaign(program, id, by())).toEqual({ kind: 'started', published: 2 })
  expect((await openNow()).sort()).toEqual(['Apart', 'One', 'Two'])
  expect(await moveCampaign(id, 'pause', by())).toEqual({ kind: 'moved' })
  expect(await openNow()).toEqual(['Apart'])
  const late = await keep({ title: 'Late', campaignId: id })
  expect(await publishChallenge(program, late, by())).toEqual({ kind: 'published' })
  expect(await openNow()).toEqual(['Apart'])
  expect(await moveCampaign(id, 'pause', by())).toMatchObject({ kind: 'wrong_state' })
  expect(await moveCampaign(id, 'resume', by())).toEqual({ kind: 'moved' })
  expect((await openNow()).sort()).toEqual(['Apart', 'Late', 'One', 'Two'])
  await moveCampaign(id, 'end', by())
  expect(await openNow()).toEqual(['Apart'])
  expect((await listedChallenges(1)).filter((one) => one.state === 'closed')).toHaveLength(3)
})

test('[CH-13][CH-06] a campaign shows from its start and closes with its end with nobody signed in, and tells members once', async () => {
  const window = { startsAt: soon(1), endsAt: soon(3), announce: true }
  const id = idOf(await saveCampaign({ id: null, basedOn: 0, draft: campaign(window), template: null }, by()))
  await keep({ title: 'One', campaignId: id })
  await startCampaign(program, id, by())
  await turnCampaigns(1)
  expect(await openNow()).toEqual([])
  await turnCampaigns(1, soon(1.001))
  await turnCampaigns(1, soon(1.002))
  expect(await openNow(soon(1.002))).toEqual(['One'])
  expect(await sqlAlone(`SELECT title, url FROM notice WHERE member_id = $1`, [ines])).toEqual([
    { title: 'Launch month', url: '/campaigns/launch-month' },
  ])
  await turnCampaigns(1, soon(3.001))
  expect(await openNow(soon(3.001))).toEqual([])
  expect(await sqlAlone('SELECT state FROM campaign')).toEqual([{ state: 'ended' }])
})

test('[CH-13] a campaign that wants it writes at its start and before its end, once to each, to nobody who switched it off or has done all of it', async () => {
  const [noor, omar] = [await addMember('noor'), await addMember('omar')]
  await sqlAlone('UPDATE member SET email = NULL')
  for (const [id, name] of [
    [ines, 'ines'],
    [noor, 'noor'],
    [omar, 'omar'],
  ] as const)
    await sqlAlone('UPDATE member SET email = $2 WHERE id = $1', [id, `${name}@example.test`])
  const id = idOf(await saveCampaign({ id: null, basedOn: 0, draft: campaign({ endsAt: soon(10), mails: true }), template: null }, by()))
  const one = await keep({ title: 'One', campaignId: id })
  await setCampaignMails({ program: 1, by: omar }, false)
  expect(await mailCampaigns(1)).toBe(0)
  await startCampaign(program, id, by())
  expect([await mailCampaigns(1), await mailCampaigns(1), await mailCampaigns(1, soon(6))]).toEqual([2, 0, 0])
  const stages = (await readChallenge(sqlAlone, 1, one))?.stages.map((stage) => stage.id) ?? []
  const participationId = await begin({ id: one, stages }, noor)
  await inTransaction(by(), (scope) => completeStage(scope, program, { participationId, stageId: stages[0] ?? 0, how: 'staff' }))
  expect([await mailCampaigns(1, soon(7.5)), await mailCampaigns(1, soon(7.6))]).toEqual([1, 0])
  expect((await mails()).filter((mail) => mail.template === 'campaign-news').map(({ to, fill }) => [to, fill.last])).toEqual([
    ['ines@example.test', false],
    ['noor@example.test', false],
    ['ines@example.test', true],
  ])
})

test('[CH-13] a reward above what is left of the budget cannot be published; what was paid counts, what was taken back does not', async () => {
  const id = idOf(await saveCampaign({ id: null, basedOn: 0, draft: campaign({ budget: 100 }), template: null }, by()))
  const pays = (points: number) => ({ campaignId: id, award: { mode: 'final', points, currency: 'points' } })
  const paid = await keep({ title: 'Pays 60', ...pays(60) })
  await startCampaign(program, id, by())
  const challenge = await readChallenge(sqlAlone, 1, paid)
  const stageId = challenge?.stages[0]?.id ?? 0
  const participationId = await begin({ id: paid, stages: [stageId] }, ines)
  await inTransaction(by(), (scope) => completeStage(scope, program, { participationId, stageId, how: 'staff' }))
  expect(await spentByCampaign(1, [id])).toEqual(new Map([[id, 60]]))
  const more = await keep({ title: 'Pays 50', ...pays(50) })
  expect(await publishChallenge(program, more, by())).toMatchObject({ kind: 'faulty', faults: [{ field: 'points' }] })
  const steps = {
    title: 'Pays 20 twice',
    campaignId: id,
    award: { mode: 'stages', points: 0, currency: 'points' },
    stages: [step('n1', 20), step('n2', 20)],
  }
  expect(await publishChallenge(program, await keep(steps), by())).toEqual({ kind: 'published' })
  const noor = { program: 1, by: await addMember('noor') }
  expect(await startChallenge(noor, program, 'pays-60')).toMatchObject({ kind: 'not_open', message: expect.stringMatching(/budget .* is used up/) })
  expect(await startChallenge(noor, program, 'pays-20-twice')).toMatchObject({ kind: 'started' })
  expect(await sqlAlone('SELECT 1 AS one FROM participation WHERE member_id = $1', [noor.by])).toHaveLength(1)
})

test('[CH-19] from a template a campaign comes with its challenges as drafts; it starts when each is whole, and says what is missing until then', async () => {
  const [template] = campaignTemplates
  const id = idOf(await saveCampaign({ id: null, basedOn: 0, draft: campaign(), template: template ?? null }, by()))
  const own = (await listedChallenges(1)).filter((one) => one.campaignId === id)
  expect(own.map((one) => one.state)).toEqual(template?.challenges.map(() => 'draft'))
  const started = await startCampaign(program, id, by())
  expect(started).toMatchObject({ kind: 'unready' })
  expect('challenges' in started && started.challenges.flatMap((one) => one.words).join(' ')).toMatch(/whole address.*|Choose a quiz/)
  expect(await openNow()).toEqual([])
  expect(
    await startCampaign(program, idOf(await saveCampaign({ id: null, basedOn: 0, draft: campaign(), template: null }, by())), by()),
  ).toMatchObject({ kind: 'empty' })
})

test('[CH-19] a duplicate is a draft with steps of its own and nobody who did it; a kept template begins another', async () => {
  const ways = [
    {
      ...step('n1', 5),
      type: 'choice',
      settings: {
        question: 'Which?',
        options: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
      branch: [{ answer: 'a', to: 'n3' }],
    },
    step('n2', 5),
    step('n3', 5),
  ]
  const id = await keep({ title: 'Original', stages: ways, needs: [] })
  await publishChallenge(program, id, by())
  const original = await readChallenge(sqlAlone, 1, id)
  const [first, , third] = original?.stages ?? []
  expect(first?.branch).toEqual([{ answer: 'a', stage: third?.id }])
  await begin({ id, stages: [first?.id ?? 0] }, ines)
  const copied = idOf(await duplicateChallenge(id, by()))
  const copy = await readChallenge(sqlAlone, 1, copied)
  expect(copy).toMatchObject({ title: 'Copy of Original', slug: 'copy-of-original', state: 'draft', publishedAt: null })
  expect(copy?.stages.map((stage) => [stage.type, stage.title])).toEqual(original?.stages.map((stage) => [stage.type, stage.title]))
  expect(copy?.stages[0]?.branch).toEqual([{ answer: 'a', stage: copy?.stages[2]?.id }])
  expect((await listedChallenges(1)).find((one) => one.id === copied)).toMatchObject({ started: 0, completed: 0 })
  expect(await keepTemplate(id, by())).toEqual({ kind: 'kept' })
  const [template] = await ownTemplates(1)
  expect(template?.draft).toMatchObject({ title: 'Original', opensAt: null, stages: [{ key: 'n1' }, { key: 'n2' }, { key: 'n3' }] })
})

test('[CH-19] two managers do not write over each other, and steps stay where they are while members are at work', async () => {
  const id = await keep({ title: 'Shared', stages: [step('n1'), step('n2')] })
  const read = async () => {
    const one = await readChallenge(sqlAlone, 1, id)
    if (!one) throw new Error('gone')
    return { draft: draftOf(one), version: one.version, stages: one.stages.map((stage) => stage.id) }
  }
  const before = await read()
  const changed = { ...before.draft, title: 'Shared and changed', stages: [...before.draft.stages].reverse() }
  expect(await saveChallenge({ id, basedOn: before.version, draft: changed }, by())).toMatchObject({ kind: 'saved' })
  expect(await saveChallenge({ id, basedOn: before.version, draft: before.draft }, by())).toMatchObject({ kind: 'stale' })
  const after = await read()
  expect(after.stages).toEqual([...before.stages].reverse())
  await publishChallenge(program, id, by())
  await begin({ id, stages: after.stages }, ines)
  const now = await read()
  expect(await saveChallenge({ id, basedOn: now.version, draft: { ...now.draft, stages: now.draft.stages.slice(1) } }, by())).toMatchObject({
    kind: 'in_use',
  })
  const words = { ...now.draft, title: 'New words', stages: now.draft.stages.map((stage) => ({ ...stage, title: 'Hello again' })) }
  expect(await saveChallenge({ id, basedOn: now.version, draft: words }, by())).toMatchObject({ kind: 'saved' })
})

test('[CH-08][CH-19] the editor counts the true audience; a dead link or an audience of nobody keeps a draft from being published', async () => {
  await addMember('noor')
  await sqlAlone(`UPDATE member SET interests = '{security}' WHERE id = $1`, [ines])
  const meant = draft({ audience: { interests: ['Security'] } })
  expect(await checkChallenge(program, null, meant, false, new Date())).toMatchObject({ audience: 1, faults: [{ weight: 'hint', field: 'summary' }] })
  const nobody = await keep({ audience: { interests: ['knitting'] } })
  expect(await publishChallenge(program, nobody, by())).toMatchObject({ kind: 'faulty', faults: [{ field: 'audience' }] })
  const dead = await keep({ stages: [{ ...step('n1'), type: 'visit', settings: { url: 'http://127.0.0.1:9/' } }] })
  expect(await publishChallenge(program, dead, by())).toMatchObject({
    kind: 'faulty',
    faults: [{ words: expect.stringContaining('does not answer') }],
  })
  expect(await sqlAlone(`SELECT 1 AS yes FROM challenge WHERE state <> 'draft'`)).toEqual([])
})

/** Every row of every table, as one hash. */
async function wholeDatabase(): Promise<string> {
  const tables = await sqlAlone<{ name: string }>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)
  const parts = tables.map(({ name }) => `SELECT '${name}' AS t, coalesce(md5(string_agg(r::text, '|' ORDER BY r::text)), '') AS h FROM ${name} r`)
  const [row] = await sqlAlone<{ hash: string }>(
    `SELECT md5(string_agg(t || h, ',' ORDER BY t)) AS hash FROM (${parts.join(' UNION ALL ')}) AS all_rows`,
  )
  return row?.hash ?? ''
}

test('[CH-20] the preview shows what that member would see, as a member or one of a segment, and no row of any table changes', async () => {
  const noor = await addMember('noor')
  await sqlAlone(`UPDATE member SET interests = '{security}', joined_at = now() - interval '400 days' WHERE id = $1`, [ines])
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'manager')`, [manager])
  await addSegment('Old hands', { joinedBeforeDays: 365, accountIn: [], withoutStaff: false }, by())
  const [segment] = await sqlAlone<{ id: number }>('SELECT id FROM segment')
  const before = await keep({ title: 'Before' })
  await publishChallenge(program, before, by())
  const id = await keep({ title: 'For guards', audience: { interests: ['security'] }, needs: [before], stages: [step('n1'), step('n2')] })
  const browser = new Browser()
  const [name = '', value = ''] = ((await openSession(new Request('http://localhost:3000/'), 1, manager)).split(';')[0] ?? '').split('=')
  browser.cookies.set(name, value)
  const look = (query: string) =>
    visit(browser, (args) => preview({ ...args, params: { id: String(id) } }), `/manage/challenges/${id}/preview${query}`)
  // As it stands in a campaign that was not started yet.
  await sqlAlone('UPDATE challenge SET paused_at = now() WHERE id = $1', [id])
  await look('?as=ines')
  const hash = await wholeDatabase()
  expect(await look('?as=ines')).toMatchObject({
    body: {
      seen: {
        ...{ visible: true, draft: true },
        view: { card: { state: 'locked' }, needs: [{ title: 'Before', done: false }], steps: [{ state: 'here' }, { state: 'ahead' }] },
      },
    },
  })
  expect(await look('?as=@noor')).toMatchObject({
    body: { member: { id: noor }, seen: { visible: false, why: expect.stringContaining('not found') } },
  })
  expect(await look(`?segment=${segment?.id}`)).toMatchObject({ body: { member: { handle: 'ines' }, seen: { visible: true } } })
  expect(await look('?as=nobody')).toMatchObject({ body: { seen: null, trouble: 'There is no active member @nobody.' } })
  expect(await wholeDatabase()).toBe(hash)
  await sqlAlone(`UPDATE member SET bio = 'changed' WHERE id = $1`, [noor])
  expect(await wholeDatabase()).not.toBe(hash)
})
