import { beforeEach, expect, test } from 'vitest'
import { accountRow, guessAccountForm, renewsIn } from '#app/domain/accounts/accounts.ts'
import { accountListById, accountOf } from '#app/domain/accounts/queries.server.ts'
import { segmentSize } from '#app/domain/boards/queries/among.server.ts'
import { conditionsSchema, conditionWords } from '#app/domain/boards/segments.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { importAccounts } from '#app/flows/import-accounts.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { previewAccounts } from '#app/flows/preview-accounts.server.ts'
import { undoAccounts } from '#app/flows/undo-accounts.server.ts'
import { uploadAccounts } from '#app/flows/upload-accounts.server.ts'
import { sweep } from '#app/jobs/sweep.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll } from '#tests/support/hub.ts'

let actor = { program: 1, by: 0 }
let ines = 0
let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
  ines = await addMember('ines')
})

async function upload(csv: string): Promise<number> {
  const done = await uploadAccounts({ title: 'Customers', csv }, actor)
  if ('message' in done) throw new Error(done.message)
  return done.id
}
const bringIn = (id: number) => importAccounts({ id, write: true }, actor)
const plan = async () => (await accountOf(1, ines))?.plan ?? null
const first = 'E-Mail,Company,Plan,Renewal date,Consent\nInes@Example.test,Example Inc,Team,2027-01-31,DPA 2026-17\n'

test('[IN-14] a list of account data shows what each row would change, refuses rows one by one, and changes members once', async () => {
  const id = await upload(
    `${first}ines@example.test,Other,Team,2027-01-31,DPA\nmanager,Example Inc,Team,soon,DPA\nmanager,Example Inc,Team,,\nnobody@example.test,A,B,,DPA\n`,
  )
  const list = await accountListById(1, id)
  if (!list) throw new Error('no list')
  expect(list.form).toMatchObject({ who: 'E-Mail', company: 'Company', plan: 'Plan', renewsOn: 'Renewal date', consent: 'Consent', stage: '' })
  const rows = await previewAccounts(list, actor)
  expect(rows.map((row) => ('words' in row ? row.words : row.why))).toEqual([
    ['Company: nothing → Example Inc', 'Plan: nothing → Team', 'Renews on: nothing → 2027-01-31'],
    '@ines stands in an earlier row.',
    '“soon” is not a date that can be read.',
    'It has no reference to the person’s consent.',
    'No active member has this address or handle.',
  ])
  expect(await accountOf(1, ines)).toBeNull()
  expect(await bringIn(id)).toEqual({ kind: 'imported', changed: 1, same: 0, faults: 4 })
  expect(await bringIn(id)).toMatchObject({ kind: 'not_a_draft' })
  expect(await accountOf(1, ines)).toMatchObject({
    company: 'Example Inc',
    plan: 'Team',
    renewsOn: '2027-01-31',
    consent: 'DPA 2026-17',
    list: 'Customers',
  })
  expect(await bringIn(await upload(first))).toMatchObject({ kind: 'nothing' })
  expect(await sqlAlone("SELECT 1 FROM audit_entry WHERE action = 'accounts.imported'")).toHaveLength(1)
})

test('[IN-14] a list is taken back to what stood before it, also through lists that were taken back before, and never over a later one', async () => {
  const row = (name: string) => `email,plan,consent\nines@example.test,${name},DPA\n`
  const ids: number[] = []
  for (const name of ['Free', 'Team', 'Enterprise']) {
    ids.push(await upload(row(name)))
    await bringIn(ids.at(-1) ?? 0)
  }
  const [one = 0, two = 0, three = 0] = ids
  expect(await undoAccounts(two, actor)).toEqual({ kind: 'undone', members: 0 })
  expect(await plan()).toBe('Enterprise')
  expect(await undoAccounts(three, actor)).toEqual({ kind: 'undone', members: 1 })
  expect(await plan()).toBe('Free')
  expect(await undoAccounts(one, actor)).toEqual({ kind: 'undone', members: 1 })
  expect(await plan()).toBeNull()
  expect(await undoAccounts(one, actor)).toMatchObject({ kind: 'not_done' })
})

test('[IN-14] rules ask what account data says when something is done, and a turn keeps what they were told', async () => {
  await addRule({
    kinds: ['generic:article.published'],
    points: 10,
    condition: {
      all: [
        { fact: 'member.plan', op: 'is', value: 'Team' },
        { fact: 'member.renews_in', op: 'at_most', value: 400 },
      ],
    },
  })
  await send(message({ id: 'before' }))
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(0)
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await bringIn(await upload(first.replace('2027-01-31', soon)))
  await send(message({ id: 'after' }))
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(10)
  // Another list says otherwise: the past stays as it was judged, and nothing that no rule asks about was noted.
  await bringIn(await upload('email,plan,consent\nines@example.test,Free,DPA\n'))
  expect(await replayLedger(program)).toMatchObject({ differsIn: null })
  const noted = await sqlAlone<{ said: string }>("SELECT input::text AS said FROM turn WHERE program_id = 1 AND kind = 'settle'")
  expect([noted.some(({ said }) => said.includes('Team')), noted.some(({ said }) => said.includes('Example Inc'))]).toEqual([true, false])
})

test('[IN-14] a segment holds who has a plan, a stage or a company, and whose contract is renewed soon', async () => {
  await bringIn(await upload(first))
  const at = new Date('2027-01-15T00:00:00Z')
  const size = (said: object) => segmentSize(1, conditionsSchema.parse(said), at)
  expect(
    await Promise.all([
      size({ plan: 'team' }),
      size({ plan: 'Free' }),
      size({ company: 'EXAMPLE INC', renewsWithinDays: 20 }),
      size({ renewsWithinDays: 10 }),
    ]),
  ).toEqual([1, 0, 1, 0])
  expect(conditionWords(conditionsSchema.parse({ plan: 'Team', renewsWithinDays: 20 }), new Map(), new Map())).toBe(
    'has the plan Team, renews within 20 days',
  )
})

test('[IN-14] columns are guessed by their names; an empty cell empties a field, a field without a column stays out', () => {
  const form = guessAccountForm(['Login', 'Organisation', 'Lifecycle stage', 'Contract end', 'Legal basis', 'Colour'])
  expect(form).toMatchObject({
    who: 'Login',
    company: 'Organisation',
    stage: 'Lifecycle stage',
    renewsOn: 'Contract end',
    consent: 'Legal basis',
    plan: '',
  })
  const cells = { Login: 'Ines', Organisation: '', 'Lifecycle stage': 'At risk', 'Contract end': '', 'Legal basis': 'DPA' }
  expect(accountRow(cells, form, () => null)).toEqual({ who: 'ines', consent: 'DPA', says: { company: '', stage: 'At risk', renewsOn: '' } })
  const account = { company: '', plan: '', stage: '', renewsOn: '2027-01-31' }
  expect([
    renewsIn(account, new Date('2027-01-30T12:00:00Z')),
    renewsIn(account, new Date('2027-02-02T00:00:00Z')),
    renewsIn({ ...account, renewsOn: '' }, new Date()),
  ]).toEqual([1, -2, null])
})

test('[PV-04] a draft of a week ago goes, and so does the text of a list of a month ago; what it did stays', async () => {
  await bringIn(await upload(first))
  await upload('email,plan,consent\nines@example.test,Free,DPA\n')
  await sqlAlone(`UPDATE account_list SET created_at = now() - interval '6 days'`)
  await sweep(1)
  expect(await sqlAlone('SELECT state, csv <> $1 AS text FROM account_list ORDER BY id', [''])).toEqual([
    { state: 'done', text: true },
    { state: 'draft', text: true },
  ])
  await sqlAlone(`UPDATE account_list SET created_at = now() - interval '31 days'`)
  await sweep(1)
  expect(await sqlAlone('SELECT state, csv <> $1 AS text FROM account_list ORDER BY id', [''])).toEqual([{ state: 'done', text: false }])
  expect(await plan()).toBe('Team')
})
