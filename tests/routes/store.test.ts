import { beforeEach, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { messageById } from '#app/domain/outbox/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import type { Move } from '#app/domain/store/moves.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { sweepStore } from '#app/flows/sweep-store.server.ts'
import { drainOutbox } from '#app/jobs/drain-outbox.server.ts'
import { saveWishes } from '#app/flows/save-wishes.server.ts'
import * as activityPage from '#app/routes/hub/activity.tsx'
import * as rewardOrder from '#app/routes/hub/reward-order.tsx'
import * as rewardPage from '#app/routes/hub/reward.tsx'
import * as whyPage from '#app/routes/hub/why.tsx'
import * as mailPage from '#app/routes/manage/mail.tsx'
import * as memberPage from '#app/routes/manage/member.tsx'
import * as table from '#app/routes/manage/orders-csv.ts'
import * as packing from '#app/routes/manage/orders-packing.tsx'
import * as trackingIn from '#app/routes/manage/orders-tracking.tsx'
import * as ordersPage from '#app/routes/manage/orders.tsx'
import * as figuresPage from '#app/routes/manage/store-figures.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { Browser, visit } from '#tests/support/people.ts'
import { addReward, address, givePoints, origin, purchase, trust } from '#tests/support/shop.ts'

let program: Program
let manager: number
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'owner')`, [manager])
  ines = await addMember('ines')
  await givePoints(program, manager, [ines], 500)
  await sqlAlone('INSERT INTO store_policy (program_id, burst) VALUES (1, 100)')
  delete process.env.SMTP_URL
})

const move = (id: number, step: Move, by: number | null = manager) => moveOrder({ program: 1, by }, program, origin, id, step)
const buy = async (reward: { id: number; variants: number[] }) => {
  const done = await redeemReward(purchase(ines, reward), program, origin)
  if (!('orderId' in done)) throw new Error(done.message)
  return done.orderId
}
const told = () =>
  sqlAlone<{ kind: string; title: string; body: string; url: string }>(
    `SELECT kind, title, body, url FROM notice WHERE kind LIKE 'order.%' ORDER BY id`,
  )
const written = () =>
  sqlAlone<{ id: number; key: string; to: string }>(`SELECT id, key, to_address AS "to" FROM message WHERE template = 'order-news' ORDER BY id`)
async function signedIn(who: number): Promise<Browser> {
  const browser = new Browser()
  const [name = '', value = ''] = (await openSession(browser.request('/'), 1, who)).split(';')[0]!.split(/=(.*)/)
  browser.cookies.set(name, value)
  return browser
}
const parcel = { id: 'p', carrier: 'DHL', number: '0034', url: 'https://dhl.test/0034' }

/** Each state, how an order gets there from the one before, and what its member must read of it. */
type Step = [to: string, step: Move | 'buy' | 'buy untrusted' | 'wait', heading: string, words: string, why?: string]
const ways: Step[][] = [
  [
    ['requested', 'buy', 'We have your order: A mug', 'Your 100 points are set aside for it. Somebody on the team looks at it next'],
    ['approved', { do: 'approve' }, 'Approved: A mug', 'The team said yes. It gets packed next.'],
    ['in_fulfillment', { do: 'pack' }, 'Being packed: A mug', 'It is being made ready for you.'],
    ['shipped', { do: 'ship', parcel }, 'On its way: A mug', 'It has left the house. Its page has the tracking'],
    ['delivered', { do: 'deliver' }, 'Delivered: A mug', 'Enjoy it. You earned it.'],
    ['returned', { do: 'return', why: 'The handle was broken.' }, 'It came back: A mug', 'your 100 points are back', 'The handle was broken.'],
  ],
  [
    ['held', 'buy untrusted', 'We have your order: A mug', 'A person has to look at it first; its page says why.'],
    ['rejected', { do: 'reject', why: 'Two accounts, one person.' }, 'Not this time: A mug', 'your 100 points are back', 'Two accounts, one person.'],
  ],
  [
    ['requested', 'buy', 'We have your order: A mug', 'are set aside'],
    ['approved', { do: 'approve' }, 'Approved: A mug', 'The team said yes'],
    ['cancelled', { do: 'cancel', why: 'You wrote that you moved.' }, 'Cancelled: A mug', 'your 100 points are back', 'You wrote that you moved.'],
  ],
  [
    ['requested', 'buy', 'We have your order: A mug', 'are set aside'],
    ['approved', { do: 'approve' }, 'Approved: A mug', 'The team said yes'],
    ['in_fulfillment', { do: 'pack' }, 'Being packed: A mug', 'made ready'],
    ['cancelled', { do: 'missing', why: 'The last one had a crack.' }, 'Cancelled: A mug', 'your 100 points are back', 'The last one had a crack.'],
  ],
  [
    ['requested', 'buy', 'We have your order: A mug', 'are set aside'],
    ['cancelled', 'wait', 'Cancelled: A mug', 'your 100 points are back', 'Nobody on the team got to it in time.'],
  ],
]

test('[ST-03, ST-04, ST-11] every state an order can get into is told once: in the hub, and by a mail that managers can read where none is sent', async () => {
  const mug = await addReward(program, manager, { approval: 'manual' }, { each: 50 })
  const expected: { order: number; to: string; heading: string; words: string; why: string }[] = []
  for (const way of ways) {
    let order = 0
    for (const [to, step, heading, words, why = ''] of way) {
      if (step === 'buy' || step === 'buy untrusted') {
        await trust([ines])
        await sqlAlone('UPDATE shopper SET trusted = $2 WHERE member_id = $1', [ines, step === 'buy'])
        order = await buy(mug)
      } else if (step === 'wait') await sweepStore(program, origin, new Date(Date.now() + 15 * 86_400_000))
      else {
        expect(await move(order, step)).toMatchObject({ kind: 'moved', state: to })
        expect(await move(order, step)).toMatchObject({ kind: 'not_allowed' })
      }
      expected.push({ order, to, heading, words, why })
      expect([to, (await told()).length, (await written()).length]).toEqual([to, expected.length, expected.length])
    }
  }
  await sweepStore(program, origin, new Date(Date.now() + 16 * 86_400_000))
  const notices = await told()
  const mails = await written()
  expect(mails.map(({ key, to }) => [key, to])).toEqual(expected.map(({ order, to }) => [`order:${order}:${to}`, 'ines@example.test']))
  for (let n = 0; n < 10 && (await drainOutbox(1)) > 0; n += 1);
  for (const [n, { order, to, heading, words, why }] of expected.entries()) {
    expect(notices[n]).toMatchObject({ kind: `order.${to}`, title: heading, url: `/orders/${order}` })
    expect(notices[n]?.body).toContain(words)
    expect(notices[n]?.body).toContain(why)
    const mail = await messageById(1, mails[n]!.id, false)
    expect(mail).toMatchObject({ state: 'kept', subject: heading, toAddress: 'ines@example.test' })
    for (const part of [words, why, `${origin}/orders/${order}`]) expect(mail?.text?.replace(/\s+/g, ' ').toLowerCase()).toContain(part.toLowerCase())
    expect(mail?.html).toContain(`href="${origin}/orders/${order}"`)
    expect(mail?.html).toContain(heading)
    expect(mail?.html).not.toContain('undefined')
  }
  const shown = (await visit(await signedIn(manager), mailPage.loader as never, '/manage/mail')).body as {
    sends: boolean
    rows: { title: string; state: string }[]
  }
  expect(shown.sends).toBe(false)
  const subjects = shown.rows.map((row) => row.title)
  for (const { heading } of expected)
    expect(subjects.filter((one) => one === heading)).toHaveLength(expected.filter((one) => one.heading === heading).length)
})

test('[ST-04, PR-01] My activity, its why page and the team say where the points of an order are now: set aside, spent, or given back', async () => {
  await trust([ines])
  const mug = await addReward(program, manager, { approval: 'manual' }, { each: 5 })
  const order = await buy(mug)
  const [own, staff] = [await signedIn(ines), await signedIn(manager)]
  type Line = { id: string; title: string; points: number; order?: { points: string; amount: number; sentence: string; href: string } }
  const lineIn = async (browser: Browser, loader: unknown, path: string, params = {}) => {
    const { lines } = (await visit(browser, loader as never, path, undefined, params)).body as { lines: Line[] }
    return lines.find((line) => line.order !== undefined)
  }
  const mine = () => lineIn(own, activityPage.loader, '/activity')
  const first = await mine()
  expect(first).toMatchObject({ title: 'A mug', points: 0, order: { points: 'aside', amount: 100, href: `/orders/${order}` } })
  expect(first?.order?.sentence).toContain('100 points are set aside for A mug. The order waits for a yes of the team.')
  const why = async (browser: Browser, path: string) =>
    (
      (await visit(browser, whyPage.loader as never, path, undefined, { id: first?.id ?? '' })).body as {
        view: { sentence: string; order: Line['order'] }
      }
    ).view
  expect(await why(own, `/activity/${first?.id}`)).toMatchObject({ sentence: expect.stringContaining('set aside'), order: { points: 'aside' } })
  for (const step of [{ do: 'approve' }, { do: 'pack' }, { do: 'ship', parcel }] as Move[]) await move(order, step)
  expect((await mine())?.order).toMatchObject({
    points: 'spent',
    sentence: expect.stringContaining('100 points were spent on A mug. It is on its way.'),
  })
  await move(order, { do: 'return', why: 'Nobody was there.' })
  expect((await mine())?.order).toMatchObject({ points: 'back', sentence: expect.stringContaining('The 100 points for A mug are back.') })
  expect(await why(staff, `/activity/${first?.id}?member=${ines}`)).toMatchObject({ order: { points: 'back', href: `/manage/orders/${order}` } })
  expect(await lineIn(staff, memberPage.loader, `/manage/members/${ines}`, { id: String(ines) })).toMatchObject({
    order: { href: `/manage/orders/${order}` },
  })
})

test('[ST-10, ST-05] the packing list and the table for the warehouse hold what our own hands pack, and nothing that somebody outside sends', async () => {
  await trust([ines])
  const ours = await buy(await addReward(program, manager, { title: 'Socks' }))
  await buy(await addReward(program, manager, { title: 'Poster', fulfiller: 'printful' }))
  const staff = await signedIn(manager)
  const list = (await visit(staff, packing.loader as never, '/manage/orders/packing')).body as {
    slips: { id: number; lines: string[] }[]
    sums: object[]
  }
  expect(list.slips.map((slip) => slip.id)).toEqual([ours])
  expect(list.slips[0]?.lines.at(-1)).toBe('GERMANY')
  expect(list.sums).toEqual([{ what: 'Socks', count: 1 }])
  const rows = async (group: string) => String((await visit(staff, table.loader as never, `/manage/orders.csv?group=${group}`)).body)
  expect(await rows('pack')).toContain('Socks')
  expect(await rows('pack')).not.toContain('Poster')
  expect(await rows('all')).toMatch(/Poster.*,Printful/)
})

test('[ST-02] a double click, a step back and two tabs make one order; the size is filled in; a second one is possible, and said', async () => {
  await trust([ines])
  const tee = await addReward(program, manager, { title: 'A tee' }, { sizes: ['S', 'M', 'L'], each: 9 })
  await saveWishes({ program: 1, by: ines }, ines, { interests: [], languages: [], country: 'DE', shirtSize: 'M', rewardWishes: '' } as never)
  const browser = await signedIn(ines)
  const { slug } = tee.form
  type Page = { key: string; choice: { id: number; label: string }; before: { id: number } | null; truth: { price: number } }
  const open = async () => (await visit(browser, rewardOrder.loader as never, `/store/${slug}/order`, undefined, { slug })).body as Page
  const [tab, other] = [await open(), await open()]
  expect([tab.choice.label, tab.before, other.key]).toEqual(['M', null, tab.key])
  const send = ({ key, choice, truth }: Page) => {
    const form = { key, reward: String(tee.id), variant: String(choice.id), price: String(truth.price), physical: 'yes', told: 'DE', ...address() }
    return visit(browser, rewardOrder.action as never, `/store/${slug}/order`, form, { slug })
  }
  const answers = await Promise.all([send(tab), send(tab), send(other)])
  answers.push(await send(other))
  const [order] = await sqlAlone<{ id: number; choice: string }>('SELECT id, choice FROM store_order')
  expect(order?.choice).toBe('M')
  expect(new Set(answers.map(({ status, to }) => `${status} ${to}`))).toEqual(new Set([`303 /orders/${order?.id}?from=${slug}`]))
  const again = await open()
  expect([again.before?.id, again.key === tab.key]).toEqual([order?.id, false])
  await send(again)
  expect(await sqlAlone('SELECT id FROM store_order')).toHaveLength(2)
  expect(await send({ ...again, key: 'nonsense' })).toMatchObject({ status: 400 })
})

test('[ST-01, ST-05, ST-11, ST-13] staff previews what is not out, finds orders, says yes to many, takes tracking in, and reads what is owed on any day', async () => {
  await trust([ines])
  const [own, staff] = [await signedIn(ines), await signedIn(manager)]
  const draft = await addReward(program, manager, { state: 'draft', title: 'A secret' })
  const see = (browser: Browser) => visit(browser, rewardPage.loader as never, `/store/${draft.form.slug}`, undefined, { slug: draft.form.slug })
  expect([(await see(staff)).status, (await see(own)).status]).toEqual([200, 404])
  const mug = await addReward(program, manager, { approval: 'manual', title: 'A mug', cost: 8 })
  await givePoints(program, ines, [manager], 100)
  const orders = [await buy(mug), await buy(mug)]
  const mine = await redeemReward(purchase(manager, mug), program, origin)
  const all = [...orders, 'orderId' in mine ? mine.orderId : 0]
  const find = async (text: string) => {
    const { rows } = (await visit(staff, ordersPage.loader as never, `/manage/orders?q=${text}`)).body as { rows: { id: number }[] }
    return rows.map((row) => row.id)
  }
  expect([await find(String(orders[1])), await find('ines'), await find('mug')]).toEqual([[orders[1]], [...orders].reverse(), [...all].reverse()])
  const request = staff.request('/manage/orders', { do: 'approve' })
  const body = new URLSearchParams([['do', 'approve'], ...all.map((id): [string, string] => ['order', String(id)])])
  const bulk = await ordersPage.action({
    request: new Request(request.url, { method: 'POST', headers: request.headers, body }),
    params: {},
    context: { nonce: '' },
  } as never)
  expect(bulk).toMatchObject({ data: { done: 2, refused: [expect.stringContaining('own order')] } })
  for (const id of orders) await move(id, { do: 'pack' })
  const sheet = { table: `${orders[0]},DHL,0034,https://dhl.test/1\n${orders[1]},DHL,0035,https://dhl.test/2` }
  const tracked = () => visit(staff, trackingIn.action as never, '/manage/orders/tracking', sheet)
  expect((await tracked()).body).toEqual({ done: 2, refused: [] })
  expect(await tracked()).toMatchObject({ status: 400, body: { done: 0 } })
  expect(await sqlAlone('SELECT order_id AS id, number FROM shipment ORDER BY 1')).toEqual([
    { id: orders[0], number: '0034' },
    { id: orders[1], number: '0035' },
  ])
  type Figures = { owed: number; cost: string; figures: { orders: number; redemption: string } }
  const figures = async (day: string) => (await visit(staff, figuresPage.loader as never, `/manage/store/figures?day=${day}`)).body as Figures
  expect(await figures('')).toMatchObject({ owed: 400, cost: '€24.00', figures: { orders: 3, redemption: '50%' } })
  expect(await figures(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10))).toMatchObject({
    owed: 0,
    figures: { orders: 0, redemption: '–' },
  })
})

test('[ST-16] the page of a donation thanks by name whoever agreed, and nobody else', async () => {
  await givePoints(program, ines, [manager], 500)
  await trust([ines, manager])
  const trees = await addReward(program, manager, { kind: 'donation', title: 'Trees', benefits: 'the forest' }, { each: Infinity })
  for (const [who, publicThanks] of [
    [ines, true],
    [manager, false],
  ] as const)
    await redeemReward(purchase(who, trees, { address: null, publicThanks }), program, origin)
  const { slug } = trees.form
  const page = (await visit(await signedIn(ines), rewardPage.loader as never, `/store/${slug}`, undefined, { slug })).body as { thanked: string[] }
  expect(page.thanked).toEqual(['ines'])
})
