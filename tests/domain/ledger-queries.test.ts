import { beforeEach, expect, test } from 'vitest'
import { cursorFrom, cursorText, ledgerSums } from '#app/components/hub/activity-view.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { ledgerLineOf, sentenceOf } from '#app/components/hub/ledger-view.ts'
import { recompute } from '#app/components/hub/recompute.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { earnedWithin } from '#app/domain/ledger/queries/at.server.ts'
import { balanceOf, entriesOn, paidBefore } from '#app/domain/ledger/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { versionsNamed } from '#app/domain/rules/queries/earn.server.ts'
import { lastTurn } from '#app/domain/programs/queries.server.ts'
import { arrivedFor, wordOn, wordSums, wordsBetween, wordsOf, wordsSince } from '#app/domain/rules/queries/words.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

const everything = { states: null, source: null }
const cards = cardsFrom(adapters)
let program: Program
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
})

/** Articles pay 200, the first 1,500, two a day; talks nothing yet. Four articles, one of them undone, a talk and a correction. */
async function liveALittle(): Promise<void> {
  await addRule({ title: 'Articles', kinds: ['generic:article.published'], points: 200, firstPoints: 1500, limits: [{ window: 'day', count: 2 }] })
  for (const [index, time] of ['2026-01-05T10:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', '2026-03-01T12:00:00Z'].entries())
    await send(message({ id: `article-${index}`, time }))
  await send(message({ id: 'talk', type: 'talk.given', time: '2026-03-02T10:00:00Z' }))
  await settleAll()
  await send(message({ id: 'undo', type: 'reversal', reverses: 'article-1', time: '2026-03-03T10:00:00Z' }))
  await settleAll()
  const manager = await addMember('manager', { linked: false })
  await correctPoints({ memberId: ines, amount: 25, reason: 'A talk without a channel.', key: 'c' }, { program: 1, by: manager }, program)
}

test('[ME-08] every activity is listed with status, points and reason, and the counted lines add up to the balance', async () => {
  await liveALittle()
  const { words } = await wordsOf(1, ines, everything, null, 50)
  expect(words.map((word) => [word.kind.split(':')[1], word.status, word.points, word.given])).toEqual([
    ['correction', 'counted', 25, 25],
    ['talk.given', 'nothing', 0, 0],
    ['article.published', 'nothing', 0, 0],
    ['article.published', 'counted', 200, 200],
    ['article.published', 'reversed', 0, 200],
    ['article.published', 'counted', 1500, 1500],
  ])
  expect(words.map((word) => sentenceOf(word, cards))).toEqual([
    'Given by a program manager: A talk without a channel.',
    'No rule pays for this kind of activity yet.',
    'The rule pays at most 2 a day, and that was already reached.',
    '“Articles” gave 200 points.',
    'It was taken back where it happened. It had given 200 points.',
    '“Articles” gave 1,500 points for your first one.',
  ])
  const since = new Date('2026-02-01T00:00:00Z')
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`)
  expect(await earnedWithin(1, ines, day('2026-01-01'), day('2026-03-01'))).toBe(1_500)
  expect(await earnedWithin(1, ines, day('2026-03-01'), day('2026-03-02'))).toBe(200) // the reversed one is gone from its own day
  const sums = ledgerSums(await wordSums(1, ines, since), null, null)
  const balance = await balanceOf(1, ines)
  expect([sums.recent, sums.older, sums.total, sums.all]).toEqual([225, 1500, balance.lifetime, 6])
  expect(balance).toEqual({ lifetime: 1725, spendable: 1725, debt: 0, held: 0, pending: 0 })
  expect(sums.states.map((one) => one.count)).toEqual([3, 0, 2, 1])
})

test('[ME-08] filters by state and channel, and pages in both directions, lose and repeat nothing', async () => {
  await liveALittle()
  const ids = (await wordsOf(1, ines, everything, null, 50)).words.map((word) => word.activityId)
  const walked: number[] = []
  for (let cursor: { at: Date; activityId: number; way: 'before' } | null = null; ;) {
    const page = await wordsOf(1, ines, everything, cursor, 2)
    walked.push(...page.words.map((word) => word.activityId))
    const last = page.words.at(-1)
    if (!page.older || !last) break
    cursor = { at: last.occurredAt, activityId: last.activityId, way: 'before' }
  }
  expect(walked).toEqual(ids)
  const third = (await wordsOf(1, ines, everything, null, 50)).words[2]
  const back = await wordsOf(1, ines, everything, { at: third?.occurredAt ?? new Date(), activityId: third?.activityId ?? 0, way: 'after' }, 50)
  expect(back.words.map((word) => word.activityId)).toEqual(ids.slice(0, 2))
  expect([back.newer, back.older]).toEqual([false, true])
  expect((await wordsOf(1, ines, { states: ['nothing'], source: null }, null, 50)).words).toHaveLength(2)
  expect((await wordsOf(1, ines, { states: null, source: 0 }, null, 50)).words.map((word) => word.kind)).toEqual(['hub:correction'])
})

test('[ME-08] one sees nobody else’s lines, nor what nobody has claimed', async () => {
  await addMember('ben')
  await send(message({ id: 'hers', actor: 'ben' }))
  await send(message({ id: 'unclaimed', actor: 'stranger' }))
  await settleAll()
  expect((await wordsOf(1, ines, everything, null, 50)).words).toEqual([])
})

test('[ME-08] what has arrived and is not judged yet is said to be on its way', async () => {
  await send(message({ id: 'new' }))
  expect(await arrivedFor(1, ines, 10)).toMatchObject([{ kind: 'generic:article.published', failed: false, channel: { adapter: 'generic' } }])
  await settleAll()
  expect(await arrivedFor(1, ines, 10)).toEqual([])
})

test('[LE-02] a line leads back to its delivery and entry, and computing it again from version, facts and book gives the same', async () => {
  await liveALittle()
  await addRule({ title: 'Long ones', kinds: ['generic:article.published'], points: 5, condition: { fact: 'score', op: 'at_least', value: 3 } })
  const facts = { score: 5 }
  await send(message({ id: 'long', time: '2026-03-01T13:00:00Z', facts }))
  await settleAll()
  let checked = 0
  for (const { activityId } of (await wordsOf(1, ines, { states: ['counted', 'reversed'], source: null }, null, 50)).words) {
    const word = await wordOn(1, activityId, ines)
    if (!word || word.explanation.correction) continue
    expect(word.delivery?.id).toBe(word.deliveryId)
    const entries = await entriesOn(1, ines, activityId)
    const versions = await versionsNamed(1, word.explanation.lines)
    for (const line of word.explanation.lines.filter((one) => one.outcome === 'paid')) {
      const entry = entries.find((one) => one.ruleId === line.rule)
      const saved = versions.get(`${line.rule}/${line.version}`)
      if (!entry || !saved) throw new Error('The chain is broken.')
      const paid = await paidBefore(program, ines, line.rule, entry)
      expect(recompute(line, saved.rule, { ...word.facts, channel: 'generic', actor: 'ines' }, paid, entry.amount)).toMatchObject({ same: true })
      expect(entry.sumAfter - entry.sumBefore).toBe(entry.amount)
      expect(entry.reversal === null).toBe(word.status === 'counted')
      checked += 1
    }
  }
  expect(checked).toBe(5)
})

test('[LE-02] a stored amount that the version and the facts do not give is found out', async () => {
  await liveALittle()
  const [generic] = await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`)
  const [word] = (await wordsOf(1, ines, { states: ['counted'], source: generic?.id ?? 0 }, null, 1)).words
  const [line] = word?.explanation.lines ?? []
  const saved = (await versionsNamed(1, word?.explanation.lines ?? [])).get(`${line?.rule}/${line?.version}`)
  if (!line || !saved) throw new Error('There is no line.')
  const paid = { day: 1, week: 1, month: 1, ever: 2 }
  expect(recompute(line, saved.rule, {}, paid, 200)).toMatchObject({ same: true, points: 200 })
  expect(recompute({ ...line, points: 300 }, saved.rule, {}, paid, 300)).toMatchObject({ same: false, points: 200, said: 300 })
  expect(recompute(line, saved.rule, {}, paid, 201)).toMatchObject({ same: false })
  expect(recompute(line, saved.rule, {}, { ...paid, day: 2 }, 200)).toMatchObject({ same: false, points: 0 })
})

test('[LE-02] a reversal stands beside what it reversed, with the balance it left, and what was said before is kept', async () => {
  await liveALittle()
  const [word] = (await wordsOf(1, ines, { states: ['reversed'], source: null }, null, 1)).words
  const whole = await wordOn(1, word?.activityId ?? 0, ines)
  expect(whole?.past).toMatchObject([{ status: 'counted', points: 200 }])
  const [entry] = await entriesOn(1, ines, word?.activityId ?? 0)
  expect(entry).toMatchObject({ amount: 200, from: 'issued', to: 'member', kind: 'award', sumBefore: 1500, sumAfter: 1700 })
  expect(entry?.reversal).toMatchObject({ amount: 200, sumAfter: 1700 })
})

test('[LE-03] the line of an activity that gave nothing names the first thing that failed, with what was found', async () => {
  await addRule({
    title: 'Long ones',
    kinds: ['generic:article.published'],
    condition: {
      all: [
        { fact: 'language', op: 'is', value: 'en' },
        { fact: 'score', op: 'at_least', value: 3 },
      ],
    },
  })
  await send(message({ id: 'short', facts: { language: 'en', score: 2 } }))
  await settleAll()
  const [word] = (await wordsOf(1, ines, everything, null, 1)).words
  if (!word) throw new Error('There is no line.')
  const line = ledgerLineOf(word, cards, 'points', 'Laurel')
  expect(line).toMatchObject({ status: 'nothing', points: 0, did: 'Published an article' })
  expect(line.why.sentence).toBe('The rule asks that the score is at least 3; here it was 2.')
  expect(line.why.lines[0]?.tests).toEqual([
    { text: 'the language is en', passed: true },
    { text: 'the score is at least 3', passed: false, actual: '2' },
  ])
})

test('news after a turn come once, in order, and a reversal is news again', async () => {
  await addRule({ title: 'Articles', kinds: ['generic:article.published'], points: 200 })
  const before = await lastTurn(1)
  await send(message({ id: 'one' }))
  await settleAll()
  const between = await lastTurn(1)
  await send(message({ id: 'undo', type: 'reversal', reverses: 'one', time: '2026-03-05T10:00:00Z' }))
  await settleAll()
  const after = await lastTurn(1)
  expect(await wordsBetween(1, ines, after, after, 9)).toEqual([])
  expect((await wordsBetween(1, ines, between, after, 9)).map((word) => [word.status, word.points, word.given])).toEqual([['reversed', 0, 200]])
  expect(await wordsBetween(1, ines, before, between, 9)).toEqual([])
  expect(await wordsSince(1, ines, new Date(0), 9)).toHaveLength(1)
  expect(await wordsSince(1, ines, new Date(Date.now() + 1000), 9)).toEqual([])
})

test('an undo that took nothing back is not a line of its own, and a place in the ledger survives an address', async () => {
  await send(message({ id: 'undo', type: 'reversal', reverses: 'never', time: '2026-03-05T10:00:00Z' }))
  await settleAll()
  expect((await wordsOf(1, ines, everything, null, 9)).words).toEqual([])
  expect(await sqlAlone('SELECT 1 FROM judgement')).toHaveLength(1)
  const at = '2026-03-05T10:00:00.123Z'
  expect(cursorFrom(cursorText(at, '77'))).toEqual({ at: new Date(at), activityId: 77 })
  expect([cursorFrom('x'), cursorFrom('1-'), cursorFrom(null)]).toEqual([null, null, null])
})
