import { z } from 'zod'
import type { Ask, Completion, Delivery, Earlier, Page } from '#app/contract/adapter.ts'
import { askJson, siteOf } from '#integrations/kit/api.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { deedIn, deedOf, statement, statementsIn, takenBack, voids, type Statement } from './statements.ts'

/** True if the address of the store and a reader of it are entered. */
function canAsk(ask: Ask): boolean {
  return Boolean(ask.access.site && ask.access.name && ask.access.api_key)
}

function askStore(ask: Ask, url: string): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${ask.access.name ?? ''}:${ask.access.api_key ?? ''}`).toString('base64')}`
  return askJson(ask, url, { headers: { authorization, 'x-experience-api-version': '1.0.3' } })
}

function address(ask: Ask, query: Record<string, string>): string {
  return `${siteOf(ask)}/statements?${new URLSearchParams(query).toString()}`
}

const result = z.object({ statements: z.array(z.unknown()), more: z.string().nullish() })

/** What the store says of a voided statement: null if it said nothing that counts, or if another statement that stands says the same. */
async function saidBefore(ask: Ask, id: string): Promise<unknown> {
  const raw = await askStore(ask, address(ask, { voidedStatementId: id }))
  const before = statement.safeParse(raw)
  const deed = before.success ? deedIn(before.data, ask.now) : null
  if (!before.success || !deed) return null
  const same = { verb: before.data.verb.id, agent: JSON.stringify(agentIn(raw)), activity: activityIn(raw), limit: '10' }
  const standing = result.parse((await askStore(ask, address(ask, same))) ?? { statements: [] })
  const again = standing.statements.some((one) => deedOf(one, ask.now)?.externalId === deed.externalId)
  return again ? null : raw
}

/** The person of a statement by their identifier alone, as a question needs it. */
function agentIn(raw: unknown): unknown {
  const keep = z.object({
    mbox: z.unknown().optional(),
    mbox_sha1sum: z.unknown().optional(),
    openid: z.unknown().optional(),
    account: z.unknown().optional(),
  })
  return keep.parse(z.object({ actor: z.unknown() }).parse(raw).actor)
}

function activityIn(raw: unknown): string {
  return z.object({ object: z.object({ id: z.string() }) }).parse(raw).object.id
}

/** A voiding statement names another by its id alone: what that one said is asked of the store, which keeps it. */
export async function completeVoided(delivery: Delivery, _earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const found = statementsIn(parseJson(delivery.body))
  if (!found.ok) throw new Error(found.why)
  if (!canAsk(ask)) return { voided: [], why: 'without an address and a reader of the store nobody can say what the voided statement said' }
  const voided: { id: string; at: string; said: unknown }[] = []
  for (const one of found.said) {
    const id = voids(one)
    const said = id && (await saidBefore(ask, id))
    if (id && said) voided.push({ id, at: momentOf(one, delivery.receivedAt).toISOString(), said })
  }
  return { voided }
}

function momentOf(one: Statement, receivedAt: Date): Date {
  return one.stored ?? one.timestamp ?? receivedAt
}

/** One page of what was stored since then, oldest first. `more` leads on, within the same store only: the reader’s password goes along. */
export async function statementPage(ask: Ask, since: Date, cursor: string | null): Promise<Page> {
  // A store that only forwards is asked nothing.
  if (!canAsk(ask)) return { activities: [], next: null }
  const first = address(ask, { since: since.toISOString(), ascending: 'true', limit: '100' })
  const url = cursor === null ? first : new URL(cursor, siteOf(ask)).toString()
  if (new URL(url).origin !== new URL(siteOf(ask)).origin) throw new Error('The store leads on to another server, which is not asked.')
  const page = result.parse((await askStore(ask, url)) ?? { statements: [] })
  const activities = []
  for (const raw of page.statements) {
    // What is broken there stays there: one statement must not hold up all that follow.
    const one = statement.safeParse(raw)
    if (!one.success) continue
    const deed = deedIn(one.data, ask.now)
    if (deed) activities.push(deed)
    const id = voids(one.data)
    const said = id === null ? null : deedOf(await saidBefore(ask, id), ask.now)
    if (id && said) activities.push(takenBack(said, id, momentOf(one.data, ask.now)))
  }
  return { activities, next: page.more ? page.more : null }
}
