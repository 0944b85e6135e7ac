import { type AccessField, type Adapter, isPolled } from '#app/contract/adapter.ts'
import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { addSecret, setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { accessHeld, holdSource } from '#app/domain/activities/commands/editing.server.ts'
import { reopenLine } from '#app/domain/activities/commands/lines.server.ts'
import { addWalk, endWalks } from '#app/domain/activities/commands/walks.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { env } from '#app/foundation/env.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/**
 * A manager says how the hub calls the platform of a channel. Keys are sealed; an empty one leaves the present key as it is. An address must be one
 * of the web, and https where a key goes along. Keys are for the server they were entered for: where an address leads to another one, they must be entered
 * again. What is needed to ask a platform that tells nothing by itself must be there; it is asked at once,
 * for what comes from now on, or from the day `since` on that a manager chose.
 */
export function saveAccess(
  adapter: Adapter,
  access: { sourceId: number; values: Readonly<Record<string, string>>; since?: Date },
  by: Actor,
): Promise<{ kind: 'saved' } | Refused<'not_found' | 'not_an_address' | 'missing' | 'keys_again'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const source = await holdSource(scope, access.sourceId)
        const fields = adapter.access ?? []
        const long = new Set(fields.filter((field) => field.lines).map((field) => field.name))
        const given = (name: string) => (access.values[name] ?? '').trim().slice(0, long.has(name) ? 20_000 : 500)
        const missing = fields.find((field) => isPolled(adapter) && !field.optional && !field.secret && !given(field.name))
        if (missing) throw new Refusal('missing', `“${missing.label}” is empty, and without it there is nothing to ask. Nothing was saved.`)
        checkAddresses(fields, given, await accessHeld(scope, source.id))
        const plain = fields.filter((field) => !field.secret && given(field.name)).map((field) => [field.name, given(field.name)] as const)
        await setPlainAccess(scope, source.id, Object.fromEntries(plain))
        const keys = fields.filter((field) => field.secret && given(field.name))
        for (const { name } of keys) {
          await addSecret(scope, { sourceId: source.id, name: accessSecret(name), value: given(name), othersEndAt: scope.now })
        }
        await reopenLine(scope, source.id)
        if (isPolled(adapter)) await readNow(scope, adapter, source.id, access.since)
        const after = {
          ...Object.fromEntries(plain),
          ...(access.since ? { since: access.since } : {}),
          keys: keys.map(({ name }) => `${name} …${given(name).slice(-4)}`),
        }
        await record(scope, { action: 'source.access_saved', objectKind: 'source', objectId: source.id, after })
        scope.afterCommit(() => forgetSource(scope.program, source.slug))
        return { kind: 'saved' as const }
      }),
    'not_found',
    'not_an_address',
    'missing',
    'keys_again',
  )
}

/** Begins every way of asking anew, for what was entered now. */
async function readNow(scope: Scope, { backfill = {} }: Adapter, sourceId: number, since: Date = scope.now): Promise<void> {
  await endWalks(scope, sourceId)
  for (const name of Object.keys(backfill)) await addWalk(scope, { sourceId, name, since })
}

type Given = (name: string) => string

/** Refuses addresses that are none or would carry a key in the open, and keys that would go to another server than the one they were entered for. */
function checkAddresses(
  fields: readonly AccessField[],
  given: Given,
  held: { plain: Readonly<Record<string, string>>; keys: readonly string[] },
): void {
  const isAddress = ({ name, secret, lines }: AccessField) =>
    !secret && !lines && (['site', 'api'].includes(name) || [given(name), held.plain[name] ?? ''].some((value) => value.includes('://')))
  const addresses = fields.filter(isAddress)
  const keys = fields.filter((field) => field.secret && (given(field.name) || held.keys.includes(field.name)))
  for (const value of addresses.map(({ name }) => given(name)).filter(Boolean)) {
    if (!/^https?:\/\/[^\s"<>]+$/i.test(value) || !URL.canParse(value))
      throw new Refusal('not_an_address', 'The address must begin with https:// or http://. Nothing was saved.')
    if (keys.length > 0 && !/^https:/i.test(value) && env().OUTBOUND_PRIVATE !== '1')
      throw new Refusal('not_an_address', 'A key goes along, so the address must begin with https://. Nothing was saved.')
  }
  const moved = addresses.find(({ name }) => originOf(given(name)) !== originOf(held.plain[name] ?? ''))
  const missing = keys.filter((field) => !given(field.name)).map(({ label }) => `“${label}”`)
  if (moved && missing.length > 0) {
    const words = `“${moved.label}” leads to another server now, and the keys were entered for the one before. Enter again: ${missing.join(', ')}. Nothing was saved.`
    throw new Refusal('keys_again', words)
  }
}

/** The server an address leads to; empty for none: then it is the platform's own. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address
}
