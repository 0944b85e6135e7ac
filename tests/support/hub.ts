// A hub in a test's own database: one program, people by name, rules, and deliveries sent through the real stories.
import { randomUUID } from 'node:crypto'
import { type Actor, inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { addSecret, createSource, releaseUnclaimed } from '#app/domain/activities/commands.server.ts'
import { forgetSource, openSource } from '#app/domain/activities/queries/open-source.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById, programKey, forgetPrograms } from '#app/domain/programs/queries.server.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'
import { type Founding, foundProgram } from '#app/flows/found-program.server.ts'
import { type Received, receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { adapterById, adapters } from '#integrations/registry.ts'

export const genericSecret = `whsec_${Buffer.from('a-secret-for-tests-of-32-bytes!!').toString('base64')}`
const hub: Actor = { program: 1, by: null }

/** Founds a program with a signed-JSON channel that has a secret. */
export async function openHub(founding: Partial<Founding> = {}): Promise<Program> {
  const id = founding.id ?? 1
  forgetPrograms()
  await foundProgram({ slug: `program-${id}`, name: 'Laurel', timeZone: 'UTC', pointsName: 'points', about: '', ...founding, id }, adapters)
  await inTransaction({ program: id, by: null }, async (scope) => {
    const sourceId = await createSource(scope, { adapter: 'generic', slug: 'generic', title: 'Signed JSON' })
    await addSecret(scope, { sourceId, name: 'webhook', value: genericSecret, othersEndAt: null })
  })
  forgetSource(id)
  const program = await programById(id)
  if (!program) throw new Error('The program was not founded.')
  return program
}

/** Adds a member by name, linked to the account of the same name in the signed-JSON channel unless `linked` is false. Answers the id. */
export async function addMember(name: string, options: { program?: number; linked?: boolean; timeZone?: string } = {}): Promise<number> {
  const program = options.program ?? 1
  const [row] = await sqlAlone<{ id: number }>(
    `INSERT INTO member (program_id, handle, display_name, email, time_zone) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [program, name, name, `${name}@example.test`, options.timeZone ?? 'UTC'],
  )
  const id = Number(row?.id)
  if (options.linked !== false) await linkAccount(id, name, program)
  return id
}

/** Links an account of the signed-JSON channel to a member, as proving it would: under the settling lock, releasing what waited. */
export async function linkAccount(memberId: number, account: string, program = 1, slug = 'generic'): Promise<number> {
  return inTransaction({ program, by: memberId }, async (scope) => {
    await lockSettling(scope)
    const [source] = await scope.sql<{ id: number }>('SELECT id FROM source WHERE program_id = $1 AND slug = $2', [program, slug])
    await scope.sql(`INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof) VALUES ($1, $2, $3, $4, $3, 'test')`, [
      program,
      source?.id,
      account,
      memberId,
    ])
    return releaseUnclaimed(scope, source?.id ?? 0, account)
  })
}

/** Saves a rule and switches it on for everything received from `from` on (default: always). Answers its id. */
export async function addRule(rule: Partial<RuleDefinition> & { kinds: string[] }, options: { program?: number; from?: Date } = {}): Promise<number> {
  const actor = { ...hub, program: options.program ?? 1 }
  const definition = ruleSchema.parse({ title: 'A rule', points: 10, condition: { all: [] }, ...rule })
  const saved = await saveRule({ id: null, basedOn: null, definition }, actor)
  if (!('id' in saved)) throw new Error(saved.message)
  await switchRule({ id: saved.id, to: 'on', from: options.from ?? new Date(0) }, actor)
  return saved.id
}

/** A message of the signed-JSON channel. */
export type Message = {
  id: string
  type: string
  actor: { id: string; handle?: string }
  object: { id: string; title?: string; url?: string }
  time: string
  facts?: Record<string, string | number | boolean | string[]>
  version?: string
  reverses?: string
}

/** A message with everything filled in: an article by ines unless said otherwise. */
export function message(part: Partial<Omit<Message, 'actor'>> & { actor?: string } = {}): Message {
  const id = part.id ?? `article-${randomUUID()}`
  return {
    type: 'article.published',
    object: { id: `thing:${id}`, title: 'An article', url: 'https://example.test/a' },
    time: '2026-03-02T10:00:00Z',
    ...part,
    id,
    actor: { id: part.actor ?? 'ines' },
  }
}

/** Signs a message and hands it to the story behind the webhook door. */
export async function send(
  body: Message | Message[],
  options: { program?: number; deliveryId?: string; receivedAt?: Date; secret?: string } = {},
): Promise<Received> {
  const program = options.program ?? 1
  const adapter = adapterById('generic')
  const source = await openSource(program, 'generic')
  if (!adapter || !source) throw new Error('The signed-JSON channel is not open.')
  const bytes = Buffer.from(JSON.stringify(body))
  const receivedAt = options.receivedAt ?? new Date()
  const headers = adapter.sign(bytes, options.deliveryId ? { 'webhook-id': options.deliveryId } : {}, options.secret ?? genericSecret, receivedAt)
  return receiveDelivery(adapter, { ...source, key: await programKey(program) }, { headers, body: bytes, receivedAt })
}

/** Settles until nothing is due. */
export async function settleAll(program = 1): Promise<void> {
  const found = await programById(program)
  if (!found) throw new Error('No such program.')
  for (;;) {
    const settled = await settleActivities(found)
    if (settled.kind === 'settled' && settled.count === 0) return
  }
}

/** A member's sums in points, zero when there are none. */
export async function balanceOf(memberId: number, program = 1): Promise<{ lifetime: number; spendable: number; debt: number; lastSeq: number }> {
  const [row] = await sqlAlone<{ lifetime: number; spendable: number; debt: number; lastSeq: number }>(
    'SELECT lifetime, spendable, debt, last_seq AS "lastSeq" FROM balance WHERE program_id = $1 AND member_id = $2 AND currency = 1',
    [program, memberId],
  )
  return row ?? { lifetime: 0, spendable: 0, debt: 0, lastSeq: 0 }
}

/** The words on a member's activities, oldest deed first. */
export async function wordsOf(memberId: number, program = 1): Promise<{ kind: string; status: string; points: number; code: string | null }[]> {
  return sqlAlone(
    `SELECT kind, status, points, explanation -> 'reason' ->> 'code' AS code FROM judgement WHERE program_id = $1 AND member_id = $2 AND status <> 'undo'
     ORDER BY occurred_at, activity_id`,
    [program, memberId],
  )
}
