import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { renderMail } from '#app/emails/render.server.tsx'
import { changePolicy } from '#app/flows/change-policy.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { expirePoints } from '#app/flows/expire-points.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { firstPolicy } from '#app/domain/ledger/policy.ts'
import { expiringOf } from '#app/domain/ledger/queries.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { mails } from '#tests/support/people.ts'

let program: Program
let manager: number
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines')
})

const actor = () => ({ program: 1, by: manager })
const give = (amount: number) => correctPoints({ memberId: ines, amount, reason: 'A reason long enough.', key: randomUUID() }, actor(), program)
const year = { ...firstPolicy, expiry: { months: 12, warnDays: [30, 7] as [number, number] } }
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)
/** Every slice of one day's walk. */
async function walk(day: number): Promise<{ warned: number; expired: number }> {
  const sum = { warned: 0, expired: 0 }
  for (;;) {
    const slice = await expirePoints(program, 'https://hub.test', inDays(day), 1)
    if (slice.kind === 'rested') return sum
    sum.warned += slice.warned
    sum.expired += slice.expired
  }
}

test('[ST-15] points do not expire unless the program says so', async () => {
  await give(100)
  expect(await walk(3000)).toEqual({ warned: 0, expired: 0 })
  expect(await mails()).toEqual([])
})

test('[ST-15] two warnings precede each expiry, in mail and on the page; then the oldest unspent points go, and nothing else changes', async () => {
  await changePolicy(actor(), year)
  await give(100)
  await give(-30)
  expect(await walk(300)).toEqual({ warned: 0, expired: 0 })
  const [due] = await sqlAlone<{ day: number }>(
    `SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '13 months')::date - (now() AT TIME ZONE 'UTC')::date AS day`,
  )
  const last = due?.day ?? 0
  expect(await walk(last - 31)).toEqual({ warned: 0, expired: 0 })
  expect(await walk(last - 30)).toEqual({ warned: 1, expired: 0 })
  expect(await walk(last - 30)).toEqual({ warned: 0, expired: 0 })
  expect(await expiringOf(1, ines)).toMatchObject([{ amount: 70 }])
  await give(-20)
  expect(await walk(last - 7)).toEqual({ warned: 1, expired: 0 })
  expect((await mails()).map((mail) => [mail.template, mail.fill.points, mail.fill.last])).toEqual([
    ['points-expire', '70 points', false],
    ['points-expire', '50 points', true],
  ])
  expect(await walk(last - 1)).toEqual({ warned: 0, expired: 0 })
  expect(await walk(last)).toEqual({ warned: 0, expired: 1 })
  expect(await walk(last + 40)).toEqual({ warned: 0, expired: 0 })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 50, spendable: 0, debt: 0 })
  expect(
    await sqlAlone(`SELECT amount, from_account AS "from", to_account AS "to", activity_id IS NOT NULL AS cause FROM transfer WHERE kind = 6`),
  ).toEqual([{ amount: 50, from: 1, to: 4, cause: true }])
  expect((await wordsOf(ines)).at(-1)).toMatchObject({ kind: 'hub:points.expired', points: 0 })
  expect(await expiringOf(1, ines)).toEqual([])
  expect(await brokenInvariants()).toEqual([])
})

test('[ST-15] a warning that comes late makes the points go later', async () => {
  await give(100)
  await changePolicy(actor(), year)
  expect(await walk(900)).toEqual({ warned: 1, expired: 0 })
  expect(await walk(929)).toEqual({ warned: 1, expired: 0 })
  expect(await walk(935)).toEqual({ warned: 0, expired: 0 })
  expect(await walk(936)).toEqual({ warned: 0, expired: 1 })
})

test('[ST-15] the mail says in letters how much goes and when, as text and as HTML', async () => {
  const fill = { program: 'Laurel', name: 'Ines', points: '120 points', day: '1 April 2027', last: true, link: 'https://hub.test/activity' }
  const mail = await renderMail({ template: 'points-expire', fill })
  expect(mail.subject).toBe('Last reminder: 120 points expire on 1 April 2027')
  expect(mail.text).toContain('https://hub.test/activity')
  expect(mail.html).toContain('your level, your badges')
})
