import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { secretsOf, sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { changesIn } from '#app/domain/audit/queries.server.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { endSecret } from '#app/flows/end-secret.server.ts'
import { receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { replayDelivery } from '#app/flows/replay-delivery.server.ts'
import { rotateSecret } from '#app/flows/rotate-secret.server.ts'
import { setIgnoredAccounts } from '#app/flows/set-ignored-accounts.server.ts'
import { setSourceState } from '#app/flows/set-source-state.server.ts'
import { github } from '#integrations/github/adapter.ts'
import { generic } from '#integrations/generic/adapter.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'

let actor: { program: number; by: number }
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
})

async function connected(): Promise<{ sourceId: number; secret: string }> {
  const done = await connectSource(github, actor)
  if (!('secrets' in done)) throw new Error(done.message)
  return { sourceId: done.sourceId, secret: done.secrets[0]?.value ?? '' }
}

const ping = Buffer.from(JSON.stringify({ zen: 'Keep it simple.', hook_id: 1 }))

/** What the front door answers to a ping signed with this secret. */
async function knock(secret: string): Promise<string> {
  const source = await openSource(1, 'github')
  if (!source) return 'closed'
  const headers = github.sign(ping, { 'x-github-event': 'ping', 'x-github-delivery': crypto.randomUUID() }, secret, new Date())
  return (await receiveDelivery(github, { ...source, key: await programKey(1) }, { headers, body: ping, receivedAt: new Date() })).kind
}

test('[PV-07] connecting answers a secret once; only its last four characters can be read afterwards', async () => {
  const { sourceId, secret } = await connected()
  expect(await knock(secret)).toBe('stored')
  const [kept] = await secretsOf(1, sourceId, new Date())
  expect(kept).toMatchObject({ name: 'webhook', hint: secret.slice(-4), endsAt: null })
  expect(await connectSource(github, actor)).toMatchObject({ kind: 'already_connected' })
})

test('[PV-07] during a rotation old and new secrets verify, until the old one ends by itself or is ended', async () => {
  const { sourceId, secret } = await connected()
  const rotated = await rotateSecret(github, { sourceId, name: 'webhook' }, actor)
  if (!('value' in rotated)) throw new Error(rotated.message)
  expect(rotated.othersEndAt.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000)
  expect([await knock(secret), await knock(rotated.value)]).toEqual(['stored', 'stored'])
  const [young, old] = await secretsOf(1, sourceId, new Date())
  expect(await endSecret({ sourceId, id: young?.id ?? 0 }, actor)).toMatchObject({ kind: 'last_secret' })
  expect(await endSecret({ sourceId, id: old?.id ?? 0 }, actor)).toEqual({ kind: 'ended' })
  expect([await knock(secret), await knock(rotated.value)]).toEqual(['bad_signature', 'stored'])
  expect(await secretsOf(1, sourceId, new Date())).toHaveLength(1)
})

test('[PV-07] the old secret of a rotation is refused once its 24 hours are over', async () => {
  const { sourceId, secret } = await connected()
  const yesterday = new Date(Date.now() - 25 * 3_600_000)
  const rotated = await rotateSecret(github, { sourceId, name: 'webhook' }, actor, yesterday)
  expect('value' in rotated && [await knock(secret), await knock(rotated.value)]).toEqual(['bad_signature', 'stored'])
})

test('[PV-07] no table holds a secret in the clear', async () => {
  const { sourceId, secret } = await connected()
  const rotated = await rotateSecret(github, { sourceId, name: 'webhook' }, actor)
  await knock(secret)
  const tables = await sqlAlone<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  )
  for (const value of [secret, 'value' in rotated ? rotated.value : '']) {
    for (const { name } of tables) {
      const found = await sqlAlone(`SELECT 1 FROM "${name}" AS row WHERE position($1 in row::text) > 0 OR position($2 in row::text) > 0`, [
        value,
        Buffer.from(value).toString('hex'),
      ])
      expect(found, `${name} holds a secret`).toEqual([])
    }
  }
})

test('[AB-13] what an ignored account does is recorded and gives nothing', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  const source = await sourceBySlug(1, 'generic')
  expect(await setIgnoredAccounts({ sourceId: source?.id ?? 0, accounts: [' INES ', '', 'build-bot', 'ines'] }, actor)).toEqual({
    kind: 'set',
    added: ['ines', 'build-bot'],
    removed: [],
  })
  await send(message({ id: 'a1' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0 })
  expect(await wordsOf(ines)).toMatchObject([{ status: 'nothing', code: 'ignored_actor' }])
})

test('a closed channel takes nothing in, and an opened one does again', async () => {
  const { sourceId, secret } = await connected()
  expect(await setSourceState({ sourceId, state: 'off' }, actor)).toEqual({ kind: 'set', state: 'off' })
  expect(await knock(secret)).toBe('closed')
  expect(await setSourceState({ sourceId, state: 'on' }, actor)).toEqual({ kind: 'set', state: 'on' })
  expect(await knock(secret)).toBe('stored')
  expect(await setSourceState({ sourceId, state: 'on' }, actor)).toEqual({ kind: 'unchanged' })
})

test('[IN-02] a stored delivery is read again: what was lost comes in once, what is known stays, and nothing pays twice', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  const stored = await send(message({ id: 'a1' }))
  await settleAll()
  const source = await sourceBySlug(1, 'generic')
  const target = { sourceId: source?.id ?? 0, id: 'delivery' in stored ? stored.delivery : 0 }
  expect(await replayDelivery(generic, target, actor)).toMatchObject({
    kind: 'replayed',
    before: 'read',
    state: 'read',
    found: 1,
    added: 0,
    unparked: 0,
  })
  // An adapter of yesterday that did not know the event.
  const blind = { ...generic, read: () => ({ kind: 'unsupported' as const, event: 'article.published' }) }
  const open = await openSource(1, 'generic')
  if (!open) throw new Error('The channel is closed.')
  const bytes = Buffer.from(JSON.stringify(message({ id: 'a2' })))
  const headers = generic.sign(bytes, {}, open.secrets.webhook?.[0] ?? '', new Date())
  const missed = await receiveDelivery(blind, { ...open, key: await programKey(1) }, { headers, body: bytes, receivedAt: new Date() })
  const late = { ...target, id: 'delivery' in missed ? missed.delivery : 0 }
  const answers = await Promise.all([replayDelivery(generic, late, actor), replayDelivery(generic, late, actor)])
  expect(answers.map((answer) => ('added' in answer ? answer.added : -1)).sort()).toEqual([0, 1])
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 200 })
  expect(await replayDelivery(generic, { ...target, id: 9999 }, actor)).toMatchObject({ kind: 'not_found' })
})

test('[MA-14] every change to a channel is on record', async () => {
  const { sourceId } = await connected()
  await rotateSecret(github, { sourceId, name: 'webhook' }, actor)
  const old = (await secretsOf(1, sourceId, new Date())).find((secret) => secret.endsAt)
  await endSecret({ sourceId, id: old?.id ?? 0 }, actor)
  await setIgnoredAccounts({ sourceId, accounts: ['bot'] }, actor)
  await setSourceState({ sourceId, state: 'off' }, actor)
  const rows = await changesIn(1, { before: null, actor: actor.by, kind: 'source', object: String(sourceId), limit: 10 })
  expect(rows.map((row) => row.action)).toEqual([
    'source.switched_off',
    'source.ignored_accounts_set',
    'secret.ended',
    'secret.rotated',
    'source.connected',
  ])
  expect(rows.every((row) => row.actorId === actor.by && row.after !== null)).toBe(true)
})
